#include "tools/forge/capture_file.h"

namespace constat::forge {
namespace {

constexpr std::uint32_t kMicrosecondMagic = 0xa1b2c3d4;
constexpr std::uint32_t kNanosecondMagic = 0xa1b23c4d;
constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;
constexpr std::uint32_t kInterface = 1;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr unsigned kTimeResolution = 9;  // option if_tsresol

}  // namespace

CaptureFile::CaptureFile(const CaptureFormat& format, std::ostream& out)
    : format_(format), out_(out) {
  if (format.format == FileFormat::kPcapng) {
    put_pcapng_header();
  } else {
    put32(format.unit == TimeUnit::kNanoseconds ? kNanosecondMagic : kMicrosecondMagic);
    put16(2);
    put16(4);
    put32(0);
    put32(0);
    put32(format.snaplen);
    put32(static_cast<std::uint32_t>(format.link));
  }
  flush();
}

void CaptureFile::add(CaptureTime time, std::string_view frame) {
  const std::string_view kept = frame.substr(0, format_.snaplen);
  const auto nanoseconds = static_cast<std::uint64_t>(time.nanoseconds);
  const bool fine = format_.unit == TimeUnit::kNanoseconds;
  if (format_.format == FileFormat::kPcapng) {
    put_packet_block(fine ? nanoseconds : nanoseconds / 1000, kept, frame.size());
  } else {
    put32(static_cast<std::uint32_t>(nanoseconds / 1'000'000'000));
    put32(static_cast<std::uint32_t>(nanoseconds % 1'000'000'000 / (fine ? 1 : 1000)));
    put32(static_cast<std::uint32_t>(kept.size()));
    put32(static_cast<std::uint32_t>(frame.size()));
    buffer_.append(kept);
  }
  ++frames_;
  flush();
}

void CaptureFile::put_pcapng_header() {
  put32(kSectionHeader);
  put32(28);
  put32(0x1a2b3c4d);  // tells the byte order
  put16(1);
  put16(0);
  put32(0xffffffff);  // length of the section is not given
  put32(0xffffffff);
  put32(28);

  put32(kInterface);
  put32(32);
  put16(static_cast<unsigned>(format_.link));
  put16(0);
  put32(format_.snaplen);
  put16(kTimeResolution);
  put16(1);
  buffer_ += format_.unit == TimeUnit::kNanoseconds ? '\x09' : '\x06';
  buffer_.append(3, '\0');
  put32(0);  // end of options
  put32(32);
}

void CaptureFile::put_packet_block(std::uint64_t time, std::string_view kept, std::size_t length) {
  const std::size_t padding = (4 - kept.size() % 4) % 4;
  const auto block = static_cast<std::uint32_t>(32 + kept.size() + padding);
  put32(kEnhancedPacket);
  put32(block);
  put32(0);  // interface
  put32(static_cast<std::uint32_t>(time >> 32));
  put32(static_cast<std::uint32_t>(time & 0xffffffff));
  put32(static_cast<std::uint32_t>(kept.size()));
  put32(static_cast<std::uint32_t>(length));
  buffer_.append(kept).append(padding, '\0');
  put32(block);
}

void CaptureFile::put16(unsigned value) {
  const bool big = format_.order == ByteOrder::kBig;
  buffer_ += static_cast<char>(value >> (big ? 8 : 0) & 0xff);
  buffer_ += static_cast<char>(value >> (big ? 0 : 8) & 0xff);
}

void CaptureFile::put32(std::uint32_t value) {
  for (unsigned i = 0; i < 4; ++i) {
    const unsigned shift = 8 * (format_.order == ByteOrder::kBig ? 3 - i : i);
    buffer_ += static_cast<char>(value >> shift & 0xff);
  }
}

void CaptureFile::flush() {
  out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  bytes_ += buffer_.size();
  buffer_.clear();
}

}  // namespace constat::forge
