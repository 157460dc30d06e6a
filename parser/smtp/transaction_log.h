// What was agreed between the two sides: takes commands with their replies, in order, and keeps the
// envelope, the transactions and the facts of the session. Hands on each mail when it is concluded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "capture/raw_mail.h"
#include "parser/smtp/defect_log.h"
#include "parser/smtp/exchange_queue.h"
#include "parser/smtp/mail_content.h"
#include "parser/smtp/session_facts.h"
#include "parser/smtp/supposed_reading.h"
#include "parser/smtp/transitions.h"

namespace constat::parser::smtp {

class TransactionLog {
 public:
  // All must outlive the log. `facts` is filled in; its endpoints, door and input must be set.
  TransactionLog(const Limits& limits, SessionFacts& facts, DefectLog& client_defects,
                 MailContent& content, MailMemory& memory, capture::MailSink& mails);

  enum class Result : std::uint8_t { kDone, kMoreReplies };

  // `reply` is null when none was seen; `unseen` then says whether it was never given or not
  // captured. kMoreReplies: the command has a further reply (RFC 2033: one per accepted recipient).
  Result apply(const Expected& exchange, const ServerReply* reply, capture::Outcome unseen);

  // After a gap: what is open cannot be known to concern what follows.
  void forget_envelope();
  void set_unsynced() { state_ = State::kUnsynced; }
  // Concludes content that was broken off and that no reply concluded.
  void break_off();
  // No more exchanges: concludes what is open.
  void finish();

  State state() const { return state_; }
  bool has_envelope() const { return open_.has_value(); }
  // LMTP: how many replies the end of data has.
  EndReplies end_replies() const;
  std::uint64_t accepted_recipients() const;
  // Memory that the envelopes of the session take.
  std::size_t held_bytes() const { return open_bytes_ + stored_bytes_; }
  // The mail handed on last; valid until the next one is read.
  const capture::RawMail& latest_mail() const { return memory_.mail(); }

 private:
  void advance(const Expected& exchange, const ServerReply* reply);
  void apply_greeting(const Command& command, const ServerReply* reply);
  void take_capabilities(const ServerReply& reply);
  void apply_claim(const Expected& exchange, const ServerReply* reply, capture::Outcome unseen);
  void apply_mail(const Expected& exchange, const ServerReply* reply);
  void apply_rcpt(const Command& command, const ServerReply* reply, capture::Outcome unseen);
  void apply_data(const ServerReply* reply);
  void apply_starttls(const ServerReply* reply);
  void apply_auth(const Command& command, const ServerReply* reply, capture::Outcome unseen);
  Result apply_end_of_mail(const ServerReply* reply, capture::Outcome unseen);
  void apply_chunk(const ServerReply* reply);
  bool apply_recipient_reply(const ServerReply* reply, capture::Outcome unseen);

  // Is there room for one more greeting or AUTH beside `count`, that takes `bytes`? Notes the first
  // for which there is none.
  bool keeps(std::size_t count, std::size_t bytes);
  Transaction& open();
  void hand_on(Transaction& transaction, capture::Outcome outcome);
  void conclude_mail(capture::Outcome unseen, TransactionState otherwise);
  void close(TransactionState state);
  void store(TransactionState state);
  TransactionState state_without_mail(TransactionState otherwise) const;

  const Limits& limits_;
  SessionFacts& facts_;
  DefectLog& defects_;
  MailContent& content_;
  MailMemory& memory_;
  capture::MailSink& mails_;

  State state_ = State::kConnected;
  std::optional<Transaction> open_;
  bool mail_accepted_ = false;  // of open_: MAIL was not refused
  bool data_refused_ = false;
  bool per_recipient_ = false;  // LMTP
  std::size_t next_recipient_ = 0;
  Provenance mail_from_;
  capture::Reply final_reply_;
  std::size_t open_bytes_ = 0;    // that the envelope of open_ takes
  std::size_t stored_bytes_ = 0;  // that facts_.transactions, .helo and .auth take
  bool limit_noted_ = false;      // of greetings and AUTH
};

}  // namespace constat::parser::smtp
