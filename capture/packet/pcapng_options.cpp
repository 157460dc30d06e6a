#include "capture/packet/pcapng_options.h"

namespace constat::capture {

std::optional<OptionReader::Option> OptionReader::next() {
  constexpr std::uint16_t kEndOfOptions = 0;
  if (rest_.size() < 4) return std::nullopt;
  const std::uint16_t code = load_u16(rest_, 0, order_);
  const std::size_t length = load_u16(rest_, 2, order_);
  if (code == kEndOfOptions) return std::nullopt;
  if (padded_to_4(length) > rest_.size() - 4) {
    malformed_ = true;
    return std::nullopt;
  }
  const std::string_view value = rest_.substr(4, length);
  rest_.remove_prefix(4 + padded_to_4(length));
  return Option{code, value};
}

}  // namespace constat::capture
