// IEEE 802.11 data frames and what capture drivers put before them: radiotap (radiotap.org), Prism,
// AVS.

#include <algorithm>

#include "capture/frame/header_readers.h"
#include "capture/packet/byte_order.h"

namespace constat::capture {
namespace {

// Bit 0x20 of the radiotap flags: the 802.11 header is padded to a multiple of four.
bool is_header_padded(std::string_view radiotap) {
  std::size_t at = 4;
  const std::uint32_t present = load_u32(radiotap, at, ByteOrder::kLittle);
  constexpr std::uint32_t kTimer = 1, kFlags = 2, kMoreWords = 0x8000'0000;
  if ((present & kFlags) == 0) return false;
  for (std::uint32_t word = present; (word & kMoreWords) != 0;) {
    at += 4;
    if (at + 4 > radiotap.size()) return false;
    word = load_u32(radiotap, at, ByteOrder::kLittle);
  }
  at += 4;
  if ((present & kTimer) != 0) at = (at + 7) / 8 * 8 + 8;
  return at < radiotap.size() && (load_u8(radiotap, at) & 0x20) != 0;
}

struct DataHeader {
  std::size_t length;
  bool aggregate;
};

// IEEE 802.11-2020 section 9.2.4 and 9.3.2.1: three or four addresses, QoS and HT control.
DataHeader data_header(std::string_view bytes) {
  const std::uint8_t type = load_u8(bytes, 0);
  const std::uint8_t flags = load_u8(bytes, 1);
  const bool four_addresses = (flags & 0x03) == 0x03;
  const bool quality = (type & 0x80) != 0;
  const std::size_t before_quality = four_addresses ? 30 : 24;
  if (!quality) return {before_quality, false};
  const bool high_throughput = (flags & 0x80) != 0;
  const bool aggregate =
      bytes.size() > before_quality && (load_u8(bytes, before_quality) & 0x80) != 0;
  return {before_quality + (high_throughput ? 6u : 2u), aggregate};
}

}  // namespace

Next read_radiotap(Unwrapping& at) {
  if (!at.has(8) || load_u8(at.bytes, 0) != 0) return SkipReason::kMalformed;
  const std::size_t header = load_u16(at.bytes, 2, ByteOrder::kLittle);
  if (header < 8 || !at.has(header)) return SkipReason::kMalformed;
  at.pads_wifi_header = is_header_padded(at.bytes.substr(0, header));
  at.pass(header);
  return Header::kWifi;
}

// Message code and length, in the byte order of the machine; some drivers write AVS here.
Next read_prism(Unwrapping& at) {
  if (!at.has(8)) return SkipReason::kMalformed;
  if ((network_u32(at.bytes, 0) & 0xFFFF'F000) == 0x8021'1000) return read_avs(at);
  const std::uint32_t header =
      std::min(load_u32(at.bytes, 4, ByteOrder::kBig), load_u32(at.bytes, 4, ByteOrder::kLittle));
  if (header < 8 || !at.has(header)) return SkipReason::kMalformed;
  at.pass(header);
  return Header::kWifi;
}

Next read_avs(Unwrapping& at) {
  if (!at.has(8)) return SkipReason::kMalformed;
  const std::uint32_t header = network_u32(at.bytes, 4);
  if (header < 8 || !at.has(header)) return SkipReason::kMalformed;
  at.pass(header);
  return Header::kWifi;
}

Next read_wifi(Unwrapping& at) {
  if (!at.has(24)) return at.has(10) ? SkipReason::kNotIp : SkipReason::kMalformed;
  at.met(Layer::kWifi);
  const std::uint8_t type = load_u8(at.bytes, 0);
  const std::uint8_t flags = load_u8(at.bytes, 1);
  constexpr std::uint8_t kData = 0x08, kWithoutBody = 0x40, kProtected = 0x40, kMore = 0x04;
  if ((type & 0x0F) != kData || (type & kWithoutBody) != 0) return SkipReason::kNotIp;
  if ((flags & kProtected) != 0) return SkipReason::kEncrypted;
  const bool fragment =
      (flags & kMore) != 0 || (load_u16(at.bytes, 22, ByteOrder::kLittle) & 0x0F) != 0;
  if (fragment) return SkipReason::kFragment;
  DataHeader header = data_header(at.bytes);
  if (at.pads_wifi_header) header.length = (header.length + 3) / 4 * 4;
  if (!at.has(header.length)) return SkipReason::kMalformed;
  at.pass(header.length);
  return header.aggregate ? Header::kAggregate : Header::kLlc;
}

// Section 9.3.2.2.2: subframes of two addresses, a length and LLC, padded to a multiple of four.
// The first is read on; the others wait.
Next read_aggregate(Unwrapping& at) {
  if (!at.has(14)) return SkipReason::kMalformed;
  const std::size_t subframe = std::size_t{14} + network_u16(at.bytes, 12);
  const std::size_t padded = (subframe + 3) / 4 * 4;
  at.subframes = {};
  if (at.has(padded + 14)) {
    at.subframes = at;
    at.subframes.pass(padded);
    at.layers_left_for_subframes = at.layers_left;
  }
  if (!at.trim_to(subframe)) return SkipReason::kMalformed;
  at.pass(14);
  return Header::kLlc;
}

}  // namespace constat::capture
