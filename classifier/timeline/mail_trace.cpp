#include "classifier/timeline/mail_trace.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "classifier/registers/times.h"
#include "classifier/timeline/packing.h"
#include "core/digest.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr std::string_view kTransaction = "transaction.";

// Of addresses that are told: withheld ones are not compared.
std::uint64_t links_of(const MailRecord& mail) {
  std::string all;
  for (const LinkRecord& link : mail.links) {
    if (!link.url || link.url->starts_with("mailto:") || link.url->starts_with("tel:")) continue;
    all += *link.url;
    all += '\n';
  }
  return short_name(all);
}

void add_once(const std::string& text, std::vector<std::string>& texts) {
  if (!text.empty() && std::ranges::find(texts, text) == texts.end()) texts.push_back(text);
}

void mark(Mark mark, MailTrace& trace) { trace.marks |= 1u << static_cast<unsigned>(mark); }

// An invoice has prices, and links with campaign parameters: neither is an offer.
bool is_offer(std::string_view fact) {
  return fact == "prospection.offer" || fact == "prospection.call_to_action" ||
         fact == "prospection.premium_number";
}

void read_facts(const MailRecord& mail, MailTrace& trace) {
  std::vector<std::string> transactions;
  std::string images;
  for (const Fact& fact : mail.facts) {
    const std::string_view id = fact.id;
    if (id == "signup.confirmation_request") mark(Mark::kConfirmationRequest, trace);
    if (id == "request.stop") mark(Mark::kStopRequest, trace);
    if (is_offer(id)) mark(Mark::kOffer, trace);
    if (id == "template.text") trace.template_digest = fact.value;
    if (id == "template.image") images += fact.value + '\n';
    if (id.ends_with(".siren")) add_once(fact.value, trace.sirens);
    if (!id.starts_with(kTransaction) || id == "transaction.auto_submitted") continue;
    const std::string kind(id.substr(kTransaction.size()));
    add_once(kind, transactions);
    if (kind == "order" || kind == "invoice" || kind == "account") mark(Mark::kOrder, trace);
  }
  trace.images = short_name(images);
  std::ranges::sort(transactions);
  std::ranges::sort(trace.sirens);
  for (const std::string& kind : transactions) {
    if (!trace.transaction.empty()) trace.transaction += ',';
    trace.transaction += kind;
  }
}

bool is_automated(const MailRecord& mail) {
  const HeaderRecord& header = mail.header;
  const bool answers_by_itself =
      header.auto_submitted && !equals_ignoring_case(*header.auto_submitted, "no");
  return answers_by_itself || header.list_id || header.precedence ||
         !header.list_unsubscribe.empty() || mail.report;
}

void read_header(const MailRecord& mail, MailTrace& trace) {
  const HeaderRecord& header = mail.header;
  if (!header.from.empty()) trace.author = header.from.front().id;
  for (const auto* list : {&header.from, &header.sender, &header.reply_to}) {
    for (const MailboxRecord& mailbox : *list) add_once(mailbox.id, trace.own_addresses);
  }
  for (const MailboxRecord& mailbox : header.from) {
    if (mailbox.name) add_once(*mailbox.name, trace.names);
  }
  trace.unsubscribe_addresses = header.unsubscribe_mailto_ids;
  if (header.list_id) trace.list = to_lower_ascii(*header.list_id);
  if (header.message_id) trace.message = short_name(*header.message_id);
  for (const auto* ids : {&header.in_reply_to, &header.references}) {
    for (const std::string& id : *ids) {
      const std::uint64_t name = short_name(id);
      if (std::ranges::find(trace.answers_to, name) == trace.answers_to.end()) {
        trace.answers_to.push_back(name);
      }
    }
  }
  if (!trace.answers_to.empty()) mark(Mark::kAnswer, trace);
  if (is_automated(mail)) mark(Mark::kAutomated, trace);
}

void read_report(const EnclosedReport& report, MailTrace& trace) {
  if (report.kind == "delivery_status") {
    for (const DeliveryStatus& status : report.recipients) {
      if (status.action != "failed") continue;
      for (const std::string* id : {&status.recipient_id, &status.original_recipient_id}) {
        const Bounce bounce{*id, status.status};
        const bool known = std::ranges::find(trace.bounces, bounce) != trace.bounces.end();
        if (!id->empty() && !known) trace.bounces.push_back(bounce);
      }
    }
    return;
  }
  if (report.kind != "feedback") return;
  mark(Mark::kFeedback, trace);
  const std::string& message =
      report.original_message_id.empty() ? report.returned_message_id : report.original_message_id;
  trace.reported_message = short_name(message);
  trace.reported_recipients = report.original_rcpt_ids;
  trace.reported_domains = report.reported_domains;
}

void append_deliveries(const std::vector<Delivery>& deliveries, Packer& pack) {
  pack.number(deliveries.size());
  for (const Delivery& delivery : deliveries) {
    pack.text(delivery.person);
    pack.number(static_cast<std::uint64_t>(delivery.category));
    pack.number(static_cast<std::uint64_t>(delivery.outcome));
  }
}

std::vector<Delivery> deliveries_from(Unpacker& unpack) {
  std::vector<Delivery> deliveries(unpack.number());
  for (Delivery& delivery : deliveries) {
    delivery.person = unpack.text();
    delivery.category = static_cast<RecipientCategory>(unpack.number());
    delivery.outcome = static_cast<capture::Outcome>(unpack.number());
  }
  return deliveries;
}

// One that does not verify says nothing; one that could not be evaluated stands there all the same.
bool is_signed(const MailRecord& mail) {
  using namespace parser::auth;
  return std::ranges::any_of(mail.authentication.signatures, [](const Signature& signature) {
    return signature.kind == SignatureKind::kDkim && signature.result != Result::kDoesNotVerify;
  });
}

}  // namespace

std::uint64_t short_name(std::string_view text) {
  if (text.empty()) return 0;
  std::uint64_t name = 0;
  std::memcpy(&name, sha256(text).bytes.data(), sizeof name);
  return std::max<std::uint64_t>(name, 1);
}

CaptureTime moment_of(const MailRecord& mail) {
  const CaptureTime captured = capture_time_from_rfc3339(mail.time);
  if (captured.known() || !mail.header.date) return captured;
  const auto claimed = register_time(*mail.header.date);
  if (!claimed) return captured;
  constexpr std::int64_t kMost = INT64_MAX / kNanosecondsPerSecond;
  if (claimed->seconds > kMost || claimed->seconds < -kMost) return captured;
  return {claimed->seconds * kNanosecondsPerSecond};
}

MailTrace trace_of(const MailRecord& mail) {
  MailTrace trace;
  trace.where = {mail.id, mail.time, mail.input, mail.first_frame, last_frame_in_input(mail),
                 {},      0};
  trace.moment = moment_of(mail);
  trace.sender = mail.sender_domain;
  trace.recipients_not_kept = mail.has_envelope ? mail.recipients_not_kept : 0;
  trace.deliveries = deliveries_of(mail);
  if (mail.has_envelope && mail.outcome == capture::Outcome::kAccepted) {
    mark(Mark::kAccepted, trace);
  }
  if (is_signed(mail)) mark(Mark::kSigned, trace);
  read_header(mail, trace);
  read_facts(mail, trace);
  if (mail.report) read_report(*mail.report, trace);
  trace.links = links_of(mail);
  return trace;
}

void append_reference(const Reference& reference, Packer& pack) {
  for (const std::string* text : {&reference.mail, &reference.time, &reference.input}) {
    pack.text(*text);
  }
  pack.number(reference.first_frame);
  pack.number(reference.last_frame);
  pack.number(reference.exhibit ? static_cast<std::uint64_t>(*reference.exhibit) + 1 : 0);
  pack.number(reference.line);
}

Reference reference_from(Unpacker& unpack) {
  Reference reference;
  for (std::string* text : {&reference.mail, &reference.time, &reference.input}) {
    *text = unpack.text();
  }
  reference.first_frame = unpack.number();
  reference.last_frame = unpack.number();
  const std::uint64_t kind = unpack.number();
  if (kind > 0) reference.exhibit = static_cast<RegisterKind>(kind - 1);
  reference.line = static_cast<std::uint32_t>(unpack.number());
  return reference;
}

void append_trace(const MailTrace& trace, std::string& out) {
  Packer pack(out);
  append_reference(trace.where, pack);
  pack.signed_number(trace.moment.nanoseconds);
  pack.text(trace.sender);
  pack.text(trace.author);
  pack.number(trace.marks);
  pack.number(trace.recipients_not_kept);
  append_deliveries(trace.deliveries, pack);
  for (const auto* texts : {&trace.own_addresses, &trace.unsubscribe_addresses, &trace.names,
                            &trace.sirens, &trace.reported_recipients, &trace.reported_domains}) {
    pack.texts(*texts);
  }
  for (const std::string* text : {&trace.list, &trace.transaction, &trace.template_digest}) {
    pack.text(*text);
  }
  for (const std::uint64_t number :
       {trace.message, trace.links, trace.images, trace.reported_message}) {
    pack.number(number);
  }
  pack.numbers(trace.answers_to);
  pack.number(trace.bounces.size());
  for (const Bounce& bounce : trace.bounces) {
    pack.text(bounce.person);
    pack.text(bounce.status);
  }
}

MailTrace trace_from(std::string_view bytes) {
  Unpacker unpack(bytes);
  MailTrace trace;
  trace.where = reference_from(unpack);
  trace.moment.nanoseconds = unpack.signed_number();
  trace.sender = unpack.text();
  trace.author = unpack.text();
  trace.marks = static_cast<std::uint32_t>(unpack.number());
  trace.recipients_not_kept = unpack.number();
  trace.deliveries = deliveries_from(unpack);
  for (auto* texts : {&trace.own_addresses, &trace.unsubscribe_addresses, &trace.names,
                      &trace.sirens, &trace.reported_recipients, &trace.reported_domains}) {
    *texts = unpack.texts();
  }
  for (std::string* text : {&trace.list, &trace.transaction, &trace.template_digest}) {
    *text = unpack.text();
  }
  for (std::uint64_t* number :
       {&trace.message, &trace.links, &trace.images, &trace.reported_message}) {
    *number = unpack.number();
  }
  trace.answers_to = unpack.numbers();
  trace.bounces.resize(unpack.number());
  for (Bounce& bounce : trace.bounces) {
    bounce.person = unpack.text();
    bounce.status = unpack.text();
  }
  return trace;
}

}  // namespace constat::classifier
