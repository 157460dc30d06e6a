// pcapng blocks written one by one (draft-ietf-opsawg-pcapng), so that any of their fields can be
// wrong. Right lengths unless one is given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/forge/rows/expect.h"
#include "tools/forge/scenario.h"

namespace constat::forge {

class Blocks {
 public:
  explicit Blocks(ByteOrder order = ByteOrder::kLittle) : order_(order) {}

  Blocks& section();
  struct Interface {
    std::uint32_t link = 1;
    std::uint32_t snaplen = 262144;
    std::optional<std::uint8_t> resolution{};      // if_tsresol
    std::optional<std::int64_t> offset_seconds{};  // if_tsoffset
  };
  Blocks& interface(const Interface& interface);
  struct Lengths {
    std::optional<std::uint32_t> captured{};
    std::optional<std::uint32_t> original{};
    std::optional<std::uint32_t> block{};
    std::optional<std::uint32_t> trailer{};
  };
  // `time` in units of the interface.
  Blocks& packet(std::uint32_t interface, std::uint64_t time, std::string_view frame,
                 const Lengths& lengths);
  Blocks& packet(std::uint32_t interface, std::uint64_t time, std::string_view frame) {
    return packet(interface, time, frame, {});
  }
  Blocks& raw(std::uint32_t type, std::string_view body, const Lengths& lengths);
  // Sections that follow may be of the other order.
  Blocks& in_order(ByteOrder order) {
    order_ = order;
    return *this;
  }

  const std::string& bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

  std::string number16(std::uint32_t value) const;
  std::string number32(std::uint64_t value) const;

 private:
  std::string option(std::uint32_t code, std::string_view value) const;

  ByteOrder order_;
  std::string bytes_;
};

std::uint64_t microseconds(CaptureTime time);
// The frames of one whole session with one letter; `number` tells sessions and letters apart.
std::vector<RawFrame> conversation_frames(unsigned number);
// A section with one Ethernet interface and these frames.
Blocks whole_section(const std::vector<RawFrame>& frames);

}  // namespace constat::forge
