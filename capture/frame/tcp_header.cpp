#include "capture/frame/tcp_header.h"

#include <algorithm>

#include "capture/packet/byte_order.h"

namespace constat::capture {
namespace {

constexpr std::size_t kFixedHeader = 20;

enum class Option : std::uint8_t { kEnd = 0, kNothing = 1, kWindowScale = 3, kTimestamp = 8 };

// RFC 7323 section 2.3: larger shifts are read as 14. On other segments than a SYN it means
// nothing.
void read_option(Option kind, std::string_view value, TcpSegment& segment) {
  if (kind == Option::kWindowScale && segment.has(TcpSegment::kSyn)) {
    segment.window_shift = std::min<std::uint8_t>(load_u8(value, 0), 14);
  } else if (kind == Option::kTimestamp) {
    segment.has_timestamp = true;
    segment.timestamp = network_u32(value, 0);
  }
}

bool has_right_size(Option kind, std::size_t value) {
  if (kind == Option::kWindowScale) return value == 1;
  return kind != Option::kTimestamp || value == 8;
}

// Stops at the end, or at the first option that contradicts itself.
void read_options(std::string_view options, TcpSegment& segment) {
  while (!options.empty()) {
    const auto kind = static_cast<Option>(options.front());
    if (kind == Option::kEnd) return;
    if (kind == Option::kNothing) {
      options.remove_prefix(1);
      continue;
    }
    const std::size_t length = options.size() < 2 ? 0 : load_u8(options, 1);
    if (length < 2 || length > options.size() || !has_right_size(kind, length - 2)) {
      segment.options_malformed = true;
      return;
    }
    read_option(kind, options.substr(2, length - 2), segment);
    options.remove_prefix(length);
  }
}

}  // namespace

std::optional<TcpSegment> read_tcp(const IpHeader& ip, const Stretch& stretch) {
  const std::string_view bytes = stretch.bytes;
  if (bytes.size() < kFixedHeader) return std::nullopt;
  const std::size_t header = static_cast<std::size_t>(load_u8(bytes, 12) >> 4) * 4;
  if (header < kFixedHeader || header > stretch.length) return std::nullopt;
  const bool cut = header > bytes.size();
  TcpSegment segment;
  segment.source = {ip.source, network_u16(bytes, 0)};
  segment.destination = {ip.destination, network_u16(bytes, 2)};
  segment.sequence = network_u32(bytes, 4);
  segment.acknowledgement = network_u32(bytes, 8);
  segment.flags = load_u8(bytes, 13);
  segment.time_to_live = ip.time_to_live;
  segment.window_shift = TcpSegment::kNoShift;
  segment.window = network_u16(bytes, 14);
  segment.urgent_pointer = network_u16(bytes, 18);
  read_options(bytes.substr(kFixedHeader, header - kFixedHeader), segment);
  if (cut) segment.options_malformed = false;  // the snap length is to blame
  segment.payload = bytes.substr(std::min(header, bytes.size()));
  segment.payload_length = static_cast<std::uint32_t>(stretch.length - header);
  return segment;
}

}  // namespace constat::capture
