// Tells the same packet captured twice (mirror ports show it on its way in and on its way out,
// maybe in another VLAN or tunnel) from a retransmission, which is another packet.
//
// Two segments are one packet when addresses, identification, TCP header and payload are equal; the
// time to live, the type of service and the checksums, which routers and network cards change, are
// not asked. That says something only where the sender marks each packet it sends:
//   - by an IPv4 identification, or that of an IPv6 fragment header, other than 0; or
//   - by a TCP timestamp (RFC 7323), where the segment takes up sequence numbers. The clock has
//     moved on before bytes are sent again. Acknowledgements alone may be sent several times within
//     a tick, and are repeated on purpose (RFC 5681 section 3.2).
// Segments without a mark are never counted as repeated. Bounded: the last
// Limits::repeated_frame_window marked segments are remembered, by a 64-bit fingerprint.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "capture/frame/ip_header.h"
#include "capture/frame/tcp_segment.h"
#include "core/limits.h"

namespace constat::capture {

class RepeatedFrames {
 public:
  explicit RepeatedFrames(const Limits& limits);

  // `bytes`: TCP header and payload of `segment`. Remembers it.
  bool seen_before(const IpHeader& ip, const TcpSegment& segment, std::string_view bytes);

 private:
  // A hash table with linear probing, at most a quarter full, over the fingerprints of the ring.
  struct Slot {
    std::uint64_t fingerprint = 0;
    std::uint64_t number = 0;  // of the latest such segment; 0: free
  };
  std::size_t find(std::uint64_t fingerprint) const;  // its slot, or the free one where it belongs
  void erase(std::size_t slot);

  std::vector<std::uint64_t> ring_;  // fingerprints, by number modulo its size
  std::vector<Slot> slots_;
  std::uint64_t number_ = 0;
};

// 64 bits of any bytes: well mixed, not secret.
std::uint64_t fingerprint_of(std::string_view bytes, std::uint64_t seed);

}  // namespace constat::capture
