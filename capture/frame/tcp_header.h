// The TCP header and its options (RFC 9293 section 3.1, RFC 7323).
#pragma once

#include <optional>

#include "capture/frame/ip_header.h"
#include "capture/frame/tcp_segment.h"
#include "capture/frame/unwrapping.h"

namespace constat::capture {

// `stretch` begins with the TCP header and ends with the payload. Nothing when the header
// contradicts itself or its first 20 bytes were not captured; of options that the snap length cut,
// those that are there are read.
std::optional<TcpSegment> read_tcp(const IpHeader& ip, const Stretch& stretch);

}  // namespace constat::capture
