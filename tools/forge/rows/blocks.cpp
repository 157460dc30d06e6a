#include "tools/forge/rows/blocks.h"

namespace constat::forge {

std::string Blocks::number16(std::uint32_t value) const {
  const bool big = order_ == ByteOrder::kBig;
  return {static_cast<char>(value >> (big ? 8 : 0) & 0xff),
          static_cast<char>(value >> (big ? 0 : 8) & 0xff)};
}

std::string Blocks::number32(std::uint64_t value) const {
  const auto high = static_cast<std::uint32_t>(value >> 16 & 0xffff);
  const auto low = static_cast<std::uint32_t>(value & 0xffff);
  return order_ == ByteOrder::kBig ? number16(high) + number16(low)
                                   : number16(low) + number16(high);
}

std::string Blocks::option(std::uint32_t code, std::string_view value) const {
  return number16(code) + number16(static_cast<std::uint32_t>(value.size())) + std::string(value) +
         std::string((4 - value.size() % 4) % 4, '\0');
}

Blocks& Blocks::raw(std::uint32_t type, std::string_view body, const Lengths& lengths) {
  const auto right = static_cast<std::uint32_t>(12 + body.size());
  const std::uint32_t block = lengths.block.value_or(right);
  bytes_ += number32(type) + number32(block) + std::string(body) +
            number32(lengths.trailer.value_or(block));
  return *this;
}

Blocks& Blocks::section() {
  return raw(0x0a0d0d0a,
             number32(0x1a2b3c4d) + number16(1) + number16(0) + number32(0xffffffff) +
                 number32(0xffffffff),
             {});
}

Blocks& Blocks::interface(const Interface& interface) {
  std::string body = number16(interface.link) + number16(0) + number32(interface.snaplen);
  if (interface.resolution)
    body += option(9, std::string(1, static_cast<char>(*interface.resolution)));
  if (interface.offset_seconds) {
    const auto value = static_cast<std::uint64_t>(*interface.offset_seconds);
    const std::string high = number32(value >> 32), low = number32(value & 0xffffffff);
    body += option(14, order_ == ByteOrder::kBig ? high + low : low + high);
  }
  if (interface.resolution || interface.offset_seconds) body += number32(0);
  return raw(1, body, {});
}

Blocks& Blocks::packet(std::uint32_t interface, std::uint64_t time, std::string_view frame,
                       const Lengths& lengths) {
  const auto size = static_cast<std::uint32_t>(frame.size());
  const std::string body = number32(interface) + number32(time >> 32) +
                           number32(time & 0xffffffff) + number32(lengths.captured.value_or(size)) +
                           number32(lengths.original.value_or(size)) + std::string(frame) +
                           std::string((4 - frame.size() % 4) % 4, '\0');
  return raw(6, body, lengths);
}

std::uint64_t microseconds(CaptureTime time) {
  return static_cast<std::uint64_t>(time.nanoseconds / 1000);
}

std::vector<RawFrame> conversation_frames(unsigned number) {
  Conversation::Start start;
  start.number = number;
  Conversation talk(start);
  talk.whole({letter(number)});
  return frames_of(talk.shots());
}

Blocks whole_section(const std::vector<RawFrame>& frames) {
  Blocks blocks;
  blocks.section().interface({});
  for (const RawFrame& frame : frames) blocks.packet(0, microseconds(frame.time), frame.bytes);
  return blocks;
}

}  // namespace constat::forge
