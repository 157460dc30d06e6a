#include "tools/forge/values.h"

#include <charconv>
#include <string>
#include <utility>

namespace constat::forge {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kLongest = 1000ll * 86400 * kSecond;  // keeps sums far from overflow
constexpr std::int64_t kLatest =
    4'294'967'295ll * kSecond;  // a pcap file has 32 bits for the seconds

constexpr std::pair<std::string_view, std::int64_t> kUnits[] = {
    {"us", 1000},        {"ms", 1'000'000},     {"s", kSecond},
    {"m", 60 * kSecond}, {"h", 3600 * kSecond}, {"d", 86400 * kSecond},
};

std::optional<std::int64_t> unit_named(std::string_view name) {
  for (const auto& [unit, nanoseconds] : kUnits) {
    if (unit == name) return nanoseconds;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> number_from(std::string_view word) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size() || word.empty()) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> size_from(std::string_view word) {
  std::uint64_t unit = 1;
  if (word.ends_with('k')) unit = 1024;
  if (word.ends_with('M')) unit = 1024 * 1024;
  if (unit != 1) word.remove_suffix(1);
  const auto count = number_from(word);
  if (!count || *count > (1ull << 40)) return std::nullopt;
  return *count * unit;
}

std::optional<std::int64_t> duration_from(std::string_view word) {
  std::int64_t total = 0;
  if (word.empty()) return std::nullopt;
  while (!word.empty()) {
    const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
    const std::size_t after = std::min(word.find_first_of("0123456789", digits), word.size());
    const auto count = number_from(word.substr(0, digits));
    const auto unit = unit_named(word.substr(digits, after - digits));
    if (!count || !unit || *count > static_cast<std::uint64_t>(kLongest / *unit))
      return std::nullopt;
    total += static_cast<std::int64_t>(*count) * *unit;
    if (total > kLongest) return std::nullopt;
    word.remove_prefix(after);
  }
  return total;
}

std::optional<CaptureTime> time_from(std::string_view word, CaptureTime base) {
  if (word.starts_with('+')) {
    const auto later = duration_from(word.substr(1));
    const bool safe = base.nanoseconds >= 0 && base.nanoseconds <= kLatest;
    if (!later || !safe) return std::nullopt;
    return CaptureTime{base.nanoseconds + *later};
  }
  const CaptureTime time = capture_time_from_rfc3339(word);
  if (!time.known()) return std::nullopt;
  return time;
}

std::optional<Endpoint> endpoint_from(std::string_view word) {
  const std::size_t colon = word.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto port = number_from(word.substr(colon + 1));
  std::string_view address = word.substr(0, colon);
  const bool brackets = address.starts_with('[') && address.ends_with(']');
  if (brackets) address = address.substr(1, address.size() - 2);
  const IpAddress ip = ip_address_from(address);
  if (!port || *port == 0 || *port > 65535 || !ip.known()) return std::nullopt;
  if (brackets != (ip.version == 6)) return std::nullopt;
  return Endpoint{ip, static_cast<std::uint16_t>(*port)};
}

std::optional<int> reply_code_from(std::string_view word) {
  if (word == "none") return 0;
  const auto code = number_from(word);
  if (!code || *code < 200 || *code > 599) return std::nullopt;
  return static_cast<int>(*code);
}

}  // namespace constat::forge
