#include "parser/decode/capped_bytes.h"

#include <algorithm>

namespace constat::parser {

void CappedBytes::copy(std::string_view bytes, std::uint64_t source) {
  bytes = accept(bytes, source + std::min<std::uint64_t>(caps_.bytes, bytes.size()));
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

void CappedBytes::may_end_here() {
  if (hashing_ == Seen::kNo || end_seen_ == Seen::kYes) return;
  end_seen_ = Seen::kYes;
  Sha256 until_here = sha256_;
  until_here.update({unhashed_.data(), unhashed_size_});
  shorter_ = DigestedBytes{size_, until_here.finish()};
}

DigestedBytes CappedBytes::whole() {
  if (shorter_ && shorter_->bytes == size_) shorter_.reset();
  sha256_.update({unhashed_.data(), unhashed_size_});
  unhashed_size_ = 0;
  return {size_, sha256_.finish()};
}

// Small pieces wait, so that one character a line does not cost one call of the digest each.
void CappedBytes::hash(std::string_view bytes) {
  if (unhashed_size_ + bytes.size() > unhashed_.size()) {
    sha256_.update({unhashed_.data(), unhashed_size_});
    unhashed_size_ = 0;
  }
  if (bytes.size() > unhashed_.size() / 2) {
    sha256_.update({unhashed_.data(), unhashed_size_});
    unhashed_size_ = 0;
    sha256_.update(bytes);
    return;
  }
  std::copy(bytes.begin(), bytes.end(), unhashed_.data() + unhashed_size_);
  unhashed_size_ += bytes.size();
}

std::string_view CappedBytes::accept(std::string_view bytes, std::uint64_t source) {
  size_ += bytes.size();
  if (hashing_ == Seen::kYes) hash(bytes);
  if (caps_.bytes > 0 && map_.run_count() + 2 > caps_.runs) caps_.bytes = 0;
  if (bytes.size() > caps_.bytes) {
    if (limit_ == Seen::kNo)
      defects_.push_back({DefectKind::kTextLimit, {source_offset_ + source, 0}});
    limit_ = Seen::kYes;
    bytes = bytes.substr(0, static_cast<std::size_t>(caps_.bytes));
  }
  caps_.bytes -= bytes.size();
  out_.append(bytes);
  return bytes;
}

}  // namespace constat::parser
