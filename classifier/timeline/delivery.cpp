#include "classifier/timeline/delivery.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "classifier/assessment.h"

namespace constat::classifier {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(ExhibitState::kCount_)> kStates = {
    "not_produced", "no_row", "concordant", "discordant", "row_without_bearing"};

// What stands before the last dot of the ids of a register's facts.
std::string prefix_of(RegisterKind kind) {
  switch (kind) {
    case RegisterKind::kComplaints:
      return "register.complaint.";
    case RegisterKind::kMailboxes:
      return "register.mailbox.";
    case RegisterKind::kConsent:
    case RegisterKind::kObjection:
    case RegisterKind::kSales:
      break;
  }
  return "register." + std::string(name_of(kind)) + ".";
}

// As examine() says it of a ParsedMail, of what the record keeps of it.
std::string_view not_seen(Needs needs, const MailRecord& mail) {
  const bool midstream = mail.completeness == capture::Completeness::kMidstream;
  if (needs == Needs::kEnvelope) {
    if (!mail.has_envelope) return "no_envelope";
    return midstream || mail.recipients_not_kept > 0 ? "envelope_incomplete" : "";
  }
  if (midstream) return "header_incomplete";
  if (mail.completeness == capture::Completeness::kComplete) return "";
  if (needs == Needs::kHeaderAndText) return "body_incomplete";
  const std::uint64_t body = mail.parts.empty() ? mail.bytes : mail.parts.front().range.offset;
  const bool in_header =
      std::ranges::any_of(mail.missing, [&](const ByteRange& hole) { return hole.offset < body; });
  return in_header || mail.parts.empty() ? "header_incomplete" : "";
}

// The first phase has seen all of the mail: where it could not claim absence, neither can this.
void guard_absence(const Criterion& criterion, const MailRecord& mail, Finding& finding) {
  if (finding.state != State::kNotObserved) return;
  const auto of_mail = std::ranges::find(mail.findings, finding.criterion, &Finding::criterion);
  if (of_mail != mail.findings.end() && of_mail->state == State::kNotObservable) {
    finding.state = State::kNotObservable;
    finding.reason = of_mail->reason;
    return;
  }
  const std::string_view unseen = not_seen(criterion.needs, mail);
  if (unseen.empty()) return;
  finding.state = State::kNotObservable;
  finding.reason = unseen;
}

bool names_one_of(const std::vector<std::uint32_t>& indices, std::string_view prefix,
                  const MailRecord& mail, const Delivery& delivery) {
  return std::ranges::any_of(indices, [&](std::uint32_t index) {
    return index >= mail.facts.size() &&
           delivery.facts[index - mail.facts.size()].id.starts_with(prefix);
  });
}

ExhibitState exhibit_state(RegisterKind kind, const Finding& finding, const MailRecord& mail,
                           const Delivery& delivery, const Registers& registers) {
  if (registers.of(kind) == nullptr) return ExhibitState::kNotProduced;
  const std::string prefix = prefix_of(kind);
  const std::string no_row = prefix + "no_row";
  const bool any_row = std::ranges::any_of(delivery.facts, [&](const DeliveryFact& fact) {
    return fact.id.starts_with(prefix) && fact.id != no_row;
  });
  if (!any_row) return ExhibitState::kNoRow;
  if (names_one_of(finding.against_facts, prefix, mail, delivery)) return ExhibitState::kDiscordant;
  if (names_one_of(finding.for_facts, prefix, mail, delivery)) return ExhibitState::kConcordant;
  return ExhibitState::kRowWithoutBearing;
}

void add_recipient(const std::string& person, RecipientCategory category, capture::Outcome outcome,
                   std::map<std::string_view, std::size_t>& places,
                   std::vector<Delivery>& deliveries) {
  const auto [place, is_new] = places.emplace(person, deliveries.size());
  if (is_new) {
    deliveries.push_back({person, category, outcome, {}});
  } else if (outcome == capture::Outcome::kAccepted) {
    deliveries[place->second].outcome = outcome;
  }
}

}  // namespace

const Register* Registers::of(RegisterKind kind) const {
  switch (kind) {
    case RegisterKind::kConsent:
      return consent;
    case RegisterKind::kObjection:
      return objection;
    case RegisterKind::kSales:
      return sales;
    case RegisterKind::kComplaints:
      return complaints;
    case RegisterKind::kMailboxes:
      break;
  }
  return mailboxes;
}

std::string_view name_of(ExhibitState state) { return kStates[static_cast<std::size_t>(state)]; }

DeliveryFinding examine_delivery(const Criterion& criterion, const MailRecord& mail,
                                 const Delivery& delivery, const Registers& registers) {
  std::vector<std::string_view> ids;
  ids.reserve(mail.facts.size() + delivery.facts.size());
  for (const Fact& fact : mail.facts) ids.push_back(fact.id);
  for (const DeliveryFact& fact : delivery.facts) ids.push_back(fact.id);
  DeliveryFinding found{sort_facts(criterion, ids), {}};
  guard_absence(criterion, mail, found.finding);
  if (criterion.settled_by) {
    found.exhibit = exhibit_state(*criterion.settled_by, found.finding, mail, delivery, registers);
  }
  return found;
}

std::vector<Delivery> deliveries_of(const MailRecord& mail) {
  std::vector<Delivery> deliveries;
  std::map<std::string_view, std::size_t> places;
  if (mail.has_envelope) {
    deliveries.reserve(mail.recipients.size());
    for (const RecipientRecord& recipient : mail.recipients) {
      add_recipient(recipient.id, recipient.category, reached(mail, recipient), places, deliveries);
    }
    return deliveries;
  }
  for (const auto* list : {&mail.header.to, &mail.header.cc, &mail.header.bcc}) {
    for (const MailboxRecord& mailbox : *list) {
      const RecipientCategory category =
          mailbox.address ? categorise(*mailbox.address) : RecipientCategory::kUnknown;
      add_recipient(mailbox.id, category, capture::Outcome::kNotObserved, places, deliveries);
    }
  }
  return deliveries;
}

}  // namespace constat::classifier
