#include "capture/packet/pcapng_file.h"

#include <algorithm>

namespace constat::capture {
namespace {

// Block types (draft-ietf-opsawg-pcapng section 4).
constexpr std::uint32_t kSectionHeader = 0x0A0D0D0A;
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kObsoletePacket = 2;
constexpr std::uint32_t kSimplePacket = 3;
constexpr std::uint32_t kInterfaceStatistics = 5;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint32_t kByteOrderMagic = 0x1A2B3C4D;

constexpr std::size_t kBlockFrame = 12;  // type and length before the body, length again after it

// Options of an interface, of its statistics, and of a packet.
constexpr std::uint16_t kTimeResolution = 9;
constexpr std::uint16_t kTimeOffset = 14;
constexpr std::uint16_t kDroppedByInterface = 5;
constexpr std::uint16_t kDroppedBySystem = 7;
constexpr std::uint16_t kDroppedBefore = 4;

constexpr bool is_read(std::uint32_t type) {
  return type == kSectionHeader || type == kInterfaceDescription || type == kObsoletePacket ||
         type == kSimplePacket || type == kEnhancedPacket;
}

}  // namespace

PcapngFile::PcapngFile(std::unique_ptr<ByteSource> bytes, const Limits& limits)
    : RecordReader(std::move(bytes), InputKind::kPcapng, limits) {}

bool PcapngFile::read_frame(Packet& packet) {
  for (;;) {
    const Outcome outcome = read_block(packet);
    if (outcome != Outcome::kNoFrame) return outcome == Outcome::kFrame;
  }
}

PcapngFile::Outcome PcapngFile::refuse(DefectKind kind, std::uint64_t length) {
  stop(kind, {position(), length});
  return Outcome::kStop;
}

PcapngFile::Outcome PcapngFile::read_block(Packet& packet) {
  const std::string_view start = peek(kBlockFrame);
  if (start.empty()) return Outcome::kStop;
  if (start.size() < kBlockFrame) return refuse(DefectKind::kInputTruncated, start.size());
  // The type of a section header reads the same in both orders; its body begins with the magic
  // that says which order the length before it has.
  const bool opens_section = load_u32(start, 0, ByteOrder::kBig) == kSectionHeader;
  if (opens_section) {
    order_ = load_u32(start, 8, ByteOrder::kBig) == kByteOrderMagic ? ByteOrder::kBig
                                                                    : ByteOrder::kLittle;
  }
  const std::uint32_t type = u32(start, 0);
  const std::uint32_t length = u32(start, 4);
  if ((!in_section_ && !opens_section) || length < kBlockFrame || length % 4 != 0) {
    return refuse(DefectKind::kInputMalformed, kBlockFrame);
  }
  const bool statistics = type == kInterfaceStatistics && length <= ByteSource::kWindow;
  if (!is_read(type) && !statistics) return step_over(length);
  if (length > ByteSource::kWindow) return refuse(DefectKind::kInputMalformed, kBlockFrame);
  const std::string_view block = peek(length);
  if (block.size() < length) return refuse(DefectKind::kInputTruncated, block.size());
  if (u32(block, length - 4) != length) return refuse(DefectKind::kInputMalformed, length);
  const Outcome outcome = read_known_block(type, block.substr(8, length - kBlockFrame), packet);
  if (outcome == Outcome::kStop) return refuse(DefectKind::kInputMalformed, length);
  if (outcome == Outcome::kNoFrame) skip(length);
  if (outcome == Outcome::kFrame) skip_later(length);
  return outcome;
}

PcapngFile::Outcome PcapngFile::read_known_block(std::uint32_t type, std::string_view body,
                                                 Packet& packet) {
  switch (type) {
    case kSectionHeader:
      return read_section_header(body);
    case kInterfaceDescription:
      return read_interface(body);
    case kEnhancedPacket:
      return read_enhanced_packet(body, packet);
    case kSimplePacket:
      return read_simple_packet(body, packet);
    case kInterfaceStatistics:
      read_statistics(body);
      return Outcome::kNoFrame;
    default:
      return read_obsolete_packet(body, packet);
  }
}

// Unknown blocks may be longer than the window, so they are passed in steps.
PcapngFile::Outcome PcapngFile::step_over(std::uint32_t length) {
  const std::uint64_t start = position();
  std::size_t left = length - 4;
  while (left > 0) {
    const std::size_t step = peek(std::min<std::size_t>(left, 64 * 1024)).size();
    if (step == 0) break;
    skip(step);
    left -= step;
  }
  const std::string_view trailer = peek(4);
  if (left > 0 || trailer.size() < 4) {
    stop(DefectKind::kInputTruncated, {start, position() + trailer.size() - start});
    return Outcome::kStop;
  }
  if (u32(trailer, 0) != length) {
    stop(DefectKind::kInputMalformed, {start, length});
    return Outcome::kStop;
  }
  skip(4);
  return Outcome::kNoFrame;
}

// Section 4.1: magic, version, section length (not relied on), options.
PcapngFile::Outcome PcapngFile::read_section_header(std::string_view body) {
  if (body.size() < 16 || u32(body, 0) != kByteOrderMagic) return Outcome::kStop;
  if (load_u16(body, 4, order_) != 1) return Outcome::kStop;
  in_section_ = true;
  interfaces_.clear();
  return Outcome::kNoFrame;
}

// Section 4.2: link type, reserved, snap length, options.
PcapngFile::Outcome PcapngFile::read_interface(std::string_view body) {
  if (body.size() < 8 || interfaces_.size() >= limits().capture_interfaces) return Outcome::kStop;
  Interface interface;
  interface.link_type = load_u16(body, 0, order_);
  interface.snap_length = u32(body, 4);
  if (!read_interface_options(body.substr(8), interface)) return Outcome::kStop;
  interfaces_.push_back(interface);
  return Outcome::kNoFrame;
}

bool PcapngFile::read_interface_options(std::string_view options, Interface& interface) const {
  OptionReader reader(options, order_);
  while (const auto option = reader.next()) {
    const std::string_view value = option->value;
    if (option->code == kTimeResolution && !value.empty()) {
      interface.time_scale.resolution = load_u8(value, 0);
    }
    if (option->code == kTimeOffset && value.size() >= 8) {
      interface.time_scale.offset_seconds = static_cast<std::int64_t>(load_u64(value, 0, order_));
    }
  }
  return !reader.malformed();
}

// Section 4.6: interface, timestamp, options. Counts are since the capture began, so that the last
// block of an interface says it all. A block that contradicts itself loses its counts, no frame.
void PcapngFile::read_statistics(std::string_view body) {
  if (body.size() < 12 || u32(body, 0) >= interfaces_.size()) return;
  Interface& interface = interfaces_[u32(body, 0)];
  Drops now = interface.drops;
  now.stated = 0;
  OptionReader reader(body.substr(12), order_);
  while (const auto option = reader.next()) {
    const bool drops = option->code == kDroppedByInterface || option->code == kDroppedBySystem;
    if (drops && option->value.size() >= 8) {
      now.stated = saturated_sum(now.stated, load_u64(option->value, 0, order_));
    }
  }
  count_drops(interface, now);
}

void PcapngFile::count_drops(Interface& interface, const Drops& now) {
  if (interface.drops.total() == 0 && now.total() > 0) {
    note(DefectKind::kFramesDropped, {position(), 0});
  }
  std::uint64_t& dropped = facts().frames_dropped;
  const std::uint64_t others = dropped - std::min(dropped, interface.drops.total());
  interface.drops = now;
  dropped = saturated_sum(others, now.total());
}

// Section 4.3: interface, timestamp, captured and original length, frame, options.
PcapngFile::Outcome PcapngFile::read_enhanced_packet(std::string_view body, Packet& packet) {
  if (body.size() < 20) return Outcome::kStop;
  const std::uint32_t interface = u32(body, 0);
  const Outcome outcome = read_timed_packet(body.substr(4), interface, packet);
  const std::size_t options = 20 + padded_to_4(u32(body, 12));
  if (outcome != Outcome::kFrame || options >= body.size()) return outcome;
  OptionReader reader(body.substr(options), order_);
  while (const auto option = reader.next()) {
    if (option->code != kDroppedBefore || option->value.size() < 8) continue;
    Drops now = interfaces_[interface].drops;
    now.counted = saturated_sum(now.counted, load_u64(option->value, 0, order_));
    count_drops(interfaces_[interface], now);
  }
  return outcome;
}

// Appendix A: as the Enhanced Packet, but a 16-bit interface and a drop count come first.
PcapngFile::Outcome PcapngFile::read_obsolete_packet(std::string_view body, Packet& packet) {
  constexpr std::uint16_t kNotKnown = 0xFFFF;
  if (body.size() < 20) return Outcome::kStop;
  const std::uint16_t interface = load_u16(body, 0, order_);
  const Outcome outcome = read_timed_packet(body.substr(4), interface, packet);
  const std::uint16_t dropped = load_u16(body, 2, order_);
  if (outcome != Outcome::kFrame || dropped == 0 || dropped == kNotKnown) return outcome;
  Drops now = interfaces_[interface].drops;
  now.counted = saturated_sum(now.counted, dropped);
  count_drops(interfaces_[interface], now);
  return outcome;
}

PcapngFile::Outcome PcapngFile::read_timed_packet(std::string_view fields, std::uint32_t interface,
                                                  Packet& packet) {
  if (interface >= interfaces_.size()) return Outcome::kStop;
  const std::uint32_t captured = u32(fields, 8);
  if (captured > fields.size() - 16) return Outcome::kStop;
  const std::uint64_t units = std::uint64_t{u32(fields, 0)} << 32 | u32(fields, 4);
  packet.time = to_capture_time(units, interfaces_[interface].time_scale);
  if (!packet.time.known()) note(DefectKind::kTimeAnomaly, {position(), fields.size()});
  packet.bytes = kept(fields.substr(16, captured));
  packet.original_length = u32(fields, 12);
  if (captured > packet.original_length) {
    note(DefectKind::kFrameLengthOdd, {position(), fields.size()});
  }
  packet.link_type = interfaces_[interface].link_type;
  return Outcome::kFrame;
}

// Section 4.4: no timestamp; the first interface; the captured length follows from the snap length.
PcapngFile::Outcome PcapngFile::read_simple_packet(std::string_view body, Packet& packet) {
  if (body.size() < 4 || interfaces_.empty()) return Outcome::kStop;
  packet.original_length = u32(body, 0);
  std::size_t captured = std::min<std::size_t>(packet.original_length, body.size() - 4);
  if (interfaces_[0].snap_length != 0) {
    captured = std::min<std::size_t>(captured, interfaces_[0].snap_length);
  }
  packet.bytes = kept(body.substr(4, captured));
  packet.time = CaptureTime::unknown();
  packet.link_type = interfaces_[0].link_type;
  return Outcome::kFrame;
}

}  // namespace constat::capture
