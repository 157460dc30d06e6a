#include "capture/packet/pcap_file.h"

#include <algorithm>

namespace constat::capture {
namespace {

constexpr std::size_t kFileHeader = 24;
constexpr std::uint32_t kMicroseconds = 0xA1B2C3D4;
constexpr std::uint32_t kNanoseconds = 0xA1B23C4D;
// "Modified" files of old Linux libpcap patches: 8 more bytes in each record header.
constexpr std::uint32_t kModified = 0xA1B2CD34;
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

constexpr bool is_magic(std::uint32_t value) {
  return value == kMicroseconds || value == kNanoseconds || value == kModified;
}

}  // namespace

PcapFile::PcapFile(std::unique_ptr<ByteSource> bytes, const Limits& limits)
    : RecordReader(std::move(bytes), InputKind::kPcap, limits) {}

bool PcapFile::read_file_header() {
  begun_ = true;
  const std::string_view header = peek(kFileHeader);
  if (header.size() < kFileHeader) {
    return stop(DefectKind::kInputTruncated, {position(), header.size()});
  }
  order_ = is_magic(load_u32(header, 0, ByteOrder::kBig)) ? ByteOrder::kBig : ByteOrder::kLittle;
  const std::uint32_t magic = field(header, 0);
  if (!is_magic(magic)) return stop(DefectKind::kInputMalformed, {position(), kFileHeader});
  if (magic == kNanoseconds) nanoseconds_per_unit_ = 1;
  if (magic == kModified) record_header_ = 24;
  const unsigned version = load_u16(header, 4, order_) * 0x10000u + load_u16(header, 6, order_);
  if (version < 0x20003) lengths_ = Lengths::kOriginalFirst;
  if (version == 0x20003) lengths_ = Lengths::kEitherFirst;
  // The upper half says how long the frame check sequence is; the snap length is only a promise
  // and not relied on.
  link_type_ = field(header, 20) & 0xFFFF;
  skip(kFileHeader);
  return true;
}

bool PcapFile::read_frame(Packet& packet) {
  if (!begun_ && !read_file_header()) return false;
  const std::string_view header = peek(record_header_);
  if (header.empty()) return false;
  if (header.size() < record_header_) {
    return stop(DefectKind::kInputTruncated, {position(), header.size()});
  }
  const std::uint32_t seconds = field(header, 0);
  const std::uint32_t fraction = field(header, 4);
  std::uint32_t captured = field(header, 8);
  std::uint32_t original = field(header, 12);
  if (lengths_ == Lengths::kOriginalFirst ||
      (lengths_ == Lengths::kEitherFirst && captured > original)) {
    std::swap(captured, original);
  }
  // Checked before anything is asked of the window or of memory.
  if (captured > limits().frame_bytes) {
    return stop(DefectKind::kInputMalformed, {position(), record_header_});
  }
  const std::size_t record_size = record_header_ + captured;
  const std::string_view record = peek(record_size);
  if (record.size() < record_size) {
    return stop(DefectKind::kInputTruncated, {position(), record.size()});
  }
  if (captured > original) note(DefectKind::kFrameLengthOdd, {position(), record_size});
  if (fraction * nanoseconds_per_unit_ >= kNanosecondsPerSecond) {
    note(DefectKind::kTimeAnomaly, {position(), record_size});
  }
  packet.bytes = record.substr(record_header_);
  packet.original_length = original;
  packet.time = {seconds * kNanosecondsPerSecond + fraction * nanoseconds_per_unit_};
  packet.link_type = link_type_;
  skip_later(record_size);
  return true;
}

}  // namespace constat::capture
