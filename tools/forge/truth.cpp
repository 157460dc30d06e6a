#include "tools/forge/truth.h"

#include <algorithm>

#include "core/json_writer.h"

namespace constat::forge {
namespace {

// Bytes of `range` that lie in the sorted `captured` stretches, each counted once.
std::uint64_t covered(const ByteRange& range, const std::vector<ByteRange>& captured) {
  std::uint64_t at = range.offset;
  std::uint64_t total = 0;
  for (const ByteRange& piece : captured) {
    const std::uint64_t begin = std::max(piece.offset, at);
    const std::uint64_t end = std::min(piece.end(), range.end());
    if (begin >= end) continue;
    total += end - begin;
    at = end;
  }
  return total;
}

std::string text_of(const Endpoint& end) {
  const std::string ip = to_string(end.ip);
  return (end.ip.version == 6 ? "[" + ip + "]" : ip) + ":" + std::to_string(end.port);
}

std::string_view name_of(StarttlsPlan starttls) {
  switch (starttls) {
    case StarttlsPlan::kNone:
      return "not_offered";
    case StarttlsPlan::kOffered:
      return "offered";
    case StarttlsPlan::kRefused:
      return "refused";
    case StarttlsPlan::kAccepted:
      return "accepted";
  }
  return "";
}

std::string_view name_of(SidesKept sides) {
  switch (sides) {
    case SidesKept::kBoth:
      return "both";
    case SidesKept::kClientOnly:
      return "client_only";
    case SidesKept::kServerOnly:
      return "server_only";
  }
  return "";
}

void put_reply(JsonWriter& json, int code) {
  json.key("reply");
  if (code == 0) {
    json.null();
  } else {
    json.value(code);
  }
}

void put_envelope(JsonWriter& json, const SentTransaction& sent) {
  json.key("mail_from").value(sent.mail_from).key("recipients").begin_array();
  for (const SentRecipient& recipient : sent.recipients) {
    json.begin_object().key("address").value(recipient.address);
    put_reply(json, recipient.reply);
    json.key("outcome").value(name_of(recipient.outcome)).end_object();
  }
  json.end_array();
}

template <typename Counts, typename Enum>
void put_counts(JsonWriter& json, const char* name, const Counts& counts, Enum) {
  json.key(name).begin_object();
  for (std::size_t i = 0; i < counts.size(); ++i)
    json.key(name_of(static_cast<Enum>(i))).value(counts[i]);
  json.end_object();
}

}  // namespace

std::string_view name_of(Completeness completeness) {
  switch (completeness) {
    case Completeness::kComplete:
      return "complete";
    case Completeness::kHoled:
      return "holed";
    case Completeness::kTruncated:
      return "truncated";
    case Completeness::kMidstream:
      return "midstream";
    case Completeness::kUnseen:
      return "unseen";
  }
  return "";
}

Seen seen_of(const SentMail& mail, const SessionPlan& plan, std::vector<ByteRange> captured) {
  std::sort(captured.begin(), captured.end());
  std::uint64_t sent = 0;
  std::uint64_t kept = 0;
  for (const ByteRange& range : mail.wire) {
    sent += range.length;
    kept += covered(range, captured);
  }
  Seen seen;
  seen.missing = sent - kept;
  if (seen.missing == 0) {
    seen.completeness = mail.cut ? Completeness::kTruncated : Completeness::kComplete;
    return seen;
  }
  const bool begins = covered({mail.wire.front().offset, 1}, captured) == 1;
  seen.completeness = Completeness::kHoled;
  if (plan.starts_at_segment > 0 && !begins) seen.completeness = Completeness::kMidstream;
  if (kept == 0) seen.completeness = Completeness::kUnseen;
  return seen;
}

void Truth::add(const SessionPlan& plan, const Dialogue& dialogue,
                const std::vector<ByteRange>& captured, std::uint64_t frames) {
  ++sessions_;
  mails_in_session_ = 0;
  if (plan.starttls == StarttlsPlan::kAccepted) ++encrypted_sessions_;
  add_session(plan, dialogue, frames);
  for (const SentTransaction& sent : dialogue.transactions) add_transaction(sent, plan, captured);
}

void Truth::add_session(const SessionPlan& plan, const Dialogue& dialogue, std::uint64_t frames) {
  if (detail_ == TruthDetail::kSummary) return;
  const auto mails =
      std::count_if(dialogue.transactions.begin(), dialogue.transactions.end(),
                    [](const SentTransaction& sent) { return sent.mail.has_value(); });
  std::string line;
  JsonWriter json(line);
  json.begin_object().key("truth").value("session").key("session").value(sessions_);
  json.key("client").value(text_of(plan.client)).key("server").value(text_of(plan.server));
  json.key("start").value(to_rfc3339(plan.start)).key("helo").value(plan.helo);
  json.key("sides").value(name_of(plan.sides)).key("midstream").value(plan.starts_at_segment > 0);
  json.key("starttls").value(name_of(plan.starttls));
  json.key("encrypted_bytes").value(dialogue.client_encrypted + dialogue.server_encrypted);
  json.key("encrypted_bytes_of_client").value(dialogue.client_encrypted);
  json.key("transactions").value(std::uint64_t{dialogue.transactions.size()});
  json.key("mails")
      .value(static_cast<std::uint64_t>(mails))
      .key("frames")
      .value(frames)
      .end_object();
  write_line(line);
}

void Truth::add_transaction(const SentTransaction& sent, const SessionPlan& plan,
                            const std::vector<ByteRange>& captured) {
  ++transactions_;
  Sender& sender = senders_[sent.sender_domain];
  for (const SentRecipient& recipient : sent.recipients) {
    ++recipients_[static_cast<std::size_t>(recipient.outcome)];
    ++sender.recipients[static_cast<std::size_t>(recipient.outcome)];
  }
  if (sent.mail) {
    const Seen seen = seen_of(*sent.mail, plan, captured);
    ++mails_[static_cast<std::size_t>(sent.outcome)];
    ++completeness_[static_cast<std::size_t>(seen.completeness)];
    ++sender.mails;
    sender.bytes += sent.mail->bytes;
    mail_bytes_ += sent.mail->bytes;
    missing_ += seen.missing;
    objections_ += sent.mail_template->objection_to.empty() ? 0 : 1;
    return write_mail(sent, seen);
  }
  if (detail_ == TruthDetail::kSummary) return;
  std::string line;
  JsonWriter json(line);
  json.begin_object().key("truth").value("transaction").key("session").value(sessions_);
  json.key("from").value(sent.from).key("sender_domain").value(sent.sender_domain);
  put_envelope(json, sent);
  json.key("state").value(name_of(sent.end)).end_object();
  write_line(line);
}

void Truth::write_mail(const SentTransaction& sent, const Seen& seen) {
  if (detail_ == TruthDetail::kSummary) return;
  const SentMail& mail = *sent.mail;
  std::string line;
  JsonWriter json(line);
  json.begin_object().key("truth").value("mail").key("session").value(sessions_);
  json.key("mail").value(++mails_in_session_).key("template").value(sent.mail_template->name);
  json.key("from").value(sent.from).key("sender_domain").value(sent.sender_domain);
  put_envelope(json, sent);
  put_reply(json, sent.data_reply);
  json.key("outcome").value(name_of(sent.outcome)).key("state").value(name_of(sent.end));
  json.key("bytes").value(mail.bytes).key("sha256");
  json.value_or_null(seen.missing == 0 ? to_hex(mail.sha256) : "");
  json.key("completeness")
      .value(name_of(seen.completeness))
      .key("missing_bytes")
      .value(seen.missing);
  json.key("means_to_stop").begin_array();
  for (const std::string& means : sent.mail_template->means) json.value(means);
  json.end_array().key("subject").value(mail.subject);
  json.key("objection_to").value_or_null(sent.mail_template->objection_to).end_object();
  write_line(line);
}

void Truth::finish(std::uint64_t seed, std::uint64_t frames, std::uint64_t file_bytes) {
  std::uint64_t mails = 0;
  for (const std::uint64_t count : mails_) mails += count;
  std::string line;
  JsonWriter json(line);
  json.begin_object().key("truth").value("summary").key("seed").value(seed);
  json.key("frames").value(frames).key("file_bytes").value(file_bytes);
  json.key("sessions").value(sessions_).key("encrypted_sessions").value(encrypted_sessions_);
  json.key("transactions")
      .value(transactions_)
      .key("mails")
      .value(mails)
      .key("mail_bytes")
      .value(mail_bytes_);
  put_counts(json, "mails_by_outcome", mails_, Outcome{});
  put_counts(json, "mails_by_completeness", completeness_, Completeness{});
  put_counts(json, "recipients", recipients_, Outcome{});
  json.key("missing_bytes").value(missing_).key("objections").value(objections_);
  json.key("senders").begin_array();
  for (const auto& [domain, sender] : senders_) {
    json.begin_object().key("sender_domain").value(domain).key("mails").value(sender.mails);
    json.key("mail_bytes").value(sender.bytes);
    put_counts(json, "recipients", sender.recipients, Outcome{});
    json.end_object();
  }
  json.end_array().end_object();
  write_line(line);
}

void Truth::write_line(const std::string& line) { out_ << line << '\n'; }

}  // namespace constat::forge
