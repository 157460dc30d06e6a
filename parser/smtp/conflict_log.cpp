#include "parser/smtp/conflict_log.h"

#include <algorithm>

#include "core/pseudonym.h"
#include "parser/smtp/alignment.h"

namespace constat::parser::smtp {
namespace {

constexpr std::size_t kReplies = 32;   // looked at behind one conflict
constexpr std::size_t kCommands = 32;  // of one reading
// Conflicts judged in one session; a sender of more has no word on the others.
constexpr std::size_t kConflicts = 8;
constexpr std::size_t kReplyText = 512;  // bytes of a reply looked at for a name

bool holds(const std::vector<Verb>& verbs, const std::vector<int>& codes) {
  const std::size_t pairs = std::min(verbs.size(), codes.size());
  for (std::size_t i = 0; i < pairs; ++i) {
    if (!fits(verbs[i], codes[i])) return false;
  }
  return true;
}

// The next line and its end off `rest`; nullopt when no line ends there.
std::optional<std::string_view> next_line(std::string_view& rest) {
  const std::size_t lf = rest.find('\n');
  if (lf == std::string_view::npos) return std::nullopt;
  std::string_view line = rest.substr(0, lf);
  if (line.ends_with('\r')) line.remove_suffix(1);
  rest.remove_prefix(lf + 1);
  return line;
}

}  // namespace

std::optional<std::vector<LatestAnswers::Answer>> LatestAnswers::behind(
    std::uint64_t offset) const {
  std::vector<Answer> answers;
  const std::uint64_t oldest = count_ > ring_.size() ? count_ - ring_.size() : 0;
  for (std::uint64_t i = oldest; i < count_; ++i) {
    const Answer& answer = ring_[i % ring_.size()];
    if (answer.end <= offset) continue;
    // What stood before the oldest one that is remembered may have ended behind too.
    if (i == oldest && oldest > 0) return std::nullopt;
    answers.push_back(answer);
  }
  return answers;
}

ConflictLog::Reading ConflictLog::read(std::string_view bytes, Place place) {
  Reading reading;
  smtp::Command command;
  while (reading.size() < kCommands) {
    const auto line = next_line(bytes);
    if (!line) break;
    if (place == Place::kBody) {
      if (*line != ".") continue;
      reading.push_back({Verb::kEndOfData, {}});
      place = Place::kLineStart;
      continue;
    }
    if (place == Place::kInsideLine) {
      reading.push_back({});
      place = Place::kLineStart;
      continue;
    }
    parse_command(*line, command);
    const bool path = command.verb == Verb::kMail || command.verb == Verb::kRcpt;
    reading.push_back({command.verb, path ? to_lower_ascii(command.argument) : std::string()});
    if (command.verb == Verb::kData) place = Place::kBody;
    if (command.verb == Verb::kAuth || command.verb == Verb::kStarttls) break;
    if (command.verb == Verb::kBdat || command.verb == Verb::kBdatLast) {
      bytes.remove_prefix(std::min<std::uint64_t>(command.chunk_size, bytes.size()));
    }
  }
  return reading;
}

bool ConflictLog::add(const capture::StreamConflict& conflict, std::size_t index,
                      const LatestAnswers& latest) {
  if (open_.size() == kConflicts) return false;
  Open& open = open_.emplace_back();
  open.index = index;
  open.where = conflict.where;
  for (const Place place : {Place::kLineStart, Place::kInsideLine, Place::kBody}) {
    const auto at = static_cast<std::size_t>(place);
    open.first[at] = read(conflict.first_bytes, place);
    open.later[at] = read(conflict.later_bytes, place);
  }
  const auto before = latest.behind(conflict.where.offset);
  if (!before || conflict.first_bytes.size() != conflict.where.length) {
    open.lost = true;
    return true;
  }
  for (const LatestAnswers::Answer& answer : *before) {
    open.lost = open.lost || answer.code == 0;
    take(open, answer.verb, answer.end, answer.code);
  }
  return true;
}

void ConflictLog::lose_replies() {
  for (Open& open : open_) open.lost = open.lost || open.codes.size() < kReplies;
}

void ConflictLog::take(Open& open, Verb verb, std::uint64_t end, int code) {
  if (end <= open.where.offset || open.codes.size() == kReplies) return;
  open.codes.push_back(code);
  if (end <= open.where.end()) {
    open.inside.push_back(verb);
  } else if (!open.first_misfits) {
    open.behind.push_back(verb);
  }
  if (!fits(verb, code)) open.first_misfits = true;
}

void ConflictLog::look_for_names(Open& open, std::string_view text) {
  const std::string folded = to_lower_ascii(text.substr(0, kReplyText));
  const auto names = [&](const std::array<Reading, 3>& one, const std::array<Reading, 3>& other) {
    const Reading& reading = one[static_cast<std::size_t>(Place::kLineStart)];
    return std::any_of(reading.begin(), reading.end(), [&](const Command& command) {
      const auto& beside = other[static_cast<std::size_t>(Place::kLineStart)];
      const bool shared = std::any_of(beside.begin(), beside.end(), [&](const Command& also) {
        return also.address.find(command.address) != std::string::npos;
      });
      return !command.address.empty() && !shared &&
             folded.find(command.address) != std::string::npos;
    });
  };
  open.names_first = open.names_first || names(open.first, open.later);
  open.names_later = open.names_later || names(open.later, open.first);
}

void ConflictLog::answered(const Expected& exchange, const ServerReply* reply) {
  for (Open& open : open_) {
    if (exchange.end <= open.where.offset || open.codes.size() == kReplies) continue;
    if (reply == nullptr) {
      // Behind a reading that misfits, commands are none: that they stay unanswered tells nothing.
      open.lost = open.lost || !open.first_misfits;
      continue;
    }
    look_for_names(open, reply->text);
    take(open, exchange.command.verb, exchange.end, reply->code);
  }
}

void ConflictLog::unexpected(const ServerReply& reply) {
  for (Open& open : open_) {
    if (open.codes.size() < kReplies) open.codes.push_back(reply.code);
  }
}

// The place for which the first reading gives the commands that were read.
std::optional<ConflictLog::Place> ConflictLog::place_of(const Open& open) {
  for (const Place place : {Place::kLineStart, Place::kBody, Place::kInsideLine}) {
    const Reading& reading = open.first[static_cast<std::size_t>(place)];
    const std::size_t from = place == Place::kInsideLine ? 1 : 0;
    if (reading.size() != open.inside.size() || reading.size() < from) continue;
    bool same = true;
    for (std::size_t i = from; i < reading.size(); ++i) {
      same = same && reading[i].verb == open.inside[i];
    }
    if (same) return place;
  }
  return std::nullopt;
}

std::optional<RepliesBearOut> ConflictLog::judge(const Open& open) {
  // No command ends in the conflict: what ends first behind it says what it is a part of.
  if (open.inside.empty() && !open.behind.empty()) {
    const bool body = open.behind.front() == Verb::kEndOfData;
    const Place place = body ? Place::kBody : Place::kLineStart;
    if (open.later[static_cast<std::size_t>(place)].empty()) {
      if (body) return std::nullopt;
      return open.lost ? RepliesBearOut::kNotObserved : RepliesBearOut::kBoth;
    }
  }
  const auto place =
      open.inside.empty() && !open.behind.empty() && open.behind.front() == Verb::kEndOfData
          ? std::optional(Place::kBody)
          : place_of(open);
  if (open.lost || open.codes.empty() || !place) return RepliesBearOut::kNotObserved;
  std::vector<Verb> first = open.inside;
  std::vector<Verb> later;
  for (const Command& command : open.later[static_cast<std::size_t>(*place)]) {
    later.push_back(command.verb);
  }
  // The line that the conflict cuts is the same command in both, as far as is known.
  if (*place == Place::kInsideLine && !later.empty()) later.front() = first.front();
  const bool same = first == later;
  first.insert(first.end(), open.behind.begin(), open.behind.end());
  later.insert(later.end(), open.behind.begin(), open.behind.end());
  if (same && open.names_first != open.names_later) {
    return open.names_first ? RepliesBearOut::kFirst : RepliesBearOut::kLater;
  }
  const bool first_holds = holds(first, open.codes);
  const bool later_holds = holds(later, open.codes);
  if (first_holds && later_holds) return RepliesBearOut::kBoth;
  if (!first_holds && !later_holds) return RepliesBearOut::kNeither;
  return first_holds ? RepliesBearOut::kFirst : RepliesBearOut::kLater;
}

void ConflictLog::finish(std::vector<Conflict>& conflicts) const {
  for (const Open& open : open_) {
    if (open.index < conflicts.size()) conflicts[open.index].replies_bear_out = judge(open);
  }
}

}  // namespace constat::parser::smtp
