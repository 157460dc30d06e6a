#include "parser/smtp/transaction_log.h"

#include <algorithm>

namespace constat::parser::smtp {

using capture::Outcome;

TransactionLog::TransactionLog(const Limits& limits, SessionFacts& facts, DefectLog& client_defects,
                               MailContent& content, MailMemory& memory, capture::MailSink& mails)
    : limits_(limits),
      facts_(facts),
      defects_(client_defects),
      content_(content),
      memory_(memory),
      mails_(mails) {}

void TransactionLog::advance(const Expected& exchange, const ServerReply* reply) {
  const ReplyClass reply_class = reply ? class_of(reply->code) : ReplyClass::kNone;
  if (const auto next = next_state(state_, exchange.command.verb, reply_class)) {
    state_ = *next;
    return;
  }
  defects_.note(DefectKind::kCommandOutOfOrder, exchange.where);
  // The server's answer says what came of it all the same.
  if (const auto next = next_state(State::kUnsynced, exchange.command.verb, reply_class)) {
    if (*next != State::kUnsynced) state_ = *next;
  }
}

TransactionLog::Result TransactionLog::apply(const Expected& exchange, const ServerReply* reply,
                                             Outcome unseen) {
  if (next_recipient_ == 0) advance(exchange, reply);
  if (exchange.breaks_off_chunks) break_off();
  const bool worked = reply == nullptr || class_of(reply->code) == ReplyClass::kPositive;
  switch (exchange.command.verb) {
    case Verb::kEhlo:
    case Verb::kHelo:
    case Verb::kLhlo:
      apply_greeting(exchange.command, reply);
      break;
    case Verb::kMail:
      apply_mail(exchange, reply);
      break;
    case Verb::kRcpt:
      apply_rcpt(exchange.command, reply, unseen);
      break;
    case Verb::kData:
      apply_data(reply);
      break;
    case Verb::kEndOfData:
    case Verb::kBdatLast:
      return apply_end_of_mail(reply, unseen);
    case Verb::kBdat:
      apply_chunk(reply);
      break;
    case Verb::kRset:
    case Verb::kQuit:
      if (worked) close(TransactionState::kAborted);
      break;
    case Verb::kStarttls:
      apply_starttls(reply);
      break;
    case Verb::kXclient:
    case Verb::kXforward:
      apply_claim(exchange, reply, unseen);
      break;
    case Verb::kAuth:
    case Verb::kAuthLine:
      apply_auth(exchange.command, reply, unseen);
      break;
    default:
      break;
  }
  return Result::kDone;
}

void TransactionLog::apply_greeting(const Command& command, const ServerReply* reply) {
  if (keeps(facts_.helo.size(), sizeof(command.argument) + command.argument.size()))
    facts_.helo.push_back(command.argument);
  if (reply != nullptr && class_of(reply->code) != ReplyClass::kPositive) return;
  close(TransactionState::kAborted);
  per_recipient_ = command.verb == Verb::kLhlo;
  if (reply == nullptr) return;
  if (reply->offers_starttls && facts_.starttls == Starttls::kNotOffered) {
    facts_.starttls = Starttls::kOffered;
  }
  take_capabilities(*reply);
}

// RFC 5321 section 4.1.1.1: one a line, behind the line of the greeting.
void TransactionLog::take_capabilities(const ServerReply& reply) {
  facts_.capabilities.clear();
  std::string_view rest = reply.text;
  for (std::size_t lf = rest.find('\n'); lf != std::string_view::npos; lf = rest.find('\n')) {
    rest.remove_prefix(lf + 1);
    if (facts_.capabilities.size() >= limits_.smtp_capabilities) return;
    facts_.capabilities.emplace_back(
        rest.substr(0, std::min(rest.find('\n'), limits_.smtp_argument_bytes)));
  }
}

void TransactionLog::apply_claim(const Expected& exchange, const ServerReply* reply,
                                 Outcome unseen) {
  const bool starts_over = exchange.command.verb == Verb::kXclient && reply != nullptr &&
                           class_of(reply->code) == ReplyClass::kPositive;
  if (starts_over) close(TransactionState::kAborted);
  if (facts_.claims.size() >= limits_.claims_per_session) {
    ++facts_.claims_not_kept;
    return;
  }
  Claim claim;
  claim.by = exchange.command.verb == Verb::kXclient ? ClaimedBy::kXclient : ClaimedBy::kXforward;
  claim.where = exchange.where;
  claim.frame = exchange.from.frame;
  claim.outcome = reply ? capture::outcome_of_reply(reply->code) : unseen;
  if (!read_claim_attributes(exchange.command.verbatim, claim)) {
    defects_.note(DefectKind::kClaimMalformed, exchange.where);
  }
  facts_.claims.push_back(std::move(claim));
}

EndReplies TransactionLog::end_replies() const {
  return per_recipient_ ? EndReplies::kPerRecipient : EndReplies::kOne;
}

std::uint64_t TransactionLog::accepted_recipients() const {
  if (!open_) return 0;
  return static_cast<std::uint64_t>(std::count_if(
      open_->recipients.begin(), open_->recipients.end(),
      [](const capture::Recipient& one) { return one.outcome == Outcome::kAccepted; }));
}

Transaction& TransactionLog::open() {
  if (!open_) {
    open_.emplace();
    mail_accepted_ = true;
    data_refused_ = false;
    final_reply_ = {};
    mail_from_ = {};
    open_bytes_ = sizeof(Transaction);
  }
  return *open_;
}

void TransactionLog::apply_mail(const Expected& exchange, const ServerReply* reply) {
  const bool refused = reply != nullptr && class_of(reply->code) != ReplyClass::kPositive;
  // A nested MAIL is refused (503) and leaves the transaction as it is.
  if (refused && open_ && mail_accepted_) return;
  close(TransactionState::kAborted);
  Transaction& transaction = open();
  transaction.mail_from_seen = true;
  transaction.mail_from = exchange.command.argument;
  transaction.mail_argument = exchange.command.verbatim;
  transaction.mail_from_reply = reply ? reply->code : 0;
  if (reply != nullptr) transaction.mail_from_status = read_enhanced_status(reply->text);
  open_bytes_ += transaction.mail_from.size() + transaction.mail_argument.size();
  mail_accepted_ = !refused;
  mail_from_ = exchange.from;
}

void TransactionLog::apply_rcpt(const Command& command, const ServerReply* reply, Outcome unseen) {
  Transaction& transaction = open();
  const std::size_t taken = sizeof(capture::Recipient) + sizeof(RecipientDetail) +
                            command.argument.size() + command.verbatim.size();
  if (transaction.recipients.size() >= limits_.recipients_per_mail ||
      open_bytes_ + taken > limits_.envelope_bytes_per_transaction) {
    if (transaction.recipients_not_kept++ == 0) defects_.note(DefectKind::kTransactionLimit, {});
    return;
  }
  open_bytes_ += taken;
  capture::Recipient& recipient = transaction.recipients.emplace_back();
  recipient.address = command.argument;
  recipient.reply = reply ? reply->code : 0;
  recipient.outcome = reply ? capture::outcome_of_reply(reply->code) : unseen;
  RecipientDetail& detail = transaction.details.emplace_back();
  detail.argument = command.verbatim;
  if (reply != nullptr) detail.status = read_enhanced_status(reply->text);
}

void TransactionLog::apply_data(const ServerReply* reply) {
  data_refused_ = reply != nullptr && class_of(reply->code) != ReplyClass::kIntermediate;
  if (data_refused_) return;
  if (content_.in_use()) {
    // DATA in the middle of chunks: they are broken off (RFC 3030 section 2 forbids the mixture).
    content_.end(MailContent::End::kNever, {});
    break_off();
  }
  open();
}

void TransactionLog::apply_chunk(const ServerReply* reply) {
  open();
  const bool refused = reply != nullptr && class_of(reply->code) != ReplyClass::kPositive;
  // The first refusal decides: the server drops the chunks that follow (RFC 3030 section 2).
  if (refused && final_reply_.code == 0) final_reply_ = {reply->code, reply->text};
}

void TransactionLog::apply_starttls(const ServerReply* reply) {
  if (reply == nullptr) return;
  if (class_of(reply->code) != ReplyClass::kPositive) {
    if (facts_.starttls != Starttls::kAccepted) facts_.starttls = Starttls::kRefused;
    return;
  }
  facts_.starttls = Starttls::kAccepted;
  close(TransactionState::kEncrypted);
}

bool TransactionLog::keeps(std::size_t count, std::size_t bytes) {
  const bool fits = count < limits_.transactions_per_session &&
                    stored_bytes_ + bytes <= limits_.envelope_bytes_per_session;
  if (fits) {
    stored_bytes_ += bytes;
  } else if (!limit_noted_) {
    defects_.note(DefectKind::kTransactionLimit, {});
    limit_noted_ = true;
  }
  return fits;
}

void TransactionLog::apply_auth(const Command& command, const ServerReply* reply, Outcome unseen) {
  if (command.verb == Verb::kAuth) {
    if (!keeps(facts_.auth.size(), sizeof(Authentication) + command.argument.size())) return;
    facts_.auth.push_back({command.argument, unseen});
  }
  if (facts_.auth.empty() || reply == nullptr) return;
  if (class_of(reply->code) == ReplyClass::kIntermediate) return;
  facts_.auth.back().outcome = capture::outcome_of_reply(reply->code);
}

// RFC 2033 section 4.2: after the end of data, one reply for each recipient that was accepted.
// False when no recipient is left to answer for.
bool TransactionLog::apply_recipient_reply(const ServerReply* reply, Outcome unseen) {
  auto& recipients = open().recipients;
  const auto accepted = [](const capture::Recipient& recipient) {
    return recipient.outcome == Outcome::kAccepted;
  };
  const auto first = recipients.begin() + static_cast<std::ptrdiff_t>(next_recipient_);
  const auto found = std::find_if(first, recipients.end(), accepted);
  if (found == recipients.end()) return false;
  found->outcome = reply ? capture::outcome_of_reply(reply->code) : unseen;
  if (reply != nullptr) {
    RecipientDetail& detail = open_->details[static_cast<std::size_t>(found - recipients.begin())];
    detail.final_reply = reply->code;
    detail.final_status = read_enhanced_status(reply->text);
  }
  next_recipient_ = static_cast<std::size_t>(found - recipients.begin()) + 1;
  return std::find_if(found + 1, recipients.end(), accepted) != recipients.end();
}

TransactionLog::Result TransactionLog::apply_end_of_mail(const ServerReply* reply, Outcome unseen) {
  open();
  // Of several replies the mail keeps the first that accepts, else the first.
  const bool better =
      reply != nullptr && (final_reply_.code == 0 ||
                           (next_recipient_ > 0 && class_of(reply->code) == ReplyClass::kPositive &&
                            class_of(final_reply_.code) != ReplyClass::kPositive));
  if (better) final_reply_ = {reply->code, reply->text};
  if (per_recipient_) {
    bool more = apply_recipient_reply(reply, unseen);
    if (reply != nullptr && more) return Result::kMoreReplies;
    while (more) more = apply_recipient_reply(reply, unseen);
  }
  next_recipient_ = 0;
  conclude_mail(unseen, TransactionState::kCut);
  return Result::kDone;
}

void TransactionLog::hand_on(Transaction& transaction, Outcome outcome) {
  name_session(facts_);
  capture::RawMail& mail = memory_.mail();
  content_.describe(mail);
  mail.door = facts_.door;
  mail.input = facts_.input;
  mail.session_id = facts_.id;
  mail.id = capture::mail_id(facts_.id, facts_.mails, mail.sha256);
  mail.has_envelope = transaction.mail_from_seen || !transaction.recipients.empty();
  mail.mail_from_seen = transaction.mail_from_seen;
  mail.mail_from = transaction.mail_from;
  mail.recipients = transaction.recipients;
  mail.recipients_not_kept = transaction.recipients_not_kept;
  mail.client_ip = to_string(facts_.client.ip);
  mail.helo = facts_.helo.empty() ? std::string() : facts_.helo.back();
  mail.reply = final_reply_;
  mail.outcome = outcome;
  if (transaction.mail_from_seen) {
    mail.first_frame = mail_from_.frame;
    mail.time = mail_from_.time;
  }
  ++facts_.mails;
  transaction.mail = mail.id;
  mails_.on_mail(mail);
}

void TransactionLog::conclude_mail(Outcome unseen, TransactionState otherwise) {
  Transaction& transaction = open();
  const int code = final_reply_.code;
  transaction.final_status = read_enhanced_status(final_reply_.text);
  const Outcome outcome = code != 0 ? capture::outcome_of_reply(code) : unseen;
  const TransactionState state = outcome == Outcome::kAccepted   ? TransactionState::kCompleted
                                 : outcome == Outcome::kRefused  ? TransactionState::kRefused
                                 : outcome == Outcome::kDeferred ? TransactionState::kRefused
                                                                 : otherwise;
  // A second BDAT LAST, or any other end of nothing, that the server refused.
  const bool no_mail = content_.in_use() && content_.size() == 0 && content_.missing().empty() &&
                       !transaction.mail_from_seen && transaction.recipients.empty() && code >= 400;
  if (no_mail) {
    content_.clear();
    open_.reset();
    return;
  }
  if (content_.in_use()) {
    hand_on(transaction, outcome);
    content_.clear();
  }
  store(state);
}

TransactionState TransactionLog::state_without_mail(TransactionState otherwise) const {
  const auto refused = [](const capture::Recipient& recipient) {
    return recipient.outcome == Outcome::kRefused || recipient.outcome == Outcome::kDeferred;
  };
  const auto& recipients = open_->recipients;
  const bool none_accepted =
      !recipients.empty() && std::all_of(recipients.begin(), recipients.end(), refused);
  return !mail_accepted_ || data_refused_ || none_accepted ? TransactionState::kRefused : otherwise;
}

void TransactionLog::close(TransactionState state) {
  if (open_) store(state_without_mail(state));
}

void TransactionLog::store(TransactionState state) {
  open_->state = state;
  if (facts_.transactions.size() < limits_.transactions_per_session &&
      stored_bytes_ + open_bytes_ <= limits_.envelope_bytes_per_session) {
    stored_bytes_ += open_bytes_;
    facts_.transactions.push_back(std::move(*open_));
  } else if (facts_.transactions_not_kept++ == 0) {
    defects_.note(DefectKind::kTransactionLimit, {});
  }
  open_.reset();
  data_refused_ = false;
}

void TransactionLog::break_off() {
  if (content_.in_use()) conclude_mail(Outcome::kNotObserved, TransactionState::kAborted);
}

void TransactionLog::forget_envelope() {
  if (content_.in_use()) conclude_mail(Outcome::kNotObserved, TransactionState::kCut);
  close(TransactionState::kCut);
  state_ = State::kUnsynced;
}

void TransactionLog::finish() {
  next_recipient_ = 0;
  if (content_.in_use()) conclude_mail(Outcome::kNotObserved, TransactionState::kCut);
  close(TransactionState::kCut);
}

}  // namespace constat::parser::smtp
