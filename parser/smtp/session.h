// One SMTP session, read passively from both directions of one TCP connection.
//
//   StreamChunk/StreamGap --> Session --> RawMail, one per mail; SessionFacts, once
//
// The two streams are read as two processes joined by a queue of commands that await their reply;
// each waits for the other where the meaning of its next bytes depends on it, so that the result
// depends on the two byte streams alone. Only when more than Limits::smtp_waiting_bytes wait is it
// decided with what is known.
//
// After a gap, what was lost is found by aligning the commands and replies that were not; where
// that leaves a doubt, outcomes are kNotObserved from there on.
//
// Lifetime: chunks are borrowed for the call; a RawMail is valid until MailSink::on_mail returns.
// Threads: none inside.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "capture/raw_mail.h"
#include "capture/stream_events.h"
#include "core/limits.h"
#include "parser/smtp/alignment.h"
#include "parser/smtp/client_reader.h"
#include "parser/smtp/conflict_log.h"
#include "parser/smtp/odd_ends.h"
#include "parser/smtp/server_reader.h"
#include "parser/smtp/session_facts.h"
#include "parser/smtp/transaction_log.h"
#include "parser/smtp/trial.h"

namespace constat::parser::smtp {

class Session final : public capture::StreamSink {
 public:
  // `client` is the side that speaks as client. All must outlive the session.
  Session(const Limits& limits, const capture::Flow& flow, capture::Side client, capture::Door door,
          MailMemory& memory, capture::MailSink& mails, SessionSink& sessions);
  Session(Limits&& temporary, const capture::Flow& flow, capture::Side client, capture::Door door,
          MailMemory& memory, capture::MailSink& mails, SessionSink& sessions) = delete;

  void on_bytes(const capture::StreamChunk& chunk) override;
  void on_gap(const capture::StreamGap& gap) override;
  void on_conflict(const capture::StreamConflict& conflict) override;
  void on_note(const capture::StreamNote& note) override;
  void on_end(capture::StreamEnd reason, capture::FrameRef last_frame) override;

  // Ends it here, for lack of room; instead of on_end.
  void give_up(capture::FrameRef last_frame);
  // Memory that the session takes beside itself, but for what its own caps keep below some tens of
  // kilobytes (defects, claims, readings).
  std::size_t held_bytes() const {
    return content_.held_bytes() + client_.input().held_bytes() + server_.input().held_bytes() +
           queue_.held_bytes() + log_.held_bytes() + (odd_ends_ ? odd_ends_->held_bytes() : 0);
  }

 private:
  // Runs both sides until neither can move.
  void run();
  bool run_client();
  bool match_replies();
  bool match_front();
  bool drain_unmatched();
  void resolve(const ServerReply* reply);
  void note_answer(const Expected& exchange, const ServerReply* reply);
  void resolve_all_unseen();
  void drain_clear_server_text();

  // session_odd_ends.cpp: the mail at the front may have ended before its end.
  void find_odd_ends();
  bool match_odd_ends();
  bool take_inner_replies();
  void decide_odd_ends(std::optional<Ends> ends);
  void settle_odd_ends_at_gap();
  void leave_odd_ends(EndOfDataTaken taken);
  Aftermath aftermath_of_mail() const;

  // What to do when nothing moves though something waits.
  void relieve();
  void relieve_server();
  bool conclude_next();
  void read_unexpected_replies();
  void emit(capture::FrameRef last_frame);

  // resynchronise.cpp
  bool stands_at_gap() const {
    return client_step_ == ClientReader::Step::kAtGap || server_at_gap();
  }
  bool server_at_gap() const;
  bool has_many_gaps() const;
  void resynchronise();
  void resynchronise_server();
  void resynchronise_body(const std::vector<int>& codes, Ends ends);
  bool resume_after_lost_end(const std::vector<int>& codes, Ends ends);
  void resynchronise_commands(const std::vector<int>& codes, Ends ends, std::int64_t lowest);
  std::optional<std::int64_t> shift_of_lost_data(const std::vector<int>& codes, Ends ends,
                                                 ShiftRange range) const;
  void resume_with_lost_data(std::int64_t shift);
  void resume_by_syntax();
  void expect_lost(std::int64_t shift);
  Trial try_client(TrialStart start) const;
  TrialStart present_place() const;
  Recipients recipients() const;
  Recipients recipients_of_next() const;

  const Limits& limits_;
  capture::Side client_side_;
  SessionSink& sessions_;
  SessionFacts facts_;
  DefectLog client_defects_;
  DefectLog server_defects_;
  MailContent content_;
  ExchangeQueue queue_;
  ClientReader client_;
  ServerReader server_;
  TransactionLog log_;

  LatestAnswers latest_answers_;
  std::unique_ptr<ConflictLog> conflicts_;  // most sessions have none
  std::unique_ptr<OddEnds> odd_ends_;       // while those of one mail are in doubt
  std::size_t next_look_ = 0;               // in bytes that wait

  ClientReader::Step client_step_ = ClientReader::Step::kNeedsBytes;
  capture::Outcome unseen_ = capture::Outcome::kNotObserved;
  Ends ends_ = Ends::kOpen;
  std::int64_t lost_replies_ = 0;     // the next so many commands have lost their reply
  bool unmatched_ = false;            // no reply can be given to a command any more
  bool unmatched_after_end_ = false;  // the same, after the reply to the next end of data
  bool lost_body_follows_ = false;    // once the queue is empty, a body without a start is read
  bool client_seen_ = false;
  bool server_seen_ = false;
  std::uint32_t resynchronisations_ = 0;
};

}  // namespace constat::parser::smtp
