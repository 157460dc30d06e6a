#include "parser/smtp/odd_ends.h"

#include <algorithm>
#include <array>

namespace constat::parser::smtp {
namespace {

// Longest first: VU#302671 and the tests of those who found it.
constexpr std::array<std::string_view, 7> kLineEnds = {
    std::string_view("\r\r\n"), std::string_view("\r\0\n", 3), std::string_view("\0\r\n", 3),
    std::string_view("\r\n"),   std::string_view("\n\r"),      std::string_view("\n"),
    std::string_view("\r")};

// Forms of one mail that are read; each costs a pass over the rest of it.
constexpr std::size_t kMostForms = 4;
// Replies looked at behind one mail.
constexpr std::size_t kMostReplies = 1000;
// Mails of one second reading told one by one.
constexpr std::size_t kMostMails = 16;

// What a refusal may answer, and what fits() knows.
bool may_answer(Verb verb, int code) {
  return fits(verb, code) || (verb == Verb::kData && code >= 400 && code < 600);
}

}  // namespace

std::string_view line_end_before(std::string_view text) {
  const auto* found = std::find_if(kLineEnds.begin(), kLineEnds.end(),
                                   [&](std::string_view end) { return text.ends_with(end); });
  return found == kLineEnds.end() ? std::string_view() : text.substr(text.size() - found->size());
}

std::string_view line_end_behind(std::string_view text) {
  const auto* found = std::find_if(kLineEnds.begin(), kLineEnds.end(),
                                   [&](std::string_view end) { return text.starts_with(end); });
  return found == kLineEnds.end() ? std::string_view() : text.substr(0, found->size());
}

OddEnds::OddEnds(const MailContent& content, const Limits& limits, EndReplies end_replies)
    : end_replies_(end_replies) {
  std::string_view bytes = content.bytes();
  whole_ = bytes.size() == content.size();
  // Across a hole, and in what was not kept, nothing is read.
  const std::uint64_t first = content.odd_dots().empty() ? 0 : content.odd_dots()[0].position;
  for (const ByteRange& hole : content.missing()) {
    if (hole.offset < first || hole.offset >= bytes.size()) continue;
    bytes = bytes.substr(0, static_cast<std::size_t>(hole.offset));
    whole_ = false;
    break;
  }
  const std::vector<OddDot>& dots = content.odd_dots();
  std::uint64_t lowest = 0;
  for (std::size_t i = 0; i < dots.size() && dots[i].position < bytes.size(); ++i) {
    const bool bounded = i + 1 < dots.size() && dots[i + 1].undone;
    add(dots[i], bytes, lowest, bounded ? dots[i + 1].position : bytes.size());
    if (dots[i].undone) lowest = dots[i].position;
  }
  if (readings_.empty()) return;
  rest_from_ = readings_[0].dot;
  const std::string_view rest = bytes.substr(static_cast<std::size_t>(rest_from_));
  whole_ = whole_ && rest.size() <= limits.smtp_waiting_bytes;
  rest_.append(rest.substr(0, limits.smtp_waiting_bytes));
  for (Reading& reading : readings_) {
    for (ByteRange& end : reading.ends) end.offset -= rest_from_;
    std::erase_if(reading.ends,
                  [&](const ByteRange& end) { return end.end() > rest_.view().size(); });
  }
  // A form that begins behind what is kept cannot be read on from.
  not_kept_ +=
      std::erase_if(readings_, [](const Reading& reading) { return reading.ends.empty(); });
}

// The same form again ends a mail of the reading that has begun.
void OddEnds::add(const OddDot& dot, std::string_view bytes, std::uint64_t lowest,
                  std::uint64_t highest) {
  const auto at = static_cast<std::size_t>(dot.position);
  const std::size_t behind = at + (dot.undone ? 0 : 1);
  const auto first = static_cast<std::size_t>(lowest);
  const std::size_t last = std::min(static_cast<std::size_t>(highest), bytes.size());
  const std::string_view before = line_end_before(bytes.substr(first, at - first));
  const std::string_view after =
      line_end_behind(bytes.substr(behind, last - std::min(last, behind)));
  std::string form(before);
  form.append(".").append(after);
  const ByteRange end{dot.position, behind - at + after.size()};
  for (Reading& reading : readings_) {
    if (reading.form != form) continue;
    reading.ends.push_back(end);
    return;
  }
  if (readings_.size() == kMostForms) {
    ++not_kept_;
    return;
  }
  Reading& reading = readings_.emplace_back();
  reading.dot = dot.position;
  reading.where = {dot.source - before.size(), form.size()};
  reading.form = std::move(form);
  reading.first = {dot.position, sha256(bytes.substr(0, at))};
  reading.ends.push_back(end);
}

void OddEnds::name(const capture::RawMail& mail) {
  mail_ = mail.id;
  strict_ = {mail.size, mail.sha256};
}

InnerCommands OddEnds::inner(const Reading& reading) const {
  SupposedReading read(rest_.view(), &reading.ends, end_replies_);
  // The first end is that of the mail itself.
  read.answered(Verb::kData, 354);
  read.next();
  return InnerCommands(std::move(read));
}

std::optional<EndOfDataTaken> OddEnds::compare(const Reading& reading,
                                               const Aftermath& aftermath) const {
  using Taken = EndOfDataTaken;
  CommandRow strict(std::nullopt, aftermath, end_replies_);
  CommandRow second(inner(reading), aftermath, end_replies_);
  const std::vector<int>& codes = aftermath.codes;
  const std::size_t most = std::min(codes.size(), kMostReplies);
  std::optional<Verb> strictly, secondly;
  std::size_t at = 0;
  for (; at < most; ++at) {
    strictly = strict.next();
    secondly = second.next();
    if (!strictly || !secondly) break;
    const bool strict_fits = may_answer(*strictly, codes[at]);
    const bool second_fits = may_answer(*secondly, codes[at]);
    if (!strict_fits && !second_fits) return Taken::kNeither;
    if (strict_fits != second_fits) return strict_fits ? Taken::kStrict : Taken::kSecond;
    strict.answered(codes[at]);
    second.answered(codes[at]);
  }
  if (!aftermath.ends) return std::nullopt;
  if (*aftermath.ends == Ends::kOpen || at == kMostReplies) return Taken::kBoth;
  if (at == codes.size()) {
    const bool strict_waits = strict.next().has_value();
    return !strict_waits && second.next() ? Taken::kStrict : Taken::kBoth;
  }
  if (strictly) return Taken::kBoth;
  // Replies are left over for the strict reading. An unasked 421 may close any session (RFC 5321
  // section 3.8).
  if (at + 1 == codes.size() && codes[at] == 421) return Taken::kBoth;
  for (; at < most && secondly; ++at) {
    if (!may_answer(*secondly, codes[at])) return Taken::kNeither;
    second.answered(codes[at]);
    secondly = second.next();
  }
  return at == codes.size() ? Taken::kSecond : Taken::kBoth;
}

std::optional<EndOfDataTaken> OddEnds::judge(const Aftermath& aftermath) {
  using Taken = EndOfDataTaken;
  std::size_t strict = 0, neither = 0;
  for (std::size_t i = 0; i < readings_.size(); ++i) {
    const auto taken = compare(readings_[i], aftermath);
    if (taken == Taken::kSecond) {
      taken_ = i;
      following_ = inner(readings_[i]);
      return taken;
    }
    // Of several that fit the first is taken: each waits for those before it.
    if (!taken) return std::nullopt;
    strict += taken == Taken::kStrict ? 1u : 0u;
    neither += taken == Taken::kNeither ? 1u : 0u;
  }
  return strict == readings_.size()    ? Taken::kStrict
         : neither == readings_.size() ? Taken::kNeither
                                       : Taken::kBoth;
}

bool OddEnds::expects_reply() {
  if (!pending_) pending_ = following_ && following_->next().has_value();
  return pending_;
}

void OddEnds::take_reply(int code) {
  following_->answered(code);
  pending_ = false;
}

void OddEnds::describe(const Reading& reading, const InnerCommands& commands,
                       EndOfDataReading& told) const {
  told.mail = mail_;
  told.where = reading.where;
  told.form = reading.form;
  told.strict = strict_;
  told.second.push_back(reading.first);
  told.commands = commands.commands();
  for (const ByteRange& body : commands.bodies()) {
    // The first is the mail itself; one that is cut by what is kept has no digest.
    if (&body == &commands.bodies().front()) continue;
    const bool cut = !whole_ && body.end() == rest_.view().size();
    if (cut || told.second.size() == kMostMails) {
      ++told.second_not_kept;
      continue;
    }
    const std::string_view bytes = rest_.view().substr(static_cast<std::size_t>(body.offset),
                                                       static_cast<std::size_t>(body.length));
    told.second.push_back({body.length, sha256(bytes)});
  }
}

void OddEnds::tell(EndOfDataTaken taken, const Limits& limits, SessionFacts& facts) const {
  facts.end_of_data_readings_not_kept += not_kept_;
  for (std::size_t i = 0; i < readings_.size(); ++i) {
    if (facts.end_of_data_readings.size() >= limits.second_readings_per_mail) {
      ++facts.end_of_data_readings_not_kept;
      continue;
    }
    EndOfDataReading& told = facts.end_of_data_readings.emplace_back();
    // What the server made of one form says nothing of another.
    told.taken =
        taken == EndOfDataTaken::kSecond && i != taken_ ? EndOfDataTaken::kNotObserved : taken;
    if (following_ && i == taken_) {
      describe(readings_[i], *following_, told);
      continue;
    }
    InnerCommands supposed = inner(readings_[i]);
    while (supposed.next()) supposed.answered(0);
    describe(readings_[i], supposed, told);
  }
}

}  // namespace constat::parser::smtp
