// From a position in decoded text back to the bytes it came from. Every decoder (dot-unstuffing,
// base64, quoted-printable, charset, HTML) leaves one behind; walking them in turn leads from a
// quoted word to the byte range of the mail, and from there to stream offsets and frames.
//
// A map is a list of runs in rising order of text and of source. Runs of equal unit size are 1:1;
// a base64 line is one run of unit 3 text bytes : 4 source bytes; an entity (`&eacute;`) is one run
// of unit 2:8. Costs nothing on the hot path but one push per run.
#pragma once

#include <cstdint>
#include <vector>

#include "core/bytes.h"

namespace constat {

class SourceMap {
 public:
  void clear() {
    runs_.clear();
    text_end_ = 0;
  }

  // `length` bytes of text stand one for one at `source_offset`. Adjacent 1:1 runs are joined.
  void append_linear(std::uint64_t source_offset, std::uint64_t length);

  // `text_length` bytes of text come from `source` as units of `text_unit` : `source_unit` bytes; a
  // unit is never divided. text_unit == text_length makes one indivisible block.
  void append_units(std::uint64_t text_length, std::uint32_t text_unit, ByteRange source,
                    std::uint32_t source_unit);
  void append_block(std::uint64_t text_length, ByteRange source);

  // Smallest source range that holds the text range. An empty text range gives an empty range at
  // its position. Positions past the end map to the end of the source seen.
  ByteRange to_source(ByteRange text) const;

  std::uint64_t text_length() const { return text_end_; }
  std::size_t run_count() const { return runs_.size(); }

  // A run's text ends where the next one's begins, the last one's at text_length().
  struct Run {
    std::uint64_t text_offset;
    std::uint64_t source_offset;
    std::uint64_t source_length;
    std::uint32_t text_unit;
    std::uint32_t source_unit;
  };
  const std::vector<Run>& runs() const { return runs_; }

 private:
  const Run* run_at(std::uint64_t text_position) const;

  std::vector<Run> runs_;
  std::uint64_t text_end_ = 0;
};

}  // namespace constat
