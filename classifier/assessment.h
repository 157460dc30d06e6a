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
  friend bool operator==(const Example&, const Example&) = default;
};

struct FactTally {
  std::string fact;         // id
  std::uint64_t mails = 0;  // in how many mails it stands
  std::vector<Example>
      examples;  // the first three, by (time, id), with different values where possible
  friend bool operator==(const FactTally&, const FactTally&) = default;
};

struct CriterionTally {
  std::string criterion;
  std::array<std::uint64_t, 4> states{};                           // by State
  std::vector<FactTally> for_facts, against_facts, context_facts;  // by fact id
  std::map<std::string, std::uint64_t> reasons;                    // by key
  friend bool operator==(const CriterionTally&, const CriterionTally&) = default;
};

// An objection seen in the flow: a mail sent to the mailto address of a List-Unsubscribe of the
// sender.
struct Objection {
  std::string mail;  // id of the objecting mail
  std::string time;
  std::string input;
  std::uint64_t first_frame = 0, last_frame = 0;  // of that input
  std::string person;                             // "p:…" of its From
  std::string sender_domain;                      // to whom it objects
  std::string channel;                            // "list_unsubscribe_mailto"
  bool accepted = false;                          // the end of data was answered 2xx
  // How many senders' mails name the address that was written to: above 1, the address alone does
  // not tell which of them was meant.
  std::uint64_t address_shared_by = 1;
  struct LaterMail {
    std::string mail, time, input;
    std::uint64_t first_frame = 0, last_frame = 0;
    std::int64_t elapsed_seconds = 0;
    capture::Outcome outcome = capture::Outcome::kNotObserved;  // for that recipient
    friend bool operator==(const LaterMail&, const LaterMail&) = default;
  };
  std::vector<LaterMail> later;  // of the same sender to that person, by time
  friend bool operator==(const Objection&, const Objection&) = default;
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
  std::uint64_t distinct_recipients = 0;
  std::string first_time, last_time;
  std::vector<CriterionTally> criteria;  // every criterion, in registry order
  std::vector<Objection> objections;     // by time
  friend bool operator==(const Assessment&, const Assessment&) = default;
};

// What became of a mail for one recipient: the answer to RCPT, and where that was 2xx, the answer
// to the end of data (invariant 10). kAccepted: both were 2xx.
capture::Outcome reached(const MailRecord& mail, const RecipientRecord& recipient);

// `mails` in any order. Assessments come by sender_domain. A mail all of whose recipients are
// unsubscribe addresses of others is an objection, not a mail of a sender: it is in no assessment.
std::vector<Assessment> assess(const std::vector<MailRecord>& mails);
std::vector<Objection> find_objections(const std::vector<MailRecord>& mails);

}  // namespace constat::classifier
