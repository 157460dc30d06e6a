#include "capture/mail/content_length.h"

#include <algorithm>
#include <charconv>

namespace constat::capture {

std::optional<std::uint64_t> content_length(std::string_view line) {
  constexpr std::string_view kName = "content-length";
  constexpr std::string_view kBlank = " \t\r\n";
  const auto equal = [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  };
  const std::string_view name = line.substr(0, kName.size());
  if (!std::equal(name.begin(), name.end(), kName.begin(), kName.end(), equal)) return std::nullopt;
  line.remove_prefix(kName.size());
  line.remove_prefix(std::min(line.find_first_not_of(kBlank), line.size()));
  if (!line.starts_with(':')) return std::nullopt;
  line.remove_prefix(1);
  line.remove_prefix(std::min(line.find_first_not_of(kBlank), line.size()));
  line = line.substr(0, line.find_last_not_of(kBlank) + 1);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value);
  // Far below 2^64, so that adding a file offset never wraps.
  constexpr std::uint64_t kMost = 1ull << 62;
  const bool plain = error == std::errc() && end == line.data() + line.size() && value < kMost;
  return plain ? std::optional(value) : std::nullopt;
}

}  // namespace constat::capture
