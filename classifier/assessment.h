// Across mails: what the records of one sender show together. Runs over records sorted by
// (sender_domain, time, id), so it does not depend on the order of arrival.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "capture/input.h"
#include "classifier/criterion.h"
#include "classifier/mail_record.h"
#include "parser/smtp/session_pool.h"

namespace constat::classifier {

// Where a fact was seen, so that anybody can look again.
struct Example {
  std::string mail;   // id
  std::string input;
  std::uint64_t first_frame = 0, last_frame = 0;  // of the fact's bytes, or of the mail
  std::string mail_sha256;
  std::string part;
  ByteRange range;
  std::string value;
  std::string quote;
};

struct FactTally {
  std::string fact;         // id
  std::uint64_t mails = 0;  // in how many mails it stands
  std::vector<Example> examples;  // the first three, by (time, id), with different values where possible
};

struct CriterionTally {
  std::string criterion;
  std::array<std::uint64_t, 4> states{};  // by State
  std::vector<FactTally> for_facts, against_facts, context_facts;  // by fact id
  std::map<std::string, std::uint64_t> reasons;                    // by key
};

// An objection seen in the flow: a mail sent to the mailto address of a List-Unsubscribe of the sender.
struct Objection {
  std::string mail;          // id of the objecting mail
  std::string time;
  std::string input;
  std::uint64_t first_frame = 0, last_frame = 0;
  std::string person;        // "p:…" of its From
  std::string sender_domain; // to whom it objects
  std::string channel;       // "list_unsubscribe_mailto"
  bool accepted = false;     // the end of data was answered 2xx
  struct LaterMail {
    std::string mail, time, input;
    std::uint64_t first_frame = 0, last_frame = 0;
    std::int64_t elapsed_seconds = 0;
    capture::Outcome outcome = capture::Outcome::kNotObserved;  // for that recipient
  };
  std::vector<LaterMail> later;  // of the same sender to that person, by time
};

struct Assessment {
  std::string sender_domain;               // "" : mails without a readable From
  std::vector<std::string> from_names;     // display names, sorted
  std::vector<std::string> from_addresses; // sorted
  std::vector<std::string> return_path_domains;
  std::vector<std::string> list_ids;
  std::vector<std::string> client_ips;
  std::vector<std::string> sirens;
  std::uint64_t mails = 0;
  std::array<std::uint64_t, 5> mail_outcomes{};       // by capture::Outcome; mails with an envelope only
  std::array<std::uint64_t, 4> completeness{};        // by capture::Completeness
  std::uint64_t mails_without_envelope = 0;
  std::uint64_t recipients = 0;                       // RCPT attempts
  // Reached: RCPT and end of data both 2xx (invariant 10). By capture::Outcome; kAccepted means reached.
  std::array<std::uint64_t, 5> recipient_outcomes{};
  std::array<std::uint64_t, 4> recipient_categories{};  // by RecipientCategory
  std::uint64_t distinct_recipients = 0;
  std::string first_time, last_time;
  std::vector<CriterionTally> criteria;  // every criterion, in registry order
  std::vector<Objection> objections;     // by time
};

// Totals and coverage of a run; printed before any other count.
struct Summary {
  std::uint64_t inputs = 0, inputs_incomplete = 0;
  std::uint64_t frames = 0, frames_analysed = 0, frames_cut = 0;
  std::array<std::uint64_t, static_cast<std::size_t>(capture::SkipReason::kCount_)> frames_skipped{};
  capture::StreamCounts streams;
  parser::smtp::OtherFlows other;
  parser::smtp::SessionBytes session_bytes;
  std::uint64_t sessions = 0, sessions_encrypted = 0, sessions_one_sided = 0, sessions_midstream = 0;
  std::uint64_t mails = 0;
  std::array<std::uint64_t, 4> completeness{};
  std::array<std::uint64_t, 5> outcomes{};
  std::uint64_t mails_without_envelope = 0;
  std::uint64_t defects = 0;
  std::uint64_t objections = 0;
  // Names of the accounting equations that do not close; empty in a sound run.
  std::vector<std::string> broken_equations;
  bool incomplete() const;  // any gap, cut, truncation or eviction: exit code 3
};

// `mails` in any order. Assessments come by sender_domain.
std::vector<Assessment> assess(const std::vector<MailRecord>& mails);
std::vector<Objection> find_objections(const std::vector<MailRecord>& mails);

// robustness.md section 5.3, as far as this version counts.
std::vector<std::string> broken_equations(const Summary& summary);

}  // namespace constat::classifier
