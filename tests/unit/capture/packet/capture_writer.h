// Capture files for tests, byte by byte from draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "capture/packet/byte_order.h"
#include "capture/packet/packet_source.h"

namespace constat::capture::testing {

class Writer {
 public:
  explicit Writer(ByteOrder order) : order_(order) {}
  std::string u16(unsigned value) const { return integer(value, 2); }
  std::string u32(std::uint64_t value) const { return integer(value, 4); }
  std::string u64(std::uint64_t value) const { return integer(value, 8); }

  // --- pcap ---
  std::string pcap_header(std::uint32_t magic, std::uint32_t link_type = 1,
                          unsigned minor = 4) const {
    return u32(magic) + u16(2) + u16(minor) + u32(0) + u32(0) + u32(65535) + u32(link_type);
  }
  std::string pcap_record(std::uint32_t seconds, std::uint32_t fraction,
                          const std::string& frame) const {
    return u32(seconds) + u32(fraction) + u32(frame.size()) + u32(frame.size()) + frame;
  }

  // --- pcapng ---
  std::string block(std::uint32_t type, const std::string& body) const {
    const std::string length = u32(12 + padded(body).size());
    return u32(type) + length + padded(body) + length;
  }
  std::string section() const {
    return block(0x0A0D0D0A, u32(0x1A2B3C4D) + u16(1) + u16(0) + u64(~std::uint64_t{0}));
  }
  std::string option(unsigned code, const std::string& value) const {
    return u16(code) + u16(static_cast<unsigned>(value.size())) + padded(value);
  }
  std::string interface(unsigned link_type, const std::string& options = "",
                        std::uint32_t snap_length = 0) const {
    return block(1, u16(link_type) + u16(0) + u32(snap_length) + options);
  }
  std::string enhanced(std::uint32_t interface_id, std::uint64_t time,
                       const std::string& frame) const {
    return block(6, u32(interface_id) + u32(time >> 32) + u32(time & 0xFFFFFFFF) +
                        u32(frame.size()) + u32(frame.size()) + frame);
  }

 private:
  std::string integer(std::uint64_t value, int bytes) const {
    std::string result;
    for (int at = 0; at < bytes; ++at) {
      const int shift = 8 * (order_ == ByteOrder::kLittle ? at : bytes - 1 - at);
      result.push_back(static_cast<char>(value >> shift & 0xFF));
    }
    return result;
  }
  static std::string padded(std::string text) {
    text.resize((text.size() + 3) / 4 * 4);
    return text;
  }
  ByteOrder order_;
};

inline const Writer kLittleEndian(ByteOrder::kLittle);
inline const Writer kBigEndian(ByteOrder::kBig);

struct Frame {
  std::string bytes;
  std::int64_t time;
  std::uint32_t link_type;
  std::uint32_t original_length;
};
struct Capture {
  std::vector<Frame> frames;
  InputFacts facts;
};

// Reads a file that stands in a buffer of exactly its size.
inline Capture read_capture(const std::string& file, InputKind kind, const Limits& limits = {}) {
  const std::vector<char> exact(file.begin(), file.end());
  const auto source = open_packets(open_bytes({exact.data(), exact.size()}), kind, limits);
  Capture capture;
  for (Packet packet; source->next(packet);) {
    capture.frames.push_back({std::string(packet.bytes), packet.time.nanoseconds, packet.link_type,
                              packet.original_length});
  }
  source->finish();
  capture.facts = source->facts();
  return capture;
}

}  // namespace constat::capture::testing
