// One segment as the bytes of a captured frame: link header, IP (RFC 791, RFC 8200), TCP (RFC
// 9293), with right lengths and checksums.
#pragma once

#include <cstddef>
#include <string>

#include "tools/forge/dialogue.h"
#include "tools/forge/scenario.h"
#include "tools/forge/segments.h"

namespace constat::forge {

std::string render_frame(const Segment& segment, const SessionPlan& plan, const Dialogue& dialogue,
                         const CaptureFormat& capture);

// Bytes of a frame before the TCP payload, for a segment with data.
std::size_t bytes_before_payload(const SessionPlan& plan, LinkType link);

}  // namespace constat::forge
