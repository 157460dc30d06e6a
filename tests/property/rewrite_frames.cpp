#include "tests/property/rewrite_frames.h"

#include <algorithm>
#include <optional>

namespace constat::tests {
namespace {

constexpr std::size_t kEthernetBytes = 14;
constexpr std::uint8_t kFin = 0x01, kSyn = 0x02, kRst = 0x04, kPush = 0x08;

std::uint8_t byte_at(const std::string& bytes, std::size_t offset) {
  return static_cast<std::uint8_t>(bytes[offset]);
}

std::uint32_t read_16(const std::string& bytes, std::size_t offset) {
  return static_cast<std::uint32_t>(byte_at(bytes, offset) << 8 | byte_at(bytes, offset + 1));
}

void write_16(std::string& bytes, std::size_t offset, std::uint32_t value) {
  bytes[offset] = static_cast<char>(value >> 8 & 0xFF);
  bytes[offset + 1] = static_cast<char>(value & 0xFF);
}

std::uint32_t read_32(const std::string& bytes, std::size_t offset) {
  return read_16(bytes, offset) << 16 | read_16(bytes, offset + 2);
}

void write_32(std::string& bytes, std::size_t offset, std::uint32_t value) {
  write_16(bytes, offset, value >> 16);
  write_16(bytes, offset + 2, value & 0xFFFF);
}

struct Layout {
  bool version6;
  std::size_t ip, tcp, payload, end;
};

std::optional<Layout> layout_of(const Frame& frame) {
  const std::string& bytes = frame.bytes;
  if (frame.link_type != 1 || bytes.size() < kEthernetBytes + 40) return std::nullopt;
  Layout layout{};
  layout.ip = kEthernetBytes;
  const std::uint32_t type = read_16(bytes, 12);
  if (type == 0x0800 && byte_at(bytes, layout.ip + 9) == 6) {
    layout.tcp = layout.ip + 4u * (byte_at(bytes, layout.ip) & 15);
    layout.end = layout.ip + read_16(bytes, layout.ip + 2);
  } else if (type == 0x86DD && byte_at(bytes, layout.ip + 6) == 6) {
    layout.version6 = true;
    layout.tcp = layout.ip + 40;
    layout.end = layout.tcp + read_16(bytes, layout.ip + 4);
  } else {
    return std::nullopt;
  }
  if (layout.end > bytes.size() || layout.tcp + 20 > layout.end) return std::nullopt;
  layout.payload = layout.tcp + 4u * (byte_at(bytes, layout.tcp + 12) >> 4);
  if (layout.payload > layout.end) return std::nullopt;
  return layout;
}

// Bytes [from, to) of the payload as a frame of its own. Checksums are left as they were: they are
// not verified by default, as captures on the sending host have none.
Frame piece_of(const Frame& frame, const Layout& layout, std::size_t from, std::size_t to) {
  Frame piece = frame;
  piece.bytes =
      frame.bytes.substr(0, layout.payload) + frame.bytes.substr(layout.payload + from, to - from);
  const auto length =
      static_cast<std::uint32_t>(piece.bytes.size() - (layout.version6 ? layout.tcp : layout.ip));
  write_16(piece.bytes, layout.ip + (layout.version6 ? 4 : 2), length);
  write_32(piece.bytes, layout.tcp + 4,
           read_32(frame.bytes, layout.tcp + 4) + static_cast<std::uint32_t>(from));
  const bool is_last = to == layout.end - layout.payload;
  if (!is_last) {
    piece.bytes[layout.tcp + 13] =
        static_cast<char>(byte_at(piece.bytes, layout.tcp + 13) & ~(kFin | kPush));
  }
  return piece;
}

std::size_t up_to(std::size_t most, std::mt19937& random) { return random() % (most + 1); }

}  // namespace

std::vector<Frame> cut(const std::vector<Frame>& frames, std::mt19937& random) {
  std::vector<Frame> result;
  for (const Frame& frame : frames) {
    const auto layout = layout_of(frame);
    const std::size_t payload = layout ? layout->end - layout->payload : 0;
    const bool keep = payload < 2 || up_to(2, random) == 0 ||
                      (byte_at(frame.bytes, layout->tcp + 13) & (kSyn | kRst)) != 0;
    if (keep) {
      result.push_back(frame);
      continue;
    }
    for (std::size_t from = 0; from < payload;) {
      const std::size_t to = std::min(payload, from + 1 + up_to(payload, random));
      result.push_back(piece_of(frame, *layout, from, to));
      from = to;
    }
  }
  return result;
}

std::vector<Frame> repeat(const std::vector<Frame>& frames, std::size_t distance,
                          std::mt19937& random) {
  std::vector<Frame> result = frames;
  for (std::size_t count = frames.size() / 10; count > 0; --count) {
    const std::size_t from = random() % result.size();
    const std::size_t to = std::min(result.size(), from + 1 + up_to(distance, random));
    const Frame again = result[from];
    result.insert(result.begin() + static_cast<std::ptrdiff_t>(to), again);
  }
  return result;
}

std::vector<Frame> reorder(const std::vector<Frame>& frames, std::size_t distance,
                           std::mt19937& random) {
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (std::size_t index = 0; index < frames.size(); ++index) {
    places.emplace_back(index + up_to(distance, random), index);
  }
  std::ranges::sort(places);
  std::vector<Frame> result;
  for (const auto& [place, index] : places) result.push_back(frames[index]);
  for (std::size_t index = 0; index < result.size(); ++index) {
    result[index].time = frames[index].time;
  }
  return result;
}

}  // namespace constat::tests
