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

std::uint64_t FileMail::ordinal(const Digest& digest) {
  std::uint64_t key = 0;
  for (std::size_t index = 0; index < 8; ++index) key = key << 8 | digest.bytes[index];
  const auto found = seen_.find(key);
  if (found != seen_.end()) return found->second++;
  if (seen_.size() >= limits_.mail_digests_per_input) {
    // Out of the reach of any count, and different for each mail of the file.
    return (std::uint64_t{1} << 63) + mails_;
  }
  seen_.emplace(key, 1);
  return 0;
}

void FileMail::finish(Completeness completeness) {
  mail_.door = Door::kMail;
  mail_.input = input_;
  mail_.first_frame = mail_.last_frame = {input_, 0};
  mail_.bytes = bytes_;
  mail_.size = size_;
  mail_.sha256 = hash_.finish();
  mail_.id = mail_id("", ordinal(mail_.sha256), mail_.sha256);
  mail_.completeness = completeness;
  mail_.pieces = &pieces_;
  if (size_ > bytes_.size()) add({DefectKind::kMailTooLarge, {bytes_.size(), 0}});
  sink_.on_mail(mail_);
  ++mails_;
  discard();
}

void FileMail::discard() {
  bytes_.clear();
  pieces_.clear();
  mail_.defects.clear();
  if (size_ > 0) hash_.finish();
  size_ = 0;
}

}  // namespace constat::capture
