// Options of pcapng blocks (draft-ietf-opsawg-pcapng section 3.5): code, length, value, padding.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "capture/packet/byte_order.h"

namespace constat::capture {

constexpr std::size_t padded_to_4(std::size_t length) { return (length + 3) & ~std::size_t{3}; }

class OptionReader {
 public:
  OptionReader(std::string_view options, ByteOrder order) : rest_(options), order_(order) {}

  struct Option {
    std::uint16_t code;
    std::string_view value;
  };
  // Nothing after the last one, and where they contradict themselves.
  std::optional<Option> next();
  bool malformed() const { return malformed_; }

 private:
  std::string_view rest_;
  ByteOrder order_;
  bool malformed_ = false;
};

}  // namespace constat::capture
