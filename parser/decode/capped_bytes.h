// Where transfer decoding puts its bytes: appended to a string and to a map in step, up to a cap;
// past it they are only counted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/defect.h"
#include "core/source_map.h"

namespace constat::parser {

class CappedBytes {
 public:
  // `source_offset` is added to every source position. All three must outlive this.
  CappedBytes(std::uint64_t source_offset, std::uint64_t cap, std::string& out, SourceMap& map,
              Defects& defects)
      : source_offset_(source_offset), room_(cap), out_(out), map_(map), defects_(defects) {}

  // Bytes that stand for themselves at `source`.
  void copy(std::string_view bytes, std::uint64_t source);

  // `bytes` made of units of `text_unit` bytes, each from `source_unit` bytes; the first at
  // `source`.
  void units(std::string_view bytes, std::uint32_t text_unit, std::uint64_t source,
             std::uint32_t source_unit);

  // `bytes` from all of `source`.
  void block(std::string_view bytes, ByteRange source);

  // Notes a defect of this kind at `where` unless one was noted before.
  void note_once(DefectKind kind, ByteRange where);

  std::uint64_t size() const { return size_; }

 private:
  // The part of `bytes` that there is room for; notes kTextLimit when that is not all of them.
  std::string_view accept(std::string_view bytes, std::uint64_t source);

  std::uint64_t source_offset_;
  std::uint64_t room_;
  std::uint64_t size_ = 0;
  enum class Seen : std::uint8_t { kNo, kYes };
  Seen limit_ = Seen::kNo;
  Seen malformed_ = Seen::kNo;
  std::string& out_;
  SourceMap& map_;
  Defects& defects_;
};

}  // namespace constat::parser
