#include "tools/forge/transaction.h"

#include <algorithm>
#include <utility>

#include "tools/forge/encoded_word.h"
#include "tools/forge/replies.h"

namespace constat::forge {
namespace {

Outcome outcome_of(int code) {
  if (code == 0) return Outcome::kUnanswered;
  if (code < 300) return Outcome::kAccepted;
  return code < 500 ? Outcome::kDeferred : Outcome::kRefused;
}

bool any_accepted(const SentTransaction& sent) {
  return std::any_of(sent.recipients.begin(), sent.recipients.end(),
                     [](const SentRecipient& recipient) {
                       return outcome_of(recipient.reply) == Outcome::kAccepted;
                     });
}

// A recipient is reached when both its RCPT and the end of data were answered 2xx.
void settle_recipients(SentTransaction& sent) {
  for (SentRecipient& recipient : sent.recipients) {
    const Outcome named = outcome_of(recipient.reply);
    recipient.outcome = named == Outcome::kAccepted ? sent.outcome : named;
  }
}

std::string stuffed(std::string_view content) {  // RFC 5321 section 4.5.2
  std::string out;
  out.reserve(content.size() + 64);
  bool line_start = true;
  for (const char c : content) {
    if (line_start && c == '.') out += '.';
    out += c;
    line_start = c == '\n';
  }
  return out;
}

Values values_of(const MailPlan& plan, const std::vector<RecipientPlan>& recipients,
                 std::uint64_t copy) {
  Values values;
  values["n"] = std::to_string(copy);
  const std::string to = fill_in(recipients.front().address, values);
  values["to"] = to;
  values["to.local"] = to.substr(0, to.rfind('@'));
  values["to.domain"] = domain_of(to);
  for (const auto& [name, value] : plan.values) values[name] = fill_in(value, values);
  return values;
}

std::string addresses_of(const SentTransaction& sent) {
  std::string out;
  for (const SentRecipient& recipient : sent.recipients) {
    if (!out.empty()) out += ", ";
    out += recipient.address;
  }
  return out;
}

}  // namespace

TransactionWriter::Then TransactionWriter::write(const MailPlan& plan, const Template& mail) {
  std::uint64_t copy = 0;
  for (std::uint64_t round = 0; round < plan.repeat; ++round) {
    if (plan.delivery == Delivery::kTogether) {
      if (write_copy(plan, mail, plan.recipients, ++copy) == Then::kHangUp) return Then::kHangUp;
      continue;
    }
    for (const RecipientPlan& recipient : plan.recipients) {
      if (write_copy(plan, mail, {recipient}, ++copy) == Then::kHangUp) return Then::kHangUp;
    }
  }
  return Then::kGoOn;
}

TransactionWriter::Then TransactionWriter::write_copy(const MailPlan& plan, const Template& mail,
                                                      const std::vector<RecipientPlan>& recipients,
                                                      std::uint64_t copy) {
  const Values values = values_of(plan, recipients, copy);
  speaker_.wait(plan.wait);
  waited_ += plan.wait;
  SentTransaction sent;
  sent.mail_template = &mail;
  sent.from = fill_in(address_of(mail.from), values);
  sent.sender_domain =
      mail.sender_domain.empty() ? domain_of(sent.from) : fill_in(mail.sender_domain, values);
  sent.mail_from = plan.has_from ? fill_in(plan.mail_from, values) : sent.from;
  for (const RecipientPlan& recipient : recipients) {
    sent.recipients.push_back(
        {fill_in(recipient.address, values), recipient.reply.code, Outcome::kUnanswered});
  }
  Then then = write_envelope(plan, sent, recipients);
  if (then == Then::kGoOn) {
    const bool content = plan.reset != Reset::kInsteadOfData && any_accepted(sent);
    then = content ? write_content(plan, sent, values) : leave_envelope(plan, sent);
  }
  settle_recipients(sent);
  dialogue_.transactions.push_back(std::move(sent));
  return then;
}

TransactionWriter::Then TransactionWriter::write_envelope(
    const MailPlan& plan, SentTransaction& sent, const std::vector<RecipientPlan>& recipients) {
  if (plan.reset == Reset::kBeforeMail) {
    speaker_.exchange("RSET", "250 2.0.0 Reset");
    end_command();
  }
  const std::string path = plan.bare_path ? sent.mail_from : "<" + sent.mail_from + ">";
  const std::string parameters = plan.parameters.empty() ? "" : " " + plan.parameters;
  speaker_.exchange("MAIL FROM:" + path + parameters, "250 2.1.0 Sender ok");
  end_command();
  for (std::size_t i = 0; i < recipients.size(); ++i) {
    const std::string reply = recipient_reply(recipients[i].reply);
    speaker_.exchange("RCPT TO:<" + sent.recipients[i].address + ">", reply);
    if (reply.empty()) {
      speaker_.send();
      sent.recipients.resize(i + 1);
      sent.end = TransactionEnd::kCut;
      return Then::kHangUp;
    }
    end_command();
  }
  return Then::kGoOn;
}

// No recipient was taken, or the client thinks better of it.
TransactionWriter::Then TransactionWriter::leave_envelope(const MailPlan& plan,
                                                          SentTransaction& sent) {
  sent.end = any_accepted(sent) ? TransactionEnd::kAborted : TransactionEnd::kRefused;
  const bool pipelined_data =
      session_.pipelining && plan.bdat_chunk == 0 && plan.reset != Reset::kInsteadOfData;
  if (pipelined_data) {
    speaker_.exchange("DATA", "554 5.5.1 No valid recipients");
  } else {
    speaker_.exchange("RSET", "250 2.0.0 Reset");
  }
  speaker_.send();
  return Then::kGoOn;
}

TransactionWriter::Then TransactionWriter::write_content(const MailPlan& plan,
                                                         SentTransaction& sent,
                                                         const Values& values) {
  const CaptureTime now{session_.start.nanoseconds + waited_};
  std::string content = build_mail(*sent.mail_template, values, addresses_of(sent), now, random_);
  SentMail mail;
  mail.subject = fill_in(sent.mail_template->subject, values);
  mail.cut = plan.cut_after > 0 && plan.cut_after < content.size();
  if (mail.cut) content.resize(plan.cut_after);
  mail.bytes = content.size();
  mail.sha256 = sha256(content);
  sent.data_reply = mail.cut ? 0 : plan.data_reply.code;
  sent.outcome = outcome_of(sent.data_reply);
  const std::string reply = mail.cut ? "" : data_reply(plan.data_reply, ++mails_);
  if (plan.bdat_chunk == 0) {
    write_data(content, mail, reply);
  } else {
    write_chunks(plan, content, mail, reply);
  }
  sent.mail = std::move(mail);
  if (!reply.empty()) return Then::kGoOn;
  sent.end = TransactionEnd::kCut;
  return Then::kHangUp;
}

void TransactionWriter::write_data(const std::string& content, SentMail& mail,
                                   const std::string& reply) {
  speaker_.exchange("DATA", "354 End data with <CR><LF>.<CR><LF>");
  speaker_.send();
  mail.wire.push_back(speaker_.client_bytes(stuffed(content)));
  if (!mail.cut) speaker_.client_bytes(".\r\n");
  if (!reply.empty()) speaker_.server_line(reply);
  speaker_.send();
}

void TransactionWriter::write_chunks(const MailPlan& plan, const std::string& content,
                                     SentMail& mail, const std::string& reply) {
  std::size_t at = 0;
  while (at < content.size()) {
    const std::size_t size = std::min<std::size_t>(plan.bdat_chunk, content.size() - at);
    const bool ends = at + size == content.size() && !plan.empty_last_chunk && !mail.cut;
    speaker_.client_bytes("BDAT " + std::to_string(size) + (ends ? " LAST\r\n" : "\r\n"));
    mail.wire.push_back(speaker_.client_bytes(std::string_view(content).substr(at, size)));
    at += size;
    if (!ends) speaker_.server_line("250 2.0.0 " + std::to_string(size) + " octets received");
    if (ends && !reply.empty()) speaker_.server_line(reply);
    end_command();
  }
  if (plan.empty_last_chunk && !mail.cut) speaker_.exchange("BDAT 0 LAST", reply);
  speaker_.send();
}

// Without pipelining each command is sent and answered before the next.
void TransactionWriter::end_command() {
  if (!session_.pipelining) speaker_.send();
}

}  // namespace constat::forge
