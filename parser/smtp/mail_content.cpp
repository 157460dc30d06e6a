#include "parser/smtp/mail_content.h"

#include <algorithm>
#include <utility>

namespace constat::parser::smtp {

void MailContent::start(Begin begin) {
  clear();
  buffers_ = memory_.take();
  in_use_ = true;
  begin_ = begin;
}

void MailContent::add_piece(std::uint64_t length, std::uint64_t source_offset,
                            const Provenance& from) {
  std::vector<capture::Piece>& pieces = buffers_.pieces;
  if (!pieces.empty()) {
    capture::Piece& last = pieces.back();
    const bool adjacent = last.source_offset + last.length == source_offset &&
                          last.mail_offset + last.length == size_;
    const bool full = pieces.size() >= limits_.pieces_per_mail;
    if (adjacent && (last.frame == from.frame || (full && last.frame.input == from.frame.input))) {
      last.length += length;
      if (last.frame == from.frame) return;
      const std::uint64_t highest = std::max(last.frame.frame, last.last_frame);
      last.last_frame = std::max(highest, from.frame.frame);
      last.frame.frame = std::min(last.frame.frame, from.frame.frame);
      return;
    }
  }
  if (pieces.size() >= limits_.pieces_per_mail) return;
  pieces.push_back({size_, length, source_offset, from.frame, from.time});
}

void MailContent::append(std::string_view bytes, std::uint64_t source_offset,
                         const Provenance& from) {
  if (bytes.empty()) return;
  if (size_ == 0) first_ = from;
  last_ = from;
  const std::size_t room = limits_.mail_bytes - buffers_.bytes.size();
  const std::size_t kept = std::min(room, bytes.size());
  if (kept > 0) {
    buffers_.bytes.append(bytes.substr(0, kept));
    add_piece(kept, source_offset, from);
  }
  if (kept < bytes.size() && size_ <= limits_.mail_bytes) {
    defects_.note(DefectKind::kMailTooLarge, {limits_.mail_bytes, 0});
  }
  hash_.update(bytes);
  size_ += bytes.size();
}

void MailContent::hole(std::uint64_t length) {
  if (!missing_.empty() && missing_.back().offset == size_) {
    ByteRange& last = missing_.back();
    last.length = last.length == 0 || length == 0 ? 0 : last.length + length;
    return;
  }
  missing_.push_back({size_, length});
}

void MailContent::note(DefectKind kind, std::uint64_t position, std::uint64_t length) {
  defects_.note(kind, {position, length});
}

void MailContent::note_odd_dot(const OddDot& dot) {
  note(DefectKind::kEndOfDataAmbiguous, dot.position, 1);
  if (odd_dots_.size() < limits_.second_readings_per_mail) odd_dots_.push_back(dot);
}

void MailContent::end(End end, const Provenance& last) {
  end_ = end;
  ended_ = true;
  last_ = last;
}

void MailContent::describe(capture::RawMail& mail) {
  using capture::Completeness;
  mail.bytes = buffers_.bytes;
  mail.size = size_;
  mail.sha256 = hash_.finish();
  mail.completeness = begin_ == Begin::kNotSeen ? Completeness::kMidstream
                      : end_ == End::kNever     ? Completeness::kTruncated
                      : missing_.empty()        ? Completeness::kComplete
                                                : Completeness::kHoled;
  mail.missing = missing_;
  mail.pieces = &buffers_.pieces;
  mail.defects = defects_.kept();
  std::sort(mail.defects.begin(), mail.defects.end(), [](const Defect& a, const Defect& b) {
    return a.where != b.where ? a.where < b.where : a.kind < b.kind;
  });
  mail.defects_not_kept = defects_.not_kept();
  mail.first_frame = first_.frame;
  mail.last_frame = last_.frame;
  mail.time = first_.time;
}

void MailContent::clear() {
  if (in_use_) {
    hash_.finish();
    memory_.give_back(std::exchange(buffers_, {}));
  }
  size_ = 0;
  missing_.clear();
  std::vector<OddDot>().swap(odd_dots_);
  defects_.clear();
  first_ = last_ = {};
  in_use_ = ended_ = false;
  begin_ = Begin::kSeen;
  end_ = End::kNever;
}

}  // namespace constat::parser::smtp
