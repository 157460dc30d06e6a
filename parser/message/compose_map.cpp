#include "parser/message/compose_map.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>

namespace constat::parser::message {
namespace {

using Run = SourceMap::Run;

// Walks the runs of the inner map forward; positions asked for may fall back a little, never far.
class InnerCursor {
 public:
  explicit InnerCursor(const SourceMap& map) : map_(map) {}

  bool empty() const { return map_.runs().empty(); }

  const Run& run_at(std::uint64_t position) {
    while (at_ > 0 && map_.runs()[at_].text_offset > position) --at_;
    while (at_ + 1 < map_.runs().size() && map_.runs()[at_ + 1].text_offset <= position) ++at_;
    return map_.runs()[at_];
  }
  std::uint64_t run_end() const {
    return at_ + 1 < map_.runs().size() ? map_.runs()[at_ + 1].text_offset : map_.text_length();
  }

  // As SourceMap::to_source, without its search.
  ByteRange to_source(ByteRange middle) {
    const Run& from = run_at(middle.offset);
    if (middle.offset >= map_.text_length()) return {from.source_offset + from.source_length, 0};
    const std::uint64_t start = source_of_unit(from, middle.offset, 0);
    if (middle.length == 0) return {start, 0};
    const std::uint64_t last = std::min(middle.end(), map_.text_length()) - 1;
    const std::uint64_t end = source_of_unit(run_at(last), last, 1);
    return {start, end > start ? end - start : 0};
  }

 private:
  static std::uint64_t source_of_unit(const Run& run, std::uint64_t position,
                                      std::uint64_t units_further) {
    const std::uint64_t unit = (position - run.text_offset) / run.text_unit + units_further;
    return run.source_offset + std::min(unit * run.source_unit, run.source_length);
  }

  const SourceMap& map_;
  std::size_t at_ = 0;
};

// What is left of one outer run: text of `length` bytes standing for the middle range.
struct Rest {
  std::uint64_t length;
  ByteRange middle;
  std::uint32_t text_unit;
  std::uint32_t middle_unit;

  void advance(std::uint64_t units) {
    length -= std::min(length, units * text_unit);
    const std::uint64_t moved = std::min(middle.length, units * middle_unit);
    middle.offset += moved;
    middle.length -= moved;
  }
};

void append(SourceMap& out, std::uint64_t length, std::uint64_t text_unit, ByteRange source,
            std::uint64_t source_unit) {
  if (text_unit == 1 && source_unit == 1) {
    out.append_linear(source.offset, length);
  } else {
    out.append_units(length, static_cast<std::uint32_t>(text_unit), source,
                     static_cast<std::uint32_t>(source_unit));
  }
}

// Whole units of both maps that start together are taken in one run: a letter of two bytes for each
// byte of base64 becomes 6 : 4. Gives false when the units here do not start together.
bool append_aligned(Rest& rest, InnerCursor& inner, SourceMap& out) {
  const Run& run = inner.run_at(rest.middle.offset);
  const std::uint64_t into_run = rest.middle.offset - run.text_offset;
  if (rest.middle_unit == 0 || into_run % run.text_unit != 0) return false;
  const std::uint64_t step = rest.middle_unit == 1 ? run.text_unit
                                                   : std::lcm<std::uint64_t, std::uint64_t>(
                                                         rest.middle_unit, run.text_unit);
  const std::uint64_t text_step = step / rest.middle_unit * rest.text_unit;
  const std::uint64_t source_step = step / run.text_unit * run.source_unit;
  constexpr std::uint64_t kLargest = std::numeric_limits<std::uint32_t>::max();
  if (text_step > kLargest || source_step > kLargest) return false;
  const std::uint64_t source_at = into_run / run.text_unit * run.source_unit;
  std::uint64_t steps = std::min({rest.middle.length, inner.run_end() - rest.middle.offset}) / step;
  steps = std::min(steps, rest.length / text_step);
  if (source_at >= run.source_length || source_step == 0) return false;
  steps = std::min(steps, (run.source_length - source_at) / source_step);
  if (steps == 0) return false;
  append(out, steps * text_step, text_step, {run.source_offset + source_at, steps * source_step},
         source_step);
  rest.advance(steps * step / rest.middle_unit);
  return true;
}

void append_run(Rest rest, InnerCursor& inner, SourceMap& out) {
  while (rest.length > 0) {
    if (append_aligned(rest, inner, out)) continue;
    const std::uint64_t length = std::min<std::uint64_t>(rest.length, rest.text_unit);
    const ByteRange middle{rest.middle.offset,
                           std::min<std::uint64_t>(rest.middle.length, rest.middle_unit)};
    out.append_block(length, inner.to_source(middle));
    rest.advance(1);
  }
}

}  // namespace

bool is_identity(const SourceMap& outer, const SourceMap& inner) {
  if (outer.runs().size() != 1 || outer.text_length() != inner.text_length()) return false;
  const Run& run = outer.runs().front();
  return run.source_offset == 0 && run.text_unit == 1 && run.source_unit == 1;
}

void compose(const SourceMap& outer, const SourceMap& inner, SourceMap& out) {
  if (is_identity(outer, inner)) {
    out = inner;
    return;
  }
  out.clear();
  InnerCursor cursor(inner);
  const auto& runs = outer.runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::uint64_t end = i + 1 < runs.size() ? runs[i + 1].text_offset : outer.text_length();
    const std::uint64_t length = end - runs[i].text_offset;
    if (cursor.empty()) {
      out.append_block(length, {});
      continue;
    }
    append_run({length,
                {runs[i].source_offset, runs[i].source_length},
                runs[i].text_unit,
                runs[i].source_unit},
               cursor, out);
  }
}

}  // namespace constat::parser::message
