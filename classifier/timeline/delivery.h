// A delivery: one mail to one recipient, and what other mails and the registers show of it.
//
//   records, registers --> second_phase.h --> Delivery, by mail --> examine_delivery() --> Finding
//
// Facts of the second phase have the ids of facts/timeline.cpp and facts/registers.cpp. Each says
// where it was seen (an earlier or later mail, or a line of an exhibit) and how many seconds lie
// between. Nothing is found of what was not looked at: a register that was not supplied gives no
// fact.
//
// Earlier and later are told by the capture clock; of a mail without one (a file) by its Date
// field, a claim of its sender. A mail with neither is neither earlier nor later than anything.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "classifier/criterion.h"
#include "classifier/mail_record.h"
#include "classifier/registers/register.h"

namespace constat::classifier {

// The registers supplied with a run; null: not supplied. They must outlive whoever is given this.
struct Registers {
  const Register* consent = nullptr;
  const Register* objection = nullptr;
  const Register* sales = nullptr;
  const Register* complaints = nullptr;
  const Register* mailboxes = nullptr;
  const Register* of(RegisterKind kind) const;
};

// Where a fact of the second phase was seen: a mail, or a line of the exhibit of a kind.
struct Reference {
  std::string mail;  // id; "" for an exhibit
  std::string time;  // of that mail, RFC 3339; "" not known
  std::string input;
  std::uint64_t first_frame = 0, last_frame = 0;  // of that input
  std::optional<RegisterKind> exhibit;
  std::uint32_t line = 0;  // from 1
  friend bool operator==(const Reference&, const Reference&) = default;
};

// Values, by id (others have none):
//   register.consent.*                     the source the row states
//   register.consent.other_controller      the controllers the row names
//   register.objection.*                   channel and scope the row states
//   register.sales.other_siren             the SIREN of the row
//   timeline.order.before                  "equal_siren", or "siren_not_stated" by one of the two
//   timeline.order.other_siren             the SIREN of the earlier mail
//   timeline.objection.*                   how many senders' mails name the address written to,
//                                          where it is more than one
//   timeline.objection.other_list          the lists whose mails name that address
//   timeline.objection.transactional       the kind of transaction the mail shows
//   timeline.first_seen                    whole days since the first mail
//   timeline.optout_bounced, timeline.recipient_unknown   the status (RFC 3463)
//   timeline.image_per_recipient, timeline.link_per_recipient   "N/M": N different sets of
//                                          addresses to M recipients of one template
struct DeliveryFact {
  std::string id;
  std::string value;
  Reference reference;
  // The mail's time less that of what is referred to: above 0, that was earlier. None where one of
  // the two is not known, or no order is meant.
  std::optional<std::int64_t> elapsed_seconds;
  friend bool operator==(const DeliveryFact&, const DeliveryFact&) = default;
};

struct Delivery {
  std::string person;  // "p:…"
  RecipientCategory category = RecipientCategory::kUnknown;
  capture::Outcome outcome = capture::Outcome::kNotObserved;  // for that recipient
  std::vector<DeliveryFact> facts;                            // by id; at most one of each id
  friend bool operator==(const Delivery&, const Delivery&) = default;
};

// Of the register that would settle a criterion, per delivery.
enum class ExhibitState : std::uint8_t {
  kNotProduced,        // no register of that kind was supplied
  kNoRow,              // supplied; no row of that person
  kConcordant,         // a row bears on the criterion, for it
  kDiscordant,         // a row bears on it against, alone or beside another one for it
  kRowWithoutBearing,  // there are rows, none of which the rules hold for either (undated, say)
  kCount_,
};
std::string_view name_of(ExhibitState state);  // "not_produced", …

struct DeliveryFinding {
  // Indices below mail.facts.size() are the mail's facts, those from there on the delivery's.
  Finding finding;
  std::optional<ExhibitState> exhibit;  // of criteria with `settled_by`
};

// The facts of the mail and of the delivery together, sorted by the rules of a criterion of
// Scope::kDelivery, as examine() does (criterion.h): for and against -> discordant; for ->
// observed; against -> not observed; neither -> not observed where the mail was seen as far as the
// criterion `needs`, else not observable, with the reason. Criterion::state is not asked: it is
// about one mail.
//
// The exhibit: the facts "register.KIND." of the delivery, with the bearing the rules give them.
// One against -> discordant; else one for -> concordant; else, unless the only one is
// "register.KIND.no_row" or there is none, a row without bearing.
DeliveryFinding examine_delivery(const Criterion& criterion, const MailRecord& mail,
                                 const Delivery& delivery, const Registers& registers);

// The recipients of a mail, each person once, in the order of their first mention, without facts:
// of the envelope; without one of To, Cc and Bcc. Accepted for one of two RCPT of a person is
// accepted.
std::vector<Delivery> deliveries_of(const MailRecord& mail);

}  // namespace constat::classifier
