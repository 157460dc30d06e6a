// Where character set decoding puts its text: UTF-8 appended to a string, with a map that joins
// neighbouring characters of equal sizes into one run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/defect.h"
#include "core/source_map.h"

namespace constat::parser {

inline constexpr char32_t kReplacement = 0xFFFD;

class MappedText {
 public:
  // Once the map holds `most_runs` the rest is left out.
  MappedText(std::string& out, SourceMap& map, Defects& defects, std::size_t most_runs = SIZE_MAX)
      : out_(out), map_(map), defects_(defects), most_runs_(most_runs) {}
  MappedText(const MappedText&) = delete;
  MappedText& operator=(const MappedText&) = delete;
  ~MappedText() { flush(); }

  // Valid UTF-8 that stands for itself at `source`.
  void copy(std::string_view text, std::uint64_t source);

  // One Unicode scalar value. Sources must rise and must not overlap.
  void character(char32_t value, ByteRange source);

  // Characters of `text_unit` bytes each, all from `source_unit` bytes; the first at `source`.
  void characters(std::string_view text, std::uint32_t text_unit, std::uint64_t source,
                  std::uint32_t source_unit);

  // Several characters from bytes that cannot be told apart.
  void block(std::string_view text, ByteRange source);

  // U+FFFD; the first time also kCharsetInvalidBytes.
  void invalid(ByteRange source);
  void note_invalid(ByteRange source);
  // A U+FFFD that the caller hands on itself.
  void note_replaced(ByteRange source);

  std::uint64_t replaced() const { return replaced_; }
  bool cut() const { return cut_; }

 private:
  void flush();
  // True when there is no room for another run.
  bool full();
  // Adds to the run held, or begins a new one.
  void join(std::uint64_t length, std::uint32_t text_unit, ByteRange source,
            std::uint32_t source_unit);

  std::string& out_;
  SourceMap& map_;
  Defects& defects_;
  enum class Noted : std::uint8_t { kNo, kYes };
  Noted invalid_ = Noted::kNo;
  std::uint64_t replaced_ = 0;
  std::size_t most_runs_;
  bool cut_ = false;
  // Characters not yet in the map: all of the same two sizes, one after the other in the source.
  std::uint64_t run_text_ = 0;
  ByteRange run_source_;
  std::uint32_t text_unit_ = 0;
  std::uint32_t source_unit_ = 0;
};

}  // namespace constat::parser
