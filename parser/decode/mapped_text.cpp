#include "parser/decode/mapped_text.h"

#include "core/utf8.h"

namespace constat::parser {

void MappedText::copy(std::string_view text, std::uint64_t source) {
  if (text.empty() || full()) return;
  flush();
  out_.append(text);
  map_.append_linear(source, text.size());
}

void MappedText::character(char32_t value, ByteRange source) {
  if (full()) return;
  const std::size_t before = out_.size();
  append_utf8(value, out_);
  join(out_.size() - before, static_cast<std::uint32_t>(out_.size() - before), source,
       static_cast<std::uint32_t>(source.length));
}

void MappedText::characters(std::string_view text, std::uint32_t text_unit, std::uint64_t source,
                            std::uint32_t source_unit) {
  if (text.empty() || full()) return;
  out_.append(text);
  join(text.size(), text_unit, {source, text.size() / text_unit * source_unit}, source_unit);
}

void MappedText::join(std::uint64_t length, std::uint32_t text_unit, ByteRange source,
                      std::uint32_t source_unit) {
  if (text_unit != text_unit_ || source_unit != source_unit_ ||
      source.offset != run_source_.end()) {
    flush();
    run_source_ = {source.offset, 0};
    text_unit_ = text_unit;
    source_unit_ = source_unit;
  }
  run_text_ += length;
  run_source_.length += source.length;
}

void MappedText::block(std::string_view text, ByteRange source) {
  if (text.empty() || full()) return;
  flush();
  out_.append(text);
  map_.append_block(text.size(), source);
}

// What waits and what comes may both become runs.
bool MappedText::full() {
  if (most_runs_ == SIZE_MAX || map_.run_count() + 2 <= most_runs_) return false;
  cut_ = true;
  return true;
}

void MappedText::invalid(ByteRange source) {
  note_replaced(source);
  character(kReplacement, source);
}

void MappedText::note_invalid(ByteRange source) {
  if (invalid_ == Noted::kNo) defects_.push_back({DefectKind::kCharsetInvalidBytes, source});
  invalid_ = Noted::kYes;
}

void MappedText::note_replaced(ByteRange source) {
  if (cut_) return;
  note_invalid(source);
  ++replaced_;
}

void MappedText::flush() {
  if (run_text_ == 0) return;
  if (text_unit_ == 1 && source_unit_ == 1) {
    map_.append_linear(run_source_.offset, run_text_);
  } else {
    map_.append_units(run_text_, text_unit_, run_source_, source_unit_);
  }
  run_text_ = 0;
  text_unit_ = source_unit_ = 0;
}

}  // namespace constat::parser
