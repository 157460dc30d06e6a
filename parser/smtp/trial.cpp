#include "parser/smtp/trial.h"

#include <algorithm>

namespace constat::parser::smtp {
namespace {

class TrialReader {
 public:
  TrialReader(TrialStart start, LineEnds line_ends, std::size_t cap)
      : place_(start), line_ends_(line_ends), cap_(cap) {}

  // False when nothing behind this stretch can be read.
  bool read(const Stretch& stretch, bool is_first);
  Trial finish();

 private:
  bool in_body() const {
    return place_ == TrialStart::kInsideLine || place_ == TrialStart::kLineStart;
  }
  bool stop() {
    trial_.whole = false;
    return false;
  }
  void read_body();
  bool read_line();
  bool act_on(const Command& command, bool bare_lf);
  bool pass_chunk(const Command& command);

  Trial trial_;
  std::string_view rest_;
  TrialStart place_;
  LineEnds line_ends_;
  std::size_t cap_;
};

bool TrialReader::read(const Stretch& stretch, bool is_first) {
  if (!is_first) {
    if (!in_body()) return stop();
    place_ = TrialStart::kInsideLine;
  }
  rest_ = stretch.bytes;
  while (!rest_.empty()) {
    if (trial_.verbs.size() >= cap_) return stop();
    if (in_body()) {
      read_body();
    } else if (!read_line()) {
      return false;
    } else if (rest_.find('\n') == std::string_view::npos && !in_body()) {
      break;  // the start of a line that never ends
    }
  }
  return true;
}

void TrialReader::read_body() {
  const bool lf = line_ends_ == LineEnds::kLfToo;
  const std::string_view end = lf ? "\n.\n" : "\r\n.\r\n";
  const std::string_view at_start = end.substr(lf ? 1 : 2);
  if (place_ == TrialStart::kLineStart && rest_.substr(0, at_start.size()) == at_start) {
    rest_.remove_prefix(at_start.size());
  } else {
    place_ = TrialStart::kInsideLine;
    const std::size_t found = rest_.find(end);
    if (found == std::string_view::npos) {
      rest_ = {};
      return;
    }
    rest_.remove_prefix(found + end.size());
  }
  trial_.verbs.push_back(Verb::kEndOfData);
  place_ = TrialStart::kCommands;
}

bool TrialReader::read_line() {
  const std::size_t lf = rest_.find('\n');
  if (lf == std::string_view::npos) {
    rest_ = {};
    return true;
  }
  const bool crlf = lf > 0 && rest_[lf - 1] == '\r';
  const std::string_view line = rest_.substr(0, crlf ? lf - 1 : lf);
  rest_.remove_prefix(lf + 1);
  if (place_ == TrialStart::kSeekAfterCutLine) {
    place_ = TrialStart::kSeek;
    return true;
  }
  if (place_ == TrialStart::kSeek && !is_strict_command(line)) {
    ++trial_.skipped;
    return true;
  }
  if (place_ == TrialStart::kSecret && !is_strict_command(line)) {
    trial_.verbs.push_back(Verb::kAuthLine);
    return true;
  }
  place_ = TrialStart::kCommands;
  Command command;
  parse_command(line, command);
  return act_on(command, !crlf);
}

bool TrialReader::act_on(const Command& command, bool bare_lf) {
  if (command.verb == Verb::kUnknown || command.verb == Verb::kProxy) trial_.clean = false;
  switch (command.verb) {
    case Verb::kBdat:
    case Verb::kBdatLast:
      return pass_chunk(command);
    case Verb::kData:
      place_ = TrialStart::kLineStart;
      line_ends_ = bare_lf ? LineEnds::kLfToo : LineEnds::kCrLfOnly;
      break;
    case Verb::kAuth:
      place_ = TrialStart::kSecret;
      break;
    default:
      break;
  }
  trial_.verbs.push_back(command.verb);
  return command.verb != Verb::kStarttls || stop();
}

bool TrialReader::pass_chunk(const Command& command) {
  if (command.form != Form::kMalformed && command.chunk_size > rest_.size()) {
    // The end of the flow, or a gap, is inside the chunk.
    rest_ = {};
    trial_.verbs.push_back(Verb::kBdatLast);
    return stop();
  }
  if (command.form != Form::kMalformed) {
    rest_.remove_prefix(static_cast<std::size_t>(command.chunk_size));
  }
  trial_.verbs.push_back(command.verb);
  return true;
}

Trial TrialReader::finish() {
  if (place_ == TrialStart::kInsideLine) trial_.verbs.push_back(Verb::kEndOfData);
  return std::move(trial_);
}

}  // namespace

Trial try_reading(const std::vector<Stretch>& stretches, std::size_t first, TrialStart start,
                  LineEnds line_ends, std::size_t cap) {
  TrialReader reader(start, line_ends, cap);
  for (std::size_t index = first; index < stretches.size(); ++index) {
    if (!reader.read(stretches[index], index == first)) break;
  }
  return reader.finish();
}

}  // namespace constat::parser::smtp
