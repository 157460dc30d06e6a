#include "parser/decode/capped_bytes.h"

#include <algorithm>

namespace constat::parser {

void CappedBytes::copy(std::string_view bytes, std::uint64_t source) {
  bytes = accept(bytes, source + std::min<std::uint64_t>(room_, bytes.size()));
  map_.append_linear(source_offset_ + source, bytes.size());
}

void CappedBytes::units(std::string_view bytes, std::uint32_t text_unit, std::uint64_t source,
                        std::uint32_t source_unit) {
  bytes = accept(bytes, source);
  const std::uint64_t count = bytes.size() / text_unit;
  const std::uint64_t rest = bytes.size() % text_unit;
  const std::uint64_t length = count * source_unit;
  map_.append_units(count * text_unit, text_unit, {source_offset_ + source, length}, source_unit);
  // The cap may cut through a unit; what is left of it still came from all of the unit.
  if (rest > 0) map_.append_block(rest, {source_offset_ + source + length, source_unit});
}

void CappedBytes::block(std::string_view bytes, ByteRange source) {
  bytes = accept(bytes, source.offset);
  if (!bytes.empty())
    map_.append_block(bytes.size(), {source_offset_ + source.offset, source.length});
}

void CappedBytes::note_once(DefectKind kind, ByteRange where) {
  if (malformed_ == Seen::kYes) return;
  malformed_ = Seen::kYes;
  defects_.push_back({kind, {source_offset_ + where.offset, where.length}});
}

std::string_view CappedBytes::accept(std::string_view bytes, std::uint64_t source) {
  size_ += bytes.size();
  if (bytes.size() > room_) {
    if (limit_ == Seen::kNo)
      defects_.push_back({DefectKind::kTextLimit, {source_offset_ + source, 0}});
    limit_ = Seen::kYes;
    bytes = bytes.substr(0, static_cast<std::size_t>(room_));
  }
  room_ -= bytes.size();
  out_.append(bytes);
  return bytes;
}

}  // namespace constat::parser
