// Across mails: what the records of one sender show together. Runs over records sorted by
// (sender_domain, time, id), so it does not depend on the order of arrival.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/criterion.h"
#include "classifier/mail_record.h"
#include "classifier/summary.h"
#include "classifier/timeline/delivery.h"

namespace constat::classifier {

// Where a fact was seen, so that anybody can look again.
struct Example {
  std::string mail;  // id
  std::string input;
  std::uint64_t first_frame = 0, last_frame = 0;  // of the fact's bytes, or of the mail
  std::string mail_sha256;
  std::string part;
  ByteRange range;
  std::string value;
  std::string quote;
  capture::Door door = capture::Door::kMail;
  std::optional<ByteRange> source = {};  // of the fact's bytes: MailRecord::fact_sources
  // Frames of all inputs, where there are several; the first of them stands above.
  std::vector<InputFrames> origins = {};
  // Of a fact of the second phase: to whom the mail went, and where the fact itself was seen,
  // another mail or the line of an exhibit (timeline/delivery.h). What stands above is of the mail
  // examined.
  std::string person = {};
  std::optional<Reference> reference = {};
  std::optional<std::int64_t> elapsed_seconds = {};
  friend bool operator==(const Example&, const Example&) = default;
};

struct FactTally {
  std::string fact;  // id
  std::uint64_t mails =
      0;  // in how many mails it stands; of Scope::kDelivery in how many deliveries
  std::vector<Example>
      examples;  // the first three, by (time, id), with different values where possible
  friend bool operator==(const FactTally&, const FactTally&) = default;
};

struct CriterionTally {
  std::string criterion;
  Scope scope = Scope::kMail;             // kDelivery: deliveries are counted, else mails
  std::array<std::uint64_t, 4> states{};  // by State
  // By ExhibitState, of criteria that a register would settle; deliveries.
  std::array<std::uint64_t, static_cast<std::size_t>(ExhibitState::kCount_)> exhibits{};
  std::vector<FactTally> for_facts, against_facts, context_facts;  // by fact id
  std::map<std::string, std::uint64_t> reasons;                    // by key
  friend bool operator==(const CriterionTally&, const CriterionTally&) = default;
};

// An objection seen in the flow: a mail sent to the mailto address of a List-Unsubscribe of the
// sender, or to an address the sender writes from, with words of stopping. Also, apart from them,
// what is no objection and has the same shape: a feedback report, and the row of a register.
struct Objection {
  std::string mail;  // id of the objecting mail; "" for a row of a register
  std::string time;
  std::string input;
  std::uint64_t first_frame = 0, last_frame = 0;  // of that input
  std::string person;                             // "p:…" of its From
  std::string sender_domain;                      // to whom it objects
  // "list_unsubscribe_mailto", "reply"; of the others "feedback_report", "register".
  std::string channel;
  bool accepted = false;  // the end of data was answered 2xx
  // How many senders' mails name the address that was written to: above 1, the address alone does
  // not tell which of them was meant.
  std::uint64_t address_shared_by = 1;
  bool is_signed = false;          // a DKIM signature stands in that mail
  std::vector<std::string> lists;  // of the sender's mails that name the address; empty: not told
  std::uint32_t line = 0;          // of a row of a register
  struct LaterMail {
    std::string mail, time, input;
    std::uint64_t first_frame = 0, last_frame = 0;
    std::int64_t elapsed_seconds = 0;
    capture::Outcome outcome = capture::Outcome::kNotObserved;  // for that recipient
    bool other_list = false;                                    // of a list that is none of `lists`
    bool transactional = false;                                 // shows a transaction and no offer
    friend bool operator==(const LaterMail&, const LaterMail&) = default;
  };
  // Of the same sender to that person, by time; at most Limits::later_mails.
  std::vector<LaterMail> later;
  std::uint64_t later_not_kept = 0;
  friend bool operator==(const Objection&, const Objection&) = default;
};

// A domain that stands beside the From domain in mails of a sender.
enum class Role : std::uint8_t { kReturnPath, kSignature, kUnsubscribe };
std::string_view name_of(Role role);  // "return_path", …

struct Relation {
  Role role = Role::kReturnPath;
  std::string domain;       // organisational
  std::uint64_t mails = 0;  // of this sender in which it stands in that role
  // Sender domains of the whole input whose mails have it in that role, its own apart. An
  // observation: who serves several is a routing provider, and differs from its customers.
  std::uint64_t serves = 0;
  bool is_routing_provider() const { return serves > 1; }
  friend bool operator==(const Relation&, const Relation&) = default;
};

// Mails of one sender that belong together by a key that stands in them (timeline/campaign_key.h).
struct Campaign {
  std::string key;
  std::uint64_t mails = 0, deliveries = 0;
  std::string first_time, last_time;
  friend bool operator==(const Campaign&, const Campaign&) = default;
};

struct Assessment {
  std::string sender_domain;                // "" : mails without a readable From
  std::vector<std::string> from_names;      // display names, sorted
  std::vector<std::string> from_addresses;  // sorted
  std::vector<std::string> return_path_domains;
  std::vector<std::string> list_ids;
  std::vector<std::string> client_ips;
  std::vector<std::string> sirens;
  std::uint64_t mails = 0;
  std::array<std::uint64_t, 5> mail_outcomes{};  // by capture::Outcome; mails with an envelope only
  std::array<std::uint64_t, 4> completeness{};   // by capture::Completeness
  std::uint64_t mails_without_envelope = 0;
  std::uint64_t recipients = 0;           // RCPT attempts that were kept one by one
  std::uint64_t recipients_not_kept = 0;  // and those beyond the cap
  // Reached: RCPT and end of data both 2xx (invariant 10). By capture::Outcome; kAccepted means
  // reached.
  std::array<std::uint64_t, 5> recipient_outcomes{};
  std::array<std::uint64_t, 4> recipient_categories{};  // by RecipientCategory
  // The same two together, of deliveries: by RecipientCategory, then by capture::Outcome.
  std::array<std::array<std::uint64_t, 5>, 4> deliveries_by_category{};
  std::uint64_t deliveries =
      0;  // each person of a mail once; without an envelope those of To and Cc
  std::uint64_t distinct_recipients = 0;
  std::string first_time, last_time;
  std::vector<CriterionTally> criteria;        // every criterion, in registry order
  std::vector<Objection> objections;           // by time
  std::vector<Objection> complaints;           // by time; statements of users, no objections
  std::vector<Objection> register_objections;  // rows with later mails, by time
  std::vector<Relation> relations;             // by role and domain; the sender's own domain apart
  std::vector<Campaign> campaigns;             // by first time and key; at most Limits::campaigns
  std::uint64_t campaigns_not_kept = 0;        // mails of those beyond
  friend bool operator==(const Assessment&, const Assessment&) = default;
};

// What became of a mail for one recipient: the answer to RCPT, and where that was 2xx, the answer
// to the end of data (invariant 10). kAccepted: both were 2xx.
capture::Outcome reached(const MailRecord& mail, const RecipientRecord& recipient);

// `mails` in any order; the whole second phase, on records in memory. Assessments come by
// sender_domain. A mail all of whose recipients are unsubscribe addresses of others is an
// objection, not a mail of a sender: it is in no assessment.
std::vector<Assessment> assess(const std::vector<MailRecord>& mails,
                               const Registers& registers = {}, const Limits& limits = {});
// Those seen in the flow.
std::vector<Objection> find_objections(const std::vector<MailRecord>& mails);

}  // namespace constat::classifier
