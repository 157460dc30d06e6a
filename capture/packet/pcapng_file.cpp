#include "capture/packet/pcapng_file.h"

#include <algorithm>

namespace constat::capture {
namespace {

// Block types (draft-ietf-opsawg-pcapng section 4).
constexpr std::uint32_t kSectionHeader = 0x0A0D0D0A;
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kObsoletePacket = 2;
constexpr std::uint32_t kSimplePacket = 3;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint32_t kByteOrderMagic = 0x1A2B3C4D;

constexpr std::size_t kBlockFrame = 12;  // type and length before the body, length again after it

// Options of an interface.
constexpr std::uint16_t kEndOfOptions = 0;
constexpr std::uint16_t kTimeResolution = 9;
constexpr std::uint16_t kTimeOffset = 14;

constexpr bool is_read(std::uint32_t type) {
  return type == kSectionHeader || type == kInterfaceDescription || type == kObsoletePacket ||
         type == kSimplePacket || type == kEnhancedPacket;
}

constexpr std::size_t padded(std::size_t length) { return (length + 3) & ~std::size_t{3}; }

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
  if (!is_read(type)) return step_over(length);
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
  while (options.size() >= 4) {
    const std::uint16_t code = load_u16(options, 0, order_);
    const std::size_t length = load_u16(options, 2, order_);
    if (code == kEndOfOptions) return true;
    if (padded(length) > options.size() - 4) return false;
    const std::string_view value = options.substr(4, length);
    if (code == kTimeResolution && length >= 1) interface.time_scale.resolution = load_u8(value, 0);
    if (code == kTimeOffset && length >= 8) {
      interface.time_scale.offset_seconds = static_cast<std::int64_t>(load_u64(value, 0, order_));
    }
    options.remove_prefix(4 + padded(length));
  }
  return true;
}

// Section 4.3: interface, timestamp, captured and original length, frame, options.
PcapngFile::Outcome PcapngFile::read_enhanced_packet(std::string_view body, Packet& packet) {
  if (body.size() < 20) return Outcome::kStop;
  return read_timed_packet(body.substr(4), u32(body, 0), packet);
}

// Appendix A: as the Enhanced Packet, but a 16-bit interface and a drop count come first.
PcapngFile::Outcome PcapngFile::read_obsolete_packet(std::string_view body, Packet& packet) {
  if (body.size() < 20) return Outcome::kStop;
  return read_timed_packet(body.substr(4), load_u16(body, 0, order_), packet);
}

PcapngFile::Outcome PcapngFile::read_timed_packet(std::string_view fields, std::uint32_t interface,
                                                  Packet& packet) {
  if (interface >= interfaces_.size()) return Outcome::kStop;
  const std::uint32_t captured = u32(fields, 8);
  if (captured > fields.size() - 16 || captured > limits().frame_bytes) return Outcome::kStop;
  const std::uint64_t units = std::uint64_t{u32(fields, 0)} << 32 | u32(fields, 4);
  packet.time = to_capture_time(units, interfaces_[interface].time_scale);
  if (!packet.time.known()) note(DefectKind::kTimeAnomaly, {position(), fields.size()});
  packet.bytes = fields.substr(16, captured);
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
  if (captured > limits().frame_bytes) return Outcome::kStop;
  packet.bytes = body.substr(4, captured);
  packet.time = CaptureTime::unknown();
  packet.link_type = interfaces_[0].link_type;
  return Outcome::kFrame;
}

}  // namespace constat::capture
