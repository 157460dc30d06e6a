#include "parser/message/holes.h"

#include <algorithm>

namespace constat::parser::message {

void Holes::read(const capture::RawMail& mail) {
  positions_.clear();
  for (const ByteRange& hole : mail.missing) {
    positions_.push_back(std::min<std::uint64_t>(hole.offset, mail.bytes.size()));
  }
  const bool cut =
      mail.completeness == capture::Completeness::kTruncated || mail.size > mail.bytes.size();
  if (cut) positions_.push_back(mail.bytes.size());
  head_missing_ = mail.completeness == capture::Completeness::kMidstream;
  if (head_missing_) positions_.push_back(0);
  std::sort(positions_.begin(), positions_.end());
}

bool Holes::touch(std::uint64_t begin, std::uint64_t end) const {
  const auto first = std::lower_bound(positions_.begin(), positions_.end(), begin);
  return first != positions_.end() && *first <= end;
}

}  // namespace constat::parser::message
