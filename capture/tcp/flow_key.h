// What tells connections apart: the two endpoints, in an order that does not depend on who sent.
#pragma once

#include <array>
#include <cstdint>

#include "capture/frame/tcp_segment.h"

namespace constat::capture {

// Which endpoint of the key: the lesser or the greater one (address first, then port).
enum class End : std::uint8_t { kLesser, kGreater };
constexpr End opposite(End end) { return end == End::kLesser ? End::kGreater : End::kLesser; }
constexpr std::size_t index_of(End end) { return static_cast<std::size_t>(end); }

// Packed, because a flood of SYNs makes many. By index_of(End).
struct FlowKey {
  std::array<std::array<std::uint8_t, 16>, 2> addresses{};
  std::array<std::uint16_t, 2> ports{};
  std::uint8_t version = 0;
  friend bool operator==(const FlowKey&, const FlowKey&) = default;
  Endpoint at(End end) const { return {{version, addresses[index_of(end)]}, ports[index_of(end)]}; }
};

// The key of a segment's flow, and which end sent it.
struct KeyedSender {
  FlowKey key;
  End sender;
};
KeyedSender key_of(const TcpSegment& segment);

// SipHash-1-3 under a secret: nobody can prepare addresses that collide. Symmetric: both directions
// of a flow have one key.
class FlowHash {
 public:
  explicit FlowHash(std::uint64_t secret) : secret_{secret, ~secret} {}
  std::size_t operator()(const FlowKey& key) const;

 private:
  std::array<std::uint64_t, 2> secret_;
};

}  // namespace constat::capture
