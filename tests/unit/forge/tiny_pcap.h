// The least that reads back what the forge wrote, by another way than the program's own readers:
// pcap records, Ethernet + IPv4 or IPv6 + TCP, and streams put together by sequence number.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace constat::forge::testing {

struct Record {
  std::uint64_t nanoseconds = 0;
  std::string bytes;
  std::uint32_t length = 0;  // on the wire
};

struct Tcp {
  std::string source;  // address and port as raw bytes
  std::string destination;
  std::uint32_t sequence = 0;
  unsigned flags = 0;
  std::string payload;
  bool checksums_right = false;
};

inline std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size, bool big) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t place = big ? at + i : at + size - 1 - i;
    value = value << 8 | static_cast<unsigned char>(bytes[place]);
  }
  return value;
}

// Classic pcap of either byte order and time unit.
inline std::vector<Record> records_of(std::string_view file) {
  const bool big = file[0] == '\xa1';
  const std::uint32_t magic = number(file, 0, 4, big);
  const std::uint64_t unit = magic == 0xa1b23c4d ? 1 : 1000;
  std::vector<Record> out;
  for (std::size_t at = 24; at + 16 <= file.size();) {
    Record record;
    record.nanoseconds =
        number(file, at, 4, big) * 1'000'000'000ull + number(file, at + 4, 4, big) * unit;
    const std::size_t kept = number(file, at + 8, 4, big);
    record.length = number(file, at + 12, 4, big);
    record.bytes = file.substr(at + 16, kept);
    out.push_back(record);
    at += 16 + kept;
  }
  return out;
}

inline std::uint32_t ones_sum(std::string_view bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint32_t byte = static_cast<unsigned char>(bytes[i]);
    sum += i % 2 == 0 ? byte << 8 : byte;
    sum = (sum & 0xffff) + (sum >> 16);
  }
  return sum;
}

// A whole (not cut) Ethernet frame. RFC 1071: with its checksum in place the sum is 0xffff.
inline Tcp tcp_of(std::string_view frame) {
  std::size_t at = 12;
  if (number(frame, at, 2, true) == 0x8100) at += 4;
  const bool six = number(frame, at, 2, true) == 0x86dd;
  const std::string_view ip = frame.substr(at + 2);
  const std::string_view source = six ? ip.substr(8, 16) : ip.substr(12, 4);
  const std::string_view destination = six ? ip.substr(24, 16) : ip.substr(16, 4);
  const std::string_view tcp = ip.substr(six ? 40 : 20);
  const std::uint32_t pseudo =
      ones_sum(source) + ones_sum(destination) + 6 + static_cast<std::uint32_t>(tcp.size());
  std::uint32_t sum = pseudo + ones_sum(tcp);
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  Tcp out;
  const bool length_right =
      six ? number(ip, 4, 2, true) == tcp.size() : number(ip, 2, 2, true) == ip.size();
  out.checksums_right =
      sum == 0xffff && length_right && (six || ones_sum(ip.substr(0, 20)) == 0xffff);
  out.source = std::string(source) + std::string(tcp.substr(0, 2));
  out.destination = std::string(destination) + std::string(tcp.substr(2, 2));
  out.sequence = number(tcp, 4, 4, true);
  out.flags = number(tcp, 13, 1, true);
  out.payload = tcp.substr(static_cast<std::size_t>(number(tcp, 12, 1, true) >> 4) * 4);
  return out;
}

// Streams in the order of their first frame; holes are left out. Needs the SYN of each.
inline std::vector<std::string> streams_of(const std::vector<Record>& records) {
  std::vector<std::string> out;
  struct Open {
    std::size_t index;
    std::uint32_t first;
    std::map<std::uint32_t, std::string> pieces;  // by offset
  };
  std::map<std::pair<std::string, std::string>, Open> open;
  for (const Record& record : records) {
    const Tcp tcp = tcp_of(record.bytes);
    const auto key = std::make_pair(tcp.source, tcp.destination);
    if ((tcp.flags & 2) != 0) open[key] = {open.size(), tcp.sequence + 1, {}};
    const auto found = open.find(key);
    if (found == open.end() || tcp.payload.empty()) continue;
    found->second.pieces[tcp.sequence - found->second.first] = tcp.payload;
  }
  out.resize(open.size());
  for (const auto& [key, stream] : open) {
    for (const auto& [offset, piece] : stream.pieces) out[stream.index] += piece;
  }
  return out;
}

}  // namespace constat::forge::testing
