// Where transfer decoding puts its bytes: appended to a string and to a map in step, up to caps;
// past them they are only counted. A digest, when asked for, covers all of them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/defect.h"
#include "core/digest.h"
#include "core/source_map.h"

namespace constat::parser {

// Of the bytes kept and of the runs of their map.
struct DecodeCaps {
  std::uint64_t bytes = 0;
  std::size_t runs = SIZE_MAX;
};

// All that was decoded, whatever the caps.
struct DigestedBytes {
  std::uint64_t bytes = 0;
  Digest sha256;
  friend bool operator==(const DigestedBytes&, const DigestedBytes&) = default;
};

class CappedBytes {
 public:
  // `source_offset` is added to every source position. All three must outlive this.
  CappedBytes(std::uint64_t source_offset, DecodeCaps caps, std::string& out, SourceMap& map,
              Defects& defects)
      : source_offset_(source_offset), caps_(caps), out_(out), map_(map), defects_(defects) {}

  // Before the first byte.
  void keep_digest() { hashing_ = Seen::kYes; }

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

  // Some decoders stop here; only the first call counts.
  void may_end_here();

  std::uint64_t size() const { return size_; }

  // After the last byte, with keep_digest(): of all bytes, and of those before may_end_here() when
  // more came after it.
  DigestedBytes whole();
  const std::optional<DigestedBytes>& shorter() const { return shorter_; }

 private:
  enum class Seen : std::uint8_t { kNo, kYes };

  // The part of `bytes` that there is room for; notes kTextLimit when that is not all of them.
  std::string_view accept(std::string_view bytes, std::uint64_t source);
  void hash(std::string_view bytes);

  std::uint64_t source_offset_;
  DecodeCaps caps_;
  std::uint64_t size_ = 0;
  Seen limit_ = Seen::kNo;
  Seen malformed_ = Seen::kNo;
  Seen hashing_ = Seen::kNo;
  Seen end_seen_ = Seen::kNo;
  Sha256 sha256_;
  std::array<char, 1024> unhashed_;
  std::size_t unhashed_size_ = 0;
  std::optional<DigestedBytes> shorter_;
  std::string& out_;
  SourceMap& map_;
  Defects& defects_;
};

}  // namespace constat::parser
