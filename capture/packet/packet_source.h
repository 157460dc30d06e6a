// Door 1: frames, one at a time, in the order of the file.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "capture/byte_source.h"
#include "capture/input.h"
#include "core/capture_time.h"
#include "core/limits.h"

namespace constat::capture {

struct Packet {
  std::string_view bytes;             // as captured; valid until the next call of next()
  std::uint32_t original_length = 0;  // on the wire
  CaptureTime time;
  std::uint32_t link_type = 0;  // LINKTYPE_* of tcpdump.org
  std::uint64_t number = 0;     // from 1, as Wireshark counts
};

class PacketSource {
 public:
  virtual ~PacketSource() = default;
  // False at the end of the file or at the first record that cannot be read (a Defect says where).
  virtual bool next(Packet& packet) = 0;
  // Complete after next() has returned false: kind, frames, times, defects. bytes and sha256 are
  // set by finish(). frames_analysed and frames_skipped are counted by tcp/, not here.
  virtual InputFacts& facts() = 0;
  virtual absl::Status status() const = 0;
  virtual void finish() = 0;  // reads to the end of the file, sets facts().bytes and .sha256
};

// `kind` is kPcap or kPcapng.
std::unique_ptr<PacketSource> open_packets(std::unique_ptr<ByteSource> bytes, InputKind kind,
                                           const Limits& limits);

}  // namespace constat::capture
