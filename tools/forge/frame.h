// One segment of a session as an IP packet.
#pragma once

#include "tools/forge/dialogue.h"
#include "tools/forge/scenario.h"
#include "tools/forge/segments.h"
#include "tools/forge/wire/tcp_packet.h"

namespace constat::forge {

TcpPacket packet_of(const Segment& segment, const SessionPlan& plan, const Dialogue& dialogue);

}  // namespace constat::forge
