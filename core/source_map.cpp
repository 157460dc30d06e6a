#include "core/source_map.h"

#include <algorithm>
#include <cassert>

namespace constat {

void SourceMap::append_linear(std::uint64_t source_offset, std::uint64_t length) {
  if (length == 0) return;
  if (!runs_.empty()) {
    Run& last = runs_.back();
    if (last.text_unit == 1 && last.source_unit == 1 &&
        last.source_offset + last.source_length == source_offset) {
      last.source_length += length;
      text_end_ += length;
      return;
    }
  }
  append_units(length, 1, {source_offset, length}, 1);
}

void SourceMap::append_units(std::uint64_t text_length, std::uint32_t text_unit, ByteRange source,
                             std::uint32_t source_unit) {
  assert(text_unit > 0);
  if (text_length == 0) return;
  runs_.push_back({text_end_, source.offset, source.length, text_unit, source_unit});
  text_end_ += text_length;
}

void SourceMap::append_block(std::uint64_t text_length, ByteRange source) {
  append_units(text_length, static_cast<std::uint32_t>(text_length), source,
               static_cast<std::uint32_t>(source.length));
}

const SourceMap::Run* SourceMap::run_at(std::uint64_t text_position) const {
  auto after = std::upper_bound(
      runs_.begin(), runs_.end(), text_position,
      [](std::uint64_t position, const Run& run) { return position < run.text_offset; });
  return after == runs_.begin() ? nullptr : &*std::prev(after);
}

ByteRange SourceMap::to_source(ByteRange text) const {
  if (runs_.empty()) return {};
  const Run& last = runs_.back();
  const std::uint64_t source_end = last.source_offset + last.source_length;
  if (text.offset >= text_end_) return {source_end, 0};

  const Run& from = *run_at(text.offset);
  const std::uint64_t first_unit = (text.offset - from.text_offset) / from.text_unit;
  const std::uint64_t start =
      from.source_offset + std::min(first_unit * from.source_unit, from.source_length);
  if (text.length == 0) return {start, 0};

  const std::uint64_t last_position = std::min(text.end(), text_end_) - 1;
  const Run& to = *run_at(last_position);
  const std::uint64_t units = (last_position - to.text_offset) / to.text_unit + 1;
  const std::uint64_t end = to.source_offset + std::min(units * to.source_unit, to.source_length);
  return {start, end > start ? end - start : 0};
}

}  // namespace constat
