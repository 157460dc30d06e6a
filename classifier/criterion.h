// A criterion: a rule of law, the question it puts to one mail, and the facts that bear on it in
// either direction. One file each in criteria/; the registry is written from the file names.
//
// It answers what was seen, never whether the rule was kept.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/fact.h"
#include "classifier/registers/register_kind.h"

namespace constat::classifier {

enum class Language : std::uint8_t { kEnglish, kFrench };

// A text shown to people, in both languages.
struct Text {
  std::string_view en;
  std::string_view fr;
  std::string_view in(Language language) const { return language == Language::kFrench ? fr : en; }
};

// constaté · non constaté dans le périmètre · discordant · non observable
enum class State : std::uint8_t { kObserved, kNotObserved, kDiscordant, kNotObservable };
std::string_view name_of(State state);  // "observed", …

enum class Source : std::uint8_t { kTexte, kDoctrine, kJurisprudence, kPendant };
std::string_view name_of(Source source);

// kFor: consistent with the rule (à décharge). kAgainst: not consistent (à charge).
enum class Bearing : std::uint8_t { kFor, kAgainst, kContext };

// kNothingFor: the fact has its bearing only where no fact stands for the rule ("a no-reply address
// only"); elsewhere it is context.
enum class When : std::uint8_t { kAlways, kNothingFor };

// Facts whose id equals `fact`, or starts with it when it ends in '.', bear on the criterion. The
// first rule that fits counts.
struct Rule {
  std::string_view fact;
  Bearing bearing;
  When when = When::kAlways;
};

// Indices into the mail's facts, rising.
struct Finding {
  std::string criterion;
  State state = State::kNotObservable;
  std::vector<std::uint32_t> for_facts;
  std::vector<std::uint32_t> against_facts;
  std::vector<std::uint32_t> context_facts;
  std::string reason;  // a key of `Criterion::reasons`, "" for none
  friend bool operator==(const Finding&, const Finding&) = default;
};

// Why a state is what it is, in words: "header_holed" → "the header has a hole of …".
struct Reason {
  std::string_view key;
  Text text;
};

// What of the mail must have been seen before "not observed" may be said.
enum class Needs : std::uint8_t { kHeader, kHeaderAndText, kEnvelope };

// What a criterion is asked about, and counted by.
enum class Scope : std::uint8_t {
  kMail,      // one mail, by its own facts
  kDelivery,  // one mail to one recipient, by the mail's facts and those of the second phase
              // (assessment.h): earlier and later mails, registers
  kSender,    // all mails of a sender: context
};

struct Criterion {
  std::string_view id;  // "FR.L34-5.al5.contact"
  Scope scope = Scope::kMail;
  Source source = Source::kTexte;
  std::string_view version_date;  // of the text: "2020-07-26"
  std::string_view checked;       // when the text was last checked: "2026-11"
  Text title;
  Text law;            // the words of the law (fr: verbatim; en: our translation, said to be one)
  Text question;       // what is looked for in a mail
  Text never_visible;  // what a mail flow can never show
  Text exhibit;        // the exhibit that would settle it
  std::span<const Rule> rules;
  std::span<const Reason> reasons;
  Needs needs = Needs::kHeaderAndText;
  // State from the facts that bear on it; null: the default of examine() below.
  State (*state)(const parser::ParsedMail& mail, const Finding& sorted, std::span<const Fact> facts,
                 std::string& reason) = nullptr;
  // The register that would settle it (registers/register.h), where there is a kind of it.
  std::optional<RegisterKind> settled_by = {};
  // Shown with the law where something must be said about its source; may be empty.
  Text note = {};
};

// The words for `finding.reason`; null when the criterion has no such key.
const Reason* reason_named(const Criterion& criterion, std::string_view key);

std::span<const Criterion* const> criteria();  // by file name
const Criterion* criterion_named(std::string_view id);

// Facts with these ids sorted by the criterion's rules, and the state that follows from them alone:
// without Criterion::state, and without the guard on absence. For the second phase.
Finding sort_facts(const Criterion& criterion, std::span<const std::string_view> ids);

// Sorts the facts by the criterion's rules, then: for and against → discordant; for → observed;
// against → not_observed; neither → not_observed when everything `needs` was seen, else
// not_observable. The last guard holds for every criterion, whatever its own `state` says: absence
// is claimed only of bytes that were seen.
Finding examine(const Criterion& criterion, const parser::ParsedMail& mail,
                std::span<const Fact> facts);

}  // namespace constat::classifier
