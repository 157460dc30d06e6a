#include "capture/mail/file_mail.h"

#include <algorithm>

namespace constat::capture {

void FileMail::append(std::string_view bytes, std::uint64_t offset) {
  if (bytes.empty()) return;
  const std::size_t kept = std::min(limits_.mail_bytes - bytes_.size(), bytes.size());
  if (kept > 0) {
    bytes_.append(bytes.substr(0, kept));
    const bool adjacent =
        !pieces_.empty() && pieces_.back().source_offset + pieces_.back().length == offset;
    if (adjacent) {
      pieces_.back().length += kept;
    } else {
      pieces_.push_back({size_, kept, offset, {input_, 0}, {}});
    }
  }
  hash_.update(bytes);
  size_ += bytes.size();
}

void FileMail::finish(Completeness completeness) {
  mail_.door = Door::kMail;
  mail_.input = input_;
  mail_.first_frame = mail_.last_frame = {input_, 0};
  mail_.bytes = bytes_;
  mail_.size = size_;
  mail_.sha256 = hash_.finish();
  mail_.id = mail_id("", seen_[mail_.sha256]++, mail_.sha256);
  mail_.completeness = completeness;
  mail_.pieces = &pieces_;
  mail_.defects.clear();
  if (size_ > bytes_.size()) {
    mail_.defects.push_back({DefectKind::kMailTooLarge, {bytes_.size(), 0}});
  }
  sink_.on_mail(mail_);
  bytes_.clear();
  pieces_.clear();
  size_ = 0;
}

}  // namespace constat::capture
