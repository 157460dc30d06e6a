// Writes frames as a pcap file (draft-ietf-opsawg-pcap) or a pcapng section
// (draft-ietf-opsawg-pcapng), to a stream, one after the other. Whether the stream took them is the
// caller's to check.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "core/capture_time.h"
#include "tools/forge/scenario.h"

namespace constat::forge {

class CaptureFile {
 public:
  // Writes the file header. `out` must outlive the file.
  CaptureFile(const CaptureFormat& format, std::ostream& out);

  // At most `snaplen` bytes of the frame are kept, as a capture does.
  void add(CaptureTime time, std::string_view frame);

  std::uint64_t frames() const { return frames_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  void put16(unsigned value);
  void put32(std::uint32_t value);
  void put_pcapng_header();
  void put_packet_block(std::uint64_t time, std::string_view kept, std::size_t length);
  void flush();

  CaptureFormat format_;
  std::ostream& out_;
  std::string buffer_;
  std::uint64_t frames_ = 0;
  std::uint64_t bytes_ = 0;  // of the whole file
};

}  // namespace constat::forge
