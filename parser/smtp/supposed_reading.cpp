#include "parser/smtp/supposed_reading.h"

#include <algorithm>

namespace constat::parser::smtp {

std::optional<Verb> SupposedReading::next() {
  if (more_ends_ > 0) {
    --more_ends_;
    return last_;
  }
  const auto verb = place_ == Place::kBody ? read_body() : read_line();
  if (verb) last_ = *verb;
  return verb;
}

std::optional<Verb> SupposedReading::read_line() {
  const std::size_t lf = text_.find('\n', at_);
  if (lf == std::string_view::npos) return std::nullopt;
  std::string_view line = text_.substr(at_, lf - at_);
  if (line.ends_with('\r')) line.remove_suffix(1);
  at_ = lf + 1;
  if (place_ == Place::kSecret) {
    place_ = Place::kCommands;
    return Verb::kAuthLine;
  }
  parse_command(line, command_);
  const bool chunk = command_.verb == Verb::kBdat || command_.verb == Verb::kBdatLast;
  if (chunk && command_.form != Form::kMalformed) {
    const std::size_t left = text_.size() - at_;
    at_ += static_cast<std::size_t>(std::min<std::uint64_t>(command_.chunk_size, left));
  }
  return command_.verb;
}

std::optional<ByteRange> SupposedReading::find_end() {
  if (ends_ != nullptr) {
    while (next_end_ < ends_->size() && (*ends_)[next_end_].offset < at_) ++next_end_;
    if (next_end_ == ends_->size()) return std::nullopt;
    return (*ends_)[next_end_];
  }
  constexpr std::string_view kAtStart = ".\r\n";
  constexpr std::string_view kEnd = "\r\n.\r\n";
  if (text_.substr(at_, kAtStart.size()) == kAtStart) return ByteRange{at_, kAtStart.size()};
  const std::size_t found = text_.find(kEnd, at_);
  if (found == std::string_view::npos) return std::nullopt;
  return ByteRange{found + 2, kAtStart.size()};
}

std::optional<Verb> SupposedReading::read_body() {
  const auto end = find_end();
  if (!end) return std::nullopt;
  bodies_.push_back({body_start_, end->offset - body_start_});
  at_ = end->end();
  return end_of_data();
}

Verb SupposedReading::end_of_data() {
  place_ = Place::kCommands;
  if (end_replies_ == EndReplies::kPerRecipient && accepted_ > 1) more_ends_ = accepted_ - 1;
  accepted_ = 0;
  return Verb::kEndOfData;
}

void SupposedReading::end_body_behind() {
  bodies_.push_back({body_start_, text_.size() - body_start_});
  at_ = text_.size();
  last_ = end_of_data();
}

void SupposedReading::answered(int code) { answered(last_, code); }

void SupposedReading::answered(Verb verb, int code) {
  const bool worked = code == 0 || code / 100 == 2;
  switch (verb) {
    case Verb::kData:
      if (code != 0 && code != 354) break;
      place_ = Place::kBody;
      body_start_ = at_;
      break;
    case Verb::kAuth:
    case Verb::kAuthLine:
      if (code == 334) place_ = Place::kSecret;
      break;
    case Verb::kStarttls:
      if (worked) at_ = text_.size();
      break;
    case Verb::kLhlo:
      if (worked) end_replies_ = EndReplies::kPerRecipient;
      accepted_ = 0;
      break;
    case Verb::kRcpt:
      if (worked) ++accepted_;
      break;
    case Verb::kMail:
    case Verb::kRset:
    case Verb::kEhlo:
    case Verb::kHelo:
      if (worked) accepted_ = 0;
      break;
    default:
      break;
  }
}

}  // namespace constat::parser::smtp
