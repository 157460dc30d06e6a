// Session where a mail may have ended before its end (odd_ends.h). The replies to what follows wait
// until it is known which reading the server had; while that cannot be known, the strict one holds.
#include <utility>

#include "parser/smtp/session.h"

namespace constat::parser::smtp {
namespace {

// Replies looked at behind one mail, to tell the readings apart.
constexpr std::size_t kReplies = 1000;

}  // namespace

void Session::find_odd_ends() {
  if (!content_.in_use() || content_.odd_dots().empty()) return;
  odd_ends_ = std::make_unique<OddEnds>(content_, limits_, log_.end_replies());
  next_look_ = 0;
}

// True when the doubt at the front of the queue was settled, or a reply taken.
bool Session::match_odd_ends() {
  if (!odd_ends_) {
    queue_.pop();
    return true;
  }
  if (odd_ends_->following()) return take_inner_replies();
  // Looking again costs as much as waits: the pauses grow with it, so that all looks are linear.
  const std::size_t waiting = client_.input().waiting() + server_.input().waiting() + queue_.size();
  if (waiting < next_look_) return false;
  next_look_ = waiting + waiting / 8 + 1;
  decide_odd_ends(std::nullopt);
  return !odd_ends_ || odd_ends_->following();
}

Aftermath Session::aftermath_of_mail() const {
  Aftermath aftermath;
  for (std::size_t index = 1; index < queue_.size(); ++index) {
    const Expected& expected = queue_.at(index);
    if (expected.kind == Expected::Kind::kCommand)
      aftermath.queued.push_back(expected.command.verb);
  }
  aftermath.ahead = client_.input().bytes();
  aftermath.codes = server_.codes_ahead(kReplies).codes;
  return aftermath;
}

// `ends`: nothing more can be waited for.
void Session::decide_odd_ends(std::optional<Ends> ends) {
  const bool seen = server_seen_ && client_seen_ && !unmatched_ && lost_replies_ == 0;
  if (!seen) {
    if (ends || unmatched_) leave_odd_ends(EndOfDataTaken::kNotObserved);
    return;
  }
  if (odd_ends_->following()) {
    // The server said no more: the rest of its replies will not come.
    if (ends) leave_odd_ends(EndOfDataTaken::kSecond);
    return;
  }
  Aftermath aftermath = aftermath_of_mail();
  const bool cut = client_.input().gap_ahead() || server_.input().gap_ahead();
  aftermath.ends = ends && cut ? Ends::kOpen : ends;
  const auto taken = odd_ends_->judge(aftermath);
  if (taken && *taken != EndOfDataTaken::kSecond) leave_odd_ends(*taken);
}

// The server took the second reading: so many replies are to what stands inside the mail.
bool Session::take_inner_replies() {
  while (odd_ends_->expects_reply()) {
    const ServerReply* reply = server_.next();
    if (reply == nullptr) return false;
    odd_ends_->take_reply(reply->code);
  }
  if (!odd_ends_->whole()) unmatched_ = true;
  leave_odd_ends(EndOfDataTaken::kSecond);
  return true;
}

// Behind a gap nothing tells the readings apart: what stands before it decides, or nothing does.
void Session::settle_odd_ends_at_gap() {
  decide_odd_ends(std::nullopt);
  if (odd_ends_ && odd_ends_->following()) take_inner_replies();
  if (odd_ends_) leave_odd_ends(EndOfDataTaken::kNotObserved);
}

void Session::leave_odd_ends(EndOfDataTaken taken) {
  const std::unique_ptr<OddEnds> ends = std::move(odd_ends_);
  ends->tell(ends->following() ? EndOfDataTaken::kSecond : taken, limits_, facts_);
}

}  // namespace constat::parser::smtp
