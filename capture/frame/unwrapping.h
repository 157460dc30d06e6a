// One frame on its way from the link header to the TCP header: where the reading stands, and what
// stands there. Each kind of header has one reader (header_readers.h): it passes its header and
// says what comes next, so that depth is a loop and never a recursion.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <string_view>

#include "capture/frame/ip_header.h"
#include "capture/input.h"

namespace constat::capture {

enum class Header : std::uint8_t {
  // Link layers.
  kEthernet,
  kLlc,
  kLinuxCooked,
  kLinuxCooked2,
  kBsdLoopback,
  kTokenRing,
  kFddi,
  kSlip,
  kFrameRelay,
  kCiscoHdlc,
  kIpOverInfiniband,
  kNflog,
  kPpi,
  kRadiotap,
  kPrism,
  kAvs,
  kWifi,
  kAggregate,  // 802.11 A-MSDU subframes
  // Between link and IP.
  kVlan,
  kServiceTag,       // 802.1ah I-TAG
  kPortExtenderTag,  // 802.1BR E-TAG
  kVnTag,
  kMacsec,
  kMpls,
  kPpp,
  kPppoe,
  // Tunnels.
  kGre,
  kUdp,
  kVxlan,
  kVxlanGpe,
  kGeneve,
  kGtpU,
  kTeredo,
  kEspInUdp,
  kEtherIp,
  // IP.
  kIp,  // says its version itself
  kIpv4,
  kIpv6,
  kInnerIpv4,  // directly inside another IP header
  kInnerIpv6,
  kIpv6Extension,
  kIpv6Fragment,
  kAuthentication,
  kCount_,
  // Where the readers end.
  kTcp = kCount_,
  kFragment,
  kNothing,
};

// What comes next; or kNothing, and why.
struct Next {
  Header header = Header::kNothing;
  SkipReason reason = SkipReason::kMalformed;

  constexpr Next(Header next) : header(next) {}                    // NOLINT: meant to convert
  constexpr Next(SkipReason skip_reason) : reason(skip_reason) {}  // NOLINT: meant to convert
};

// A stretch of a frame: what was captured of it, and how long it was on the wire.
struct Stretch {
  std::string_view bytes;
  std::uint64_t length = 0;  // >= bytes.size(); more when the snap length cut the frame

  bool has(std::size_t count) const { return bytes.size() >= count; }
  bool whole() const { return bytes.size() == length; }
  // `count` bytes were captured.
  void pass(std::size_t count) {
    assert(has(count));
    bytes.remove_prefix(count);
    length -= count;
  }
  // Behind the next `count` bytes stands padding. False when there are not as many.
  [[nodiscard]] bool trim_to(std::uint64_t count) {
    if (count > length) return false;
    length = count;
    bytes = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(count, bytes.size())));
    return true;
  }
};

class ChecksumReview;

struct Unwrapping : Stretch {
  using Layers = std::array<std::uint16_t, static_cast<std::size_t>(Layer::kCount_)>;

  ChecksumReview* checksums = nullptr;
  int layers_left = 0;
  IpHeader ip;  // the innermost so far
  Layers layers{};
  // Set where a port number alone says that a tunnel begins: when its inside contradicts itself, it
  // was none, and these were the layers before it.
  bool guessed = false;
  Layers layers_before_guess{};
  // Where Header::kFragment was reached.
  std::uint32_t fragment_offset = 0;  // bytes
  bool more_fragments = false;
  bool pads_wifi_header = false;  // radiotap says so
  // Further subframes of an 802.11 aggregate, and the layers left for each.
  Stretch subframes;
  int layers_left_for_subframes = 0;

  // What kMalformed means here. A tunnel known by its port alone whose inside contradicts itself
  // was no tunnel; but what the snap length cut contradicts nothing.
  SkipReason malformed() {
    if (!guessed || !whole()) return SkipReason::kMalformed;
    layers = layers_before_guess;
    return SkipReason::kNotTcp;
  }
  void met(Layer layer) { ++layers[static_cast<std::size_t>(layer)]; }
};

}  // namespace constat::capture
