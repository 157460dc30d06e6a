#include "parser/smtp/session.h"

#include <algorithm>
#include <utility>

namespace constat::parser::smtp {

using capture::Outcome;
using capture::Side;
using capture::StreamEnd;

Session::Session(const Limits& limits, const capture::Flow& flow, Side client, capture::Door door,
                 MailMemory& memory, capture::MailSink& mails, SessionSink& sessions)
    : limits_(limits),
      client_side_(client),
      sessions_(sessions),
      client_defects_(limits.defects_per_mail),
      server_defects_(limits.defects_per_mail),
      content_(limits, memory),
      client_(limits, facts_, client_defects_, queue_, content_),
      server_(limits, facts_.bytes, server_defects_),
      log_(limits, facts_, client_defects_, content_, memory, mails) {
  facts_.sequence_seed = flow.sequence_seed;
  facts_.input = flow.first_frame.input;
  facts_.first_frame = flow.first_frame;
  facts_.time = flow.time;
  facts_.client = client == Side::kInitiator ? flow.initiator : flow.responder;
  facts_.server = client == Side::kInitiator ? flow.responder : flow.initiator;
  facts_.door = door;
  facts_.midstream = flow.pickup == capture::Pickup::kMidstream;
  if (facts_.midstream) {
    // What was said before is not known: as after a gap of unknown size.
    log_.set_unsynced();
    server_.skip_opening();
    client_.input().add(capture::StreamGap{client, 0, 0, flow.time, flow.first_frame});
  } else {
    queue_.push().command.verb = Verb::kGreeting;
  }
}

void Session::on_bytes(const capture::StreamChunk& chunk) {
  if (chunk.bytes.empty()) return;
  const bool from_client = chunk.side == client_side_;
  (from_client ? client_seen_ : server_seen_) = true;
  SideInput& input = from_client ? client_.input() : server_.input();
  input.add(chunk);
  run();
  relieve();
  input.settle();
}

void Session::on_gap(const capture::StreamGap& gap) {
  facts_.bytes.missing += gap.length;
  (gap.side == client_side_ ? client_.input() : server_.input()).add(gap);
  run();
}

void Session::on_conflict(const capture::StreamConflict& conflict) {
  (conflict.side == client_side_ ? client_defects_ : server_defects_)
      .note(DefectKind::kOverlapConflict, conflict.where);
  if (facts_.conflicts.size() >= limits_.defects_per_mail) return;
  Conflict& kept = facts_.conflicts.emplace_back();
  kept.side = conflict.side;
  kept.where = conflict.where;
  kept.first = conflict.first;
  kept.later = conflict.later;
  kept.frame = conflict.frame;
  kept.acknowledged_before = conflict.acknowledged_before;
  if (conflict.side != client_side_) return;
  if (!conflicts_) conflicts_ = std::make_unique<ConflictLog>();
  const bool judged = conflicts_->add(conflict, facts_.conflicts.size() - 1, latest_answers_);
  if (!judged) kept.replies_bear_out = RepliesBearOut::kNotObserved;
}

void Session::on_note(const capture::StreamNote& note) {
  (note.side == client_side_ ? client_defects_ : server_defects_).note(note.kind, note.where);
}

void Session::run() {
  for (;;) {
    const bool client_moved = run_client();
    const bool replies_moved = match_replies();
    if (!client_moved && !replies_moved) return;
  }
}

bool Session::run_client() {
  bool moved = false;
  while ((client_step_ = client_.step()) == ClientReader::Step::kMoved) {
    moved = true;
    // A queue that nobody will answer is emptied as it grows.
    if (unmatched_) resolve_all_unseen();
  }
  return moved;
}

bool Session::match_replies() {
  bool moved = server_.drain_encrypted();
  while (match_front()) moved = true;
  if (client_.mode() == ClientReader::Mode::kEncrypted && queue_.empty()) drain_clear_server_text();
  if (lost_body_follows_ && queue_.empty()) {
    lost_body_follows_ = false;
    log_.forget_envelope();
    client_.resume_in_lost_body(MailContent::Begin::kNotSeen);
    moved = true;
  }
  return moved;
}

// True when the front of the queue, or a reply, was dealt with.
bool Session::match_front() {
  if (unmatched_) return drain_unmatched();
  if (queue_.empty()) return false;
  Expected& front = queue_.front();
  if (front.kind == Expected::Kind::kUnmatched) {
    queue_.pop();
    unmatched_ = true;
    return true;
  }
  if (front.kind == Expected::Kind::kOddEnds) return match_odd_ends();
  if (front.kind == Expected::Kind::kLostReplies) {
    if (front.count == 0) {
      queue_.pop();
      return true;
    }
    if (server_.next() == nullptr) return false;
    --front.count;
    return true;
  }
  if (lost_replies_ > 0) {
    --lost_replies_;
    resolve(nullptr);
    return true;
  }
  const ServerReply* reply = server_.next();
  if (reply == nullptr) return false;
  resolve(reply);
  return true;
}

bool Session::drain_unmatched() {
  bool moved = !queue_.empty();
  resolve_all_unseen();
  while (const ServerReply* reply = server_.next()) {
    moved = true;
    const bool offers = reply->offers_starttls && facts_.starttls == Starttls::kNotOffered;
    if (offers) facts_.starttls = Starttls::kOffered;
  }
  while (server_at_gap()) {
    moved = true;
    server_.pass_gap();
  }
  return moved;
}

void Session::resolve(const ServerReply* reply) {
  const Expected& front = queue_.front();
  const Verb verb = front.command.verb;
  if (verb == Verb::kEndOfData && !odd_ends_) find_odd_ends();
  if (log_.apply(front, reply, unseen_) == TransactionLog::Result::kMoreReplies) return;
  note_answer(front, reply);
  queue_.pop();
  if (verb == Verb::kEndOfData && odd_ends_) {
    odd_ends_->name(log_.latest_mail());
    if (reply == nullptr) leave_odd_ends(EndOfDataTaken::kNotObserved);
  }
  if (verb == Verb::kStarttls && reply != nullptr && reply->code / 100 == 2) server_.expect_tls();
  if (verb == Verb::kEndOfData && unmatched_after_end_) {
    unmatched_after_end_ = false;
    unmatched_ = true;
  }
  if (queue_.empty() && client_.waits_for_reply()) {
    client_.answered(reply == nullptr ? ReplyClass::kNone : class_of(reply->code));
  }
}

void Session::note_answer(const Expected& exchange, const ServerReply* reply) {
  if (exchange.command.verb == Verb::kGreeting) return;
  latest_answers_.add({exchange.end, reply == nullptr ? 0 : reply->code, exchange.command.verb});
  if (conflicts_) conflicts_->answered(exchange, reply);
}

void Session::resolve_all_unseen() {
  while (!queue_.empty()) {
    if (queue_.front().kind == Expected::Kind::kCommand) {
      resolve(nullptr);
    } else {
      if (odd_ends_) leave_odd_ends(EndOfDataTaken::kNotObserved);
      queue_.pop();
    }
  }
}

// RFC 3207 section 4.2: the server speaks next within TLS. Clear text before it may have been put
// there by somebody else (CVE-2021-38371).
void Session::drain_clear_server_text() {
  if (!server_.tls_expected()) return;
  while (const ServerReply* reply = server_.next()) {
    server_defects_.note(DefectKind::kServerSpokeBeforeTls,
                         {reply->offset, server_.input().offset() - reply->offset});
  }
  server_.drain_encrypted();
}

// More waits than may: from here on replies are no longer given to commands, and the client is read
// by what it says alone.
void Session::relieve() {
  while (client_.input().waiting() > limits_.smtp_waiting_bytes) {
    if (odd_ends_) {
      decide_odd_ends(Ends::kOpen);
    } else if (stands_at_gap()) {
      resynchronise();
    } else if (!unmatched_) {
      unmatched_ = true;
    } else if (client_.chunk_waits()) {
      log_.break_off();
    } else {
      break;
    }
    run();
  }
  if (server_.input().waiting() > limits_.smtp_waiting_bytes && !unmatched_) {
    if (odd_ends_) leave_odd_ends(EndOfDataTaken::kNotObserved);
    unmatched_ = true;
    run();
  }
}

void Session::on_end(StreamEnd reason, capture::FrameRef last_frame) {
  const bool seen_to_end = reason == StreamEnd::kFinished || reason == StreamEnd::kReset;
  if (seen_to_end) ends_ = Ends::kKnown;
  run();
  while (conclude_next()) run();
  read_unexpected_replies();
  server_.finish();
  log_.finish();
  emit(last_frame);
}

void Session::give_up(capture::FrameRef last_frame) {
  const SideInput& input = client_.input();
  client_defects_.note(DefectKind::kSessionGivenUp, {input.offset() + input.waiting(), 0});
  on_end(StreamEnd::kEvicted, last_frame);
}

// One step towards the end: true while something was left to decide.
bool Session::conclude_next() {
  const bool doubtful =
      odd_ends_ && !queue_.empty() && queue_.front().kind == Expected::Kind::kOddEnds;
  if (doubtful && !stands_at_gap()) {
    decide_odd_ends(ends_);
    return true;
  }
  if (stands_at_gap()) {
    resynchronise();
    return true;
  }
  if (!queue_.empty()) {
    const bool unanswered = ends_ == Ends::kKnown && server_seen_ && !unmatched_;
    unseen_ = unanswered ? Outcome::kUnanswered : Outcome::kNotObserved;
    if (queue_.front().kind == Expected::Kind::kCommand) {
      resolve(nullptr);
    } else {
      queue_.pop();
    }
    unseen_ = Outcome::kNotObserved;
    return true;
  }
  if (client_.chunk_waits()) {
    log_.break_off();
    return true;
  }
  client_.finish();
  return !queue_.empty();
}

void Session::read_unexpected_replies() {
  while (const ServerReply* reply = server_.next()) {
    if (reply->offers_starttls && facts_.starttls == Starttls::kNotOffered) {
      facts_.starttls = Starttls::kOffered;
    }
    if (conflicts_) conflicts_->unexpected(*reply);
    // A server may say 421 unasked (RFC 5321 section 3.8); without its client nothing is
    // unexpected.
    if (!client_seen_ || unmatched_ || reply->code == 421) continue;
    server_defects_.note(DefectKind::kReplyUnexpected,
                         {reply->offset, server_.input().offset() - reply->offset});
  }
  server_.drain_encrypted();
}

void Session::emit(capture::FrameRef last_frame) {
  name_session(facts_);
  if (conflicts_) conflicts_->finish(facts_.conflicts);
  facts_.last_frame = last_frame;
  facts_.sides = client_seen_ && server_seen_ ? Sides::kBoth
                 : client_seen_               ? Sides::kClientOnly
                                              : Sides::kServerOnly;
  facts_.client_defects = client_defects_.kept();
  facts_.server_defects = server_defects_.kept();
  std::stable_sort(facts_.client_defects.begin(), facts_.client_defects.end(),
                   [](const Defect& a, const Defect& b) {
                     return a.where != b.where ? a.where < b.where : a.kind < b.kind;
                   });
  std::stable_sort(facts_.server_defects.begin(), facts_.server_defects.end(),
                   [](const Defect& a, const Defect& b) {
                     return a.where != b.where ? a.where < b.where : a.kind < b.kind;
                   });
  facts_.defects_not_kept = client_defects_.not_kept() + server_defects_.not_kept();
  sessions_.on_session(facts_);
}

}  // namespace constat::parser::smtp
