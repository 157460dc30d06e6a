// Session after a gap: what was lost is found by aligning what was not (alignment.h). Nothing that
// may be body text becomes a command unless the replies leave no other reading.
#include <algorithm>

#include "parser/smtp/session.h"

namespace constat::parser::smtp {
namespace {

// Commands and replies looked at behind one gap.
constexpr std::size_t kAhead = 20'000;
// A session with more gaps than this is read by what the client says alone, and no further ahead
// than a few stretches: looking at all that waits behind each of many gaps would be quadratic.
constexpr std::uint32_t kMostResynchronisations = 64;
constexpr std::size_t kFewStretches = 4;
// Lines of unknown meaning right after a gap (AUTH LOGIN has two) before they are taken for a body.
constexpr std::size_t kMostSkipped = 3;

std::size_t first_behind_gap(const std::vector<Stretch>& stretches) {
  return !stretches.empty() && stretches[0].after_gap ? 0 : 1;
}

std::vector<int> without_first(const std::vector<int>& codes, std::size_t count = 1) {
  return {codes.begin() + static_cast<std::ptrdiff_t>(std::min(count, codes.size())), codes.end()};
}

}  // namespace

bool Session::server_at_gap() const {
  return server_.input().gap_ahead() && !server_.encrypted() &&
         server_.codes_ahead(1).codes.empty();
}

bool Session::has_many_gaps() const { return resynchronisations_ > kMostResynchronisations; }

Trial Session::try_client(TrialStart start) const {
  const std::size_t most = has_many_gaps() ? kFewStretches : SideInput::kAllStretches;
  const std::vector<Stretch> stretches = client_.input().look_ahead(most);
  Trial trial =
      try_reading(stretches, first_behind_gap(stretches), start, client_.line_ends(), kAhead);
  if (stretches.size() >= most) trial.whole = false;
  return trial;
}

void Session::resynchronise() {
  if (odd_ends_) {
    // Then replies before the gap may still find their commands.
    settle_odd_ends_at_gap();
    return;
  }
  lost_body_follows_ = false;
  if (conflicts_) conflicts_->lose_replies();
  ++resynchronisations_;
  const bool server_gap = server_at_gap();
  if (client_step_ != ClientReader::Step::kAtGap) {
    resynchronise_server();
    return;
  }
  // Both sides have lost something: what was asked before can no longer be answered with certainty.
  if (server_gap) server_.pass_gap();
  if (!queue_.empty()) resolve_all_unseen();
  if (has_many_gaps()) unmatched_ = true;
  const auto ahead = server_.codes_ahead(has_many_gaps() ? 0 : kAhead);
  const Ends ends = ahead.whole ? ends_ : Ends::kOpen;
  const bool matched = !unmatched_ && server_seen_;
  const std::vector<int> codes = matched ? ahead.codes : std::vector<int>();
  if (client_.mode() == ClientReader::Mode::kBody) {
    resynchronise_body(codes, server_gap ? Ends::kOpen : ends);
  } else {
    resynchronise_commands(codes, ends, server_gap || facts_.midstream ? -std::int64_t{kAhead} : 0);
  }
}

// Only replies were lost: skip as many commands as stay without one.
void Session::resynchronise_server() {
  if (unmatched_ || has_many_gaps()) {
    server_.pass_gap();
    unmatched_ = true;
    return;
  }
  std::vector<Verb> verbs;
  bool plain = true;
  for (std::size_t index = 0; index < queue_.size(); ++index) {
    if (queue_.at(index).kind == Expected::Kind::kOddEnds) continue;
    plain = plain && queue_.at(index).kind == Expected::Kind::kCommand;
    verbs.push_back(queue_.at(index).command.verb);
  }
  const std::vector<Stretch> stretches = client_.input().look_ahead(SideInput::kAllStretches);
  const Trial trial = try_reading(stretches, 0, present_place(), client_.line_ends(), kAhead);
  verbs.insert(verbs.end(), trial.verbs.begin(), trial.verbs.end());
  const auto behind = server_.codes_behind_gap(kAhead);
  const bool open = !trial.whole || !behind.whole;
  const auto shift = find_shift(verbs, behind.codes, {-std::int64_t{kAhead}, 0},
                                open ? Ends::kOpen : ends_, recipients());
  server_.pass_gap();
  if (plain && shift) {
    lost_replies_ = -*shift;
  } else {
    unmatched_ = true;
  }
}

// Where the client stands while it waits for a reply.
TrialStart Session::present_place() const {
  using Mode = ClientReader::Mode;
  switch (client_.mode()) {
    case Mode::kAwaitReply:
      return client_.awaited() == Verb::kData       ? TrialStart::kLineStart
             : client_.awaited() == Verb::kStarttls ? TrialStart::kCommands
                                                    : TrialStart::kSecret;
    case Mode::kSecretLine:
    case Mode::kSecretMaybe:
      return TrialStart::kSecret;
    case Mode::kBody:
      return TrialStart::kInsideLine;
    case Mode::kSeek:
      return TrialStart::kSeek;
    default:
      return TrialStart::kCommands;
  }
}

void Session::resynchronise_body(const std::vector<int>& codes, Ends ends) {
  const TrialStart starts[] = {TrialStart::kInsideLine, TrialStart::kLineStart};
  for (const TrialStart start : starts) {
    const Trial trial = try_client(start);
    const bool one_to_one =
        align_one_to_one(trial.verbs, codes, trial.whole ? ends : Ends::kOpen, recipients());
    if (!one_to_one) continue;
    client_.resume_in_body(start == TrialStart::kLineStart ? DotBody::Entry::kLineStart
                                                           : DotBody::Entry::kInsideLine);
    return;
  }
  if (resume_after_lost_end(codes, ends)) return;
  // The next reply is the end of data's, wherever that end was; of the later ones nothing is
  // certain.
  client_.resume_in_body(DotBody::Entry::kInsideLine);
  unmatched_after_end_ = true;
}

// The recipients that the next end of data has its replies for, and those of the mail after it.
Recipients Session::recipients() const { return {log_.end_replies(), log_.accepted_recipients()}; }
Recipients Session::recipients_of_next() const { return {log_.end_replies(), 0}; }

// The end of data was lost. The first reply (of LMTP, so many as there are recipients) is its own;
// the others say what came after it.
bool Session::resume_after_lost_end(const std::vector<int>& codes, Ends ends) {
  const Recipients open = recipients();
  const bool several = open.end_replies == EndReplies::kPerRecipient && open.accepted > 1;
  const std::vector<int> rest = without_first(codes, several ? open.accepted : 1);
  const auto most = static_cast<std::int64_t>(rest.size());
  for (const TrialStart start : {TrialStart::kSeek, TrialStart::kSeekAfterCutLine}) {
    const Trial trial = try_client(start);
    if (!trial.clean || trial.skipped > 0) continue;
    const auto shift = find_shift(trial.verbs, rest, {0, most}, trial.whole ? ends : Ends::kOpen,
                                  recipients_of_next());
    if (!shift) continue;
    client_.end_body_in_gap();
    expect_lost(*shift);
    client_.resume_with_commands(start == TrialStart::kSeek ? ClientReader::FirstLine::kWhole
                                                            : ClientReader::FirstLine::kPartial);
    log_.set_unsynced();
    return true;
  }
  const Trial trial = try_client(TrialStart::kInsideLine);
  const auto shift = find_shift(trial.verbs, rest, {1, most}, trial.whole ? ends : Ends::kOpen,
                                recipients_of_next());
  if (!shift || rest[static_cast<std::size_t>(*shift - 1)] != 354) return false;
  client_.end_body_in_gap();
  expect_lost(*shift);
  lost_body_follows_ = true;
  return true;
}

void Session::expect_lost(std::int64_t shift) {
  if (shift < 0) {
    lost_replies_ = -shift;
  } else if (shift > 0) {
    Expected& lost = queue_.push();
    lost.kind = Expected::Kind::kLostReplies;
    lost.count = static_cast<std::uint64_t>(shift);
  }
}

void Session::resynchronise_commands(const std::vector<int>& codes, Ends ends,
                                     std::int64_t lowest) {
  client_.leave_chunks();
  if (content_.in_use()) log_.forget_envelope();
  log_.set_unsynced();
  const auto most = static_cast<std::int64_t>(codes.size());
  const auto body = shift_of_lost_data(codes, ends, {lowest < 0 ? lowest : 1, most});
  // Bytes of a body right away, when every reply has its place then.
  if (body && *body <= 0) {
    resume_with_lost_data(*body);
    return;
  }
  const bool cut = client_.line_is_cut();
  for (const TrialStart start : {TrialStart::kSeek, TrialStart::kSeekAfterCutLine}) {
    if (cut && start == TrialStart::kSeek) continue;
    const Trial trial = try_client(start);
    if (!trial.clean || trial.skipped > kMostSkipped) continue;
    const auto shift = find_shift(trial.verbs, codes, {lowest, most},
                                  trial.whole ? ends : Ends::kOpen, recipients());
    // Of two readings the one that supposes less to be lost.
    if (!shift || (body && *body < *shift)) continue;
    // One lost command does not begin another envelope; more may have.
    if (*shift > 1) log_.forget_envelope();
    expect_lost(*shift);
    client_.resume_with_commands(start == TrialStart::kSeek ? ClientReader::FirstLine::kWhole
                                                            : ClientReader::FirstLine::kPartial);
    return;
  }
  if (body) {
    resume_with_lost_data(*body);
  } else {
    resume_by_syntax();
  }
}

// How many replies were to lost commands, if a DATA was lost and what follows the gap is its body.
// When its reply was not lost, that is the 354 before the reply to the end of data.
std::optional<std::int64_t> Session::shift_of_lost_data(const std::vector<int>& codes, Ends ends,
                                                        ShiftRange range) const {
  const Trial trial = try_client(TrialStart::kInsideLine);
  if (!trial.clean || trial.verbs.empty()) return std::nullopt;
  if (!trial.whole) ends = Ends::kOpen;
  auto shift = find_shift(trial.verbs, codes, range, ends, recipients());
  const bool opens_body = !codes.empty() && codes[0] == 354;
  if (!shift && opens_body &&
      align_one_to_one(trial.verbs, without_first(codes), ends, recipients()))
    shift = 1;
  if (shift && *shift > 0 && codes[static_cast<std::size_t>(*shift - 1)] != 354) shift.reset();
  return shift;
}

void Session::resume_with_lost_data(std::int64_t shift) {
  expect_lost(shift);
  if (shift == 1 && log_.has_envelope()) {
    client_.resume_in_lost_body(MailContent::Begin::kSeen);
  } else {
    lost_body_follows_ = true;
  }
}

// No reply helps. A command right behind the gap is one; otherwise it is the rest of a body.
void Session::resume_by_syntax() {
  const bool cut = client_.line_is_cut();
  unmatched_ = true;
  log_.forget_envelope();
  const Trial trial = try_client(cut ? TrialStart::kSeekAfterCutLine : TrialStart::kSeek);
  const bool commands = !trial.verbs.empty() && trial.skipped <= kMostSkipped;
  const Trial body = try_client(TrialStart::kInsideLine);
  if (commands || body.verbs.empty() || trial.skipped <= kMostSkipped) {
    client_.resume_with_commands(cut ? ClientReader::FirstLine::kPartial
                                     : ClientReader::FirstLine::kWhole);
  } else {
    client_.resume_in_lost_body(MailContent::Begin::kNotSeen);
  }
}

}  // namespace constat::parser::smtp
