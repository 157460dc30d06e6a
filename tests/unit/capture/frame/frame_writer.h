// Frames for tests, written by hand from the RFCs, with right lengths and checksums; and what the
// decoder makes of them, as text to compare.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "capture/frame/frame_decoder.h"

namespace constat::capture::written {

inline std::string big16(std::uint64_t value) {
  return {static_cast<char>(value >> 8 & 0xFF), static_cast<char>(value & 0xFF)};
}
inline std::string big32(std::uint64_t value) { return big16(value >> 16) + big16(value & 0xFFFF); }
inline std::string little16(std::uint64_t value) {
  return {static_cast<char>(value & 0xFF), static_cast<char>(value >> 8 & 0xFF)};
}
inline std::string little32(std::uint64_t value) {
  return little16(value & 0xFFFF) + little16(value >> 16);
}
inline std::string zeros(std::size_t count) { return std::string(count, '\0'); }
// A literal with NUL bytes in it.
template <std::size_t N>
std::string raw(const char (&literal)[N]) {
  return {literal, N - 1};
}

// RFC 1071, word by word.
inline unsigned checksum_of(const std::string& bytes) {
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const unsigned byte = static_cast<unsigned char>(bytes[at]);
    sum += at % 2 == 0 ? byte << 8 : byte;
  }
  while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
  return static_cast<unsigned>(~sum & 0xFFFF);
}

inline constexpr std::uint8_t kFin = 0x01, kSyn = 0x02, kRst = 0x04, kPush = 0x08, kAck = 0x10;

struct Addresses {
  std::string source;
  std::string destination;
};
// 192.0.2.1 to 198.51.100.25; 2001:db8::1 to 2001:db8::25.
inline const Addresses kFour = {raw("\xC0\x00\x02\x01"), raw("\xC6\x33\x64\x19")};
inline const Addresses kSix = {raw("\x20\x01\x0D\xB8") + zeros(11) + "\x01",
                               raw("\x20\x01\x0D\xB8") + zeros(11) + "\x25"};
// Ends of tunnels.
inline const Addresses kOuterFour = {raw("\x0A\x00\x00\x01"), raw("\x0A\x00\x00\x02")};
inline const Addresses kOuterSix = {raw("\xFD\x00\x00\x00") + zeros(11) + "\x01",
                                    raw("\xFD\x00\x00\x00") + zeros(11) + "\x02"};

struct Tcp {
  std::string payload = "hello";
  std::uint32_t sequence = 7;
  std::uint32_t acknowledgement = 8;
  std::uint8_t flags = kAck | kPush;
  std::string options{};  // a multiple of four bytes
  unsigned source_port = 40000;
  unsigned destination_port = 25;
};

inline std::string pseudo_header(const Addresses& ends, std::size_t length) {
  return ends.source + ends.destination + big32(length) + zeros(3) + "\x06";
}
inline std::string tcp(const Tcp& tcp, const Addresses& ends) {
  const auto header = static_cast<char>((20 + tcp.options.size()) / 4 << 4);
  std::string bytes = big16(tcp.source_port) + big16(tcp.destination_port) + big32(tcp.sequence) +
                      big32(tcp.acknowledgement) + header + static_cast<char>(tcp.flags) +
                      big16(5840) + zeros(4) + tcp.options + tcp.payload;
  bytes.replace(16, 2, big16(checksum_of(pseudo_header(ends, bytes.size()) + bytes)));
  return bytes;
}

struct Ip4 {
  unsigned protocol = 6;
  unsigned id = 77;
  unsigned fragment = 0;  // flags and offset, in units of eight bytes
  unsigned time_to_live = 64;
  std::string options{};  // a multiple of four bytes
};
inline std::string ipv4_header(const Addresses& ends, std::size_t body, const Ip4& ip) {
  std::string header = std::string(1, static_cast<char>(0x45 + ip.options.size() / 4)) + zeros(1) +
                       big16(20 + ip.options.size() + body) + big16(ip.id) + big16(ip.fragment) +
                       static_cast<char>(ip.time_to_live) + static_cast<char>(ip.protocol) +
                       zeros(2) + ends.source + ends.destination + ip.options;
  header.replace(10, 2, big16(checksum_of(header)));
  return header;
}
inline std::string ipv4(const Addresses& ends, const std::string& body, const Ip4& ip = {}) {
  return ipv4_header(ends, body.size(), ip) + body;
}
inline std::string ipv6(const Addresses& ends, const std::string& body, unsigned next = 6) {
  return raw("\x60\x00\x00\x00") + big16(body.size()) + static_cast<char>(next) + "\x40" +
         ends.source + ends.destination + body;
}
inline std::string udp(unsigned source, unsigned destination, const std::string& body) {
  return big16(source) + big16(destination) + big16(8 + body.size()) + zeros(2) + body;
}
inline std::string ethernet(unsigned type, const std::string& body) {
  return std::string(12, '\x02') + big16(type) + body;
}

// The packet that is wrapped in everything.
inline std::string packet4(const Tcp& segment = {}) { return ipv4(kFour, tcp(segment, kFour)); }
inline std::string packet6(const Tcp& segment = {}) { return ipv6(kSix, tcp(segment, kSix)); }

inline std::string text_of(const TcpSegment& segment) {
  const auto end = [](const Endpoint& endpoint) {
    return to_string(endpoint.ip) + ":" + std::to_string(endpoint.port);
  };
  return end(segment.source) + ">" + end(segment.destination) + " " +
         std::to_string(segment.sequence) + "/" + std::to_string(segment.acknowledgement) +
         " flags " + std::to_string(segment.flags) + " hops " +
         std::to_string(segment.time_to_live) + " window " + std::to_string(segment.window) + " " +
         std::to_string(segment.payload_length) + " '" + std::string(segment.payload) + "'";
}
inline const std::string kText4 =
    "192.0.2.1:40000>198.51.100.25:25 7/8 flags 24 hops 64 window 5840 5 'hello'";
inline const std::string kText6 =
    "2001:db8::1:40000>2001:db8::25:25 7/8 flags 24 hops 64 window 5840 5 'hello'";

// One decoder; each frame is given from a buffer of exactly its size and must be counted once.
class Decoding {
 public:
  explicit Decoding(Checksums checksums = Checksums::kKeep, Limits bounds = {})
      : limits(bounds), decoder(limits, checksums) {}

  // The segment as text, or the name of the reason.
  std::string add(const std::string& frame, std::uint32_t link_type = 101,
                  std::size_t original_length = 0) {
    buffer.assign(frame.begin(), frame.end());
    Packet packet;
    packet.bytes = {buffer.data(), buffer.size()};
    packet.original_length =
        static_cast<std::uint32_t>(original_length == 0 ? frame.size() : original_length);
    packet.link_type = link_type;
    packet.number = ++facts.frames;
    const InputFacts before = facts;
    last = decoder.decode(packet, now, facts);
    EXPECT_EQ(facts.frames_analysed - before.frames_analysed, last == nullptr ? 0u : 1u);
    std::string result = last == nullptr ? "" : text_of(*last);
    std::uint64_t counted = facts.frames_analysed;
    for (std::size_t reason = 0; reason < facts.frames_skipped.size(); ++reason) {
      counted += facts.frames_skipped[reason];
      if (facts.frames_skipped[reason] == before.frames_skipped[reason]) continue;
      result += name_of(static_cast<SkipReason>(reason));
    }
    EXPECT_EQ(counted, facts.frames);
    return result;
  }
  // The segments after the first one of the frame.
  std::vector<std::string> further() {
    std::vector<std::string> texts;
    while (const TcpSegment* segment = decoder.decode_further(now)) {
      texts.push_back(text_of(*segment));
    }
    return texts;
  }
  std::uint64_t layers(Layer layer) const {
    return decoder.counts().layers[static_cast<std::size_t>(layer)];
  }
  const FrameCounts& counts() const { return decoder.counts(); }

  Limits limits;
  FrameDecoder decoder;
  InputFacts facts;
  std::int64_t now = 0;
  const TcpSegment* last = nullptr;
  std::vector<char> buffer;
};

inline std::string decoded(const std::string& frame, std::uint32_t link_type = 101) {
  return Decoding().add(frame, link_type);
}

}  // namespace constat::capture::written
