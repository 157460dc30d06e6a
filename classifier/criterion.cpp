#include "classifier/criterion.h"

#include <algorithm>

#include "classifier/wording/fold.h"

namespace constat::classifier {
namespace {

bool bears(const Rule& rule, std::string_view fact) {
  return rule.fact.ends_with('.') ? fact.starts_with(rule.fact) : fact == rule.fact;
}

const Rule* rule_for(const Criterion& criterion, std::string_view fact) {
  const auto rule = std::find_if(criterion.rules.begin(), criterion.rules.end(),
                                 [&](const Rule& one) { return bears(one, fact); });
  return rule == criterion.rules.end() ? nullptr : &*rule;
}

State default_state(const Finding& sorted) {
  if (sorted.for_facts.empty()) return State::kNotObserved;
  return sorted.against_facts.empty() ? State::kObserved : State::kDiscordant;
}

// `id_of(i)`: the id of fact i.
template <typename IdOf>
Finding sorted_facts(const Criterion& criterion, std::size_t count, const IdOf& id_of) {
  Finding finding;
  finding.criterion = criterion.id;
  std::vector<std::uint32_t> only_alone;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Rule* rule = rule_for(criterion, id_of(i));
    if (rule == nullptr) continue;
    if (rule->bearing == Bearing::kFor) {
      finding.for_facts.push_back(i);
    } else if (rule->bearing == Bearing::kContext) {
      finding.context_facts.push_back(i);
    } else {
      (rule->when == When::kAlways ? finding.against_facts : only_alone).push_back(i);
    }
  }
  std::vector<std::uint32_t>& place =
      finding.for_facts.empty() ? finding.against_facts : finding.context_facts;
  place.insert(place.end(), only_alone.begin(), only_alone.end());
  std::sort(place.begin(), place.end());
  finding.state = default_state(finding);
  return finding;
}

// Letters and digits a reader sees, counted up to `enough`.
std::size_t readable_letters(const parser::ParsedMail& mail, std::size_t enough) {
  std::size_t letters = 0;
  for (const parser::TextPart& text : mail.texts) {
    for (const char c : text.text) {
      if (wording::is_word_byte(c) && ++letters >= enough) return letters;
    }
  }
  return letters;
}

bool is_encrypted(const parser::Part& part) {
  return (part.type == "multipart" && part.subtype == "encrypted") ||
         (part.type == "application" &&
          (part.subtype == "pkcs7-mime" || part.subtype == "x-pkcs7-mime" ||
           part.subtype == "pgp-encrypted"));
}

// Why the text cannot be said to have been seen; "" when it was.
std::string_view text_not_seen(const parser::ParsedMail& mail) {
  constexpr std::size_t kFewLetters =
      32;  // "Version en ligne", a greeting: less than any mention takes
  const bool cut = std::any_of(mail.texts.begin(), mail.texts.end(),
                               [](const parser::TextPart& text) { return text.incomplete; });
  if (mail.body_incomplete || cut) return "body_incomplete";
  if (std::any_of(mail.parts.begin(), mail.parts.end(), is_encrypted)) return "encrypted_body";
  const bool has_images =
      std::any_of(mail.texts.begin(), mail.texts.end(),
                  [](const parser::TextPart& text) { return text.images > 0; }) ||
      std::any_of(mail.parts.begin(), mail.parts.end(),
                  [](const parser::Part& part) { return part.type == "image"; });
  if (has_images && readable_letters(mail, kFewLetters) < kFewLetters) return "image_only";
  const bool has_other =
      std::any_of(mail.parts.begin(), mail.parts.end(), [](const parser::Part& part) {
        return !part.is_container && part.type != "text" && !part.body.empty();
      });
  if (mail.texts.empty() && has_other) return "no_readable_text";
  return "";
}

// Why absence cannot be claimed; "" when everything the criterion needs was seen.
std::string_view not_seen(Needs needs, const parser::ParsedMail& mail) {
  const capture::RawMail& raw = *mail.raw;
  if (needs == Needs::kEnvelope) {
    if (!raw.has_envelope) return "no_envelope";
    const bool cut =
        raw.completeness == capture::Completeness::kMidstream || raw.recipients_not_kept > 0;
    return cut ? "envelope_incomplete" : "";
  }
  if (mail.header_incomplete || raw.completeness == capture::Completeness::kMidstream)
    return "header_incomplete";
  // Kept, not decoded: nothing was read in it.
  const auto is_utf16 = [](const Defect& defect) { return defect.kind == DefectKind::kUtf16Mail; };
  if (std::ranges::any_of(raw.defects, is_utf16)) return "not_decoded";
  if (needs == Needs::kHeader) return "";
  if (raw.incomplete()) return "body_incomplete";
  return text_not_seen(mail);
}

}  // namespace

std::string_view name_of(State state) {
  switch (state) {
    case State::kObserved:
      return "observed";
    case State::kNotObserved:
      return "not_observed";
    case State::kDiscordant:
      return "discordant";
    case State::kNotObservable:
      break;
  }
  return "not_observable";
}

std::string_view name_of(Source source) {
  switch (source) {
    case Source::kTexte:
      return "texte";
    case Source::kDoctrine:
      return "doctrine";
    case Source::kJurisprudence:
      return "jurisprudence";
    case Source::kPendant:
      break;
  }
  return "pendant";
}

const Criterion* criterion_named(std::string_view id) {
  const auto all = criteria();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Criterion* one) { return one->id == id; });
  return found == all.end() ? nullptr : *found;
}

const Reason* reason_named(const Criterion& criterion, std::string_view key) {
  const auto found = std::find_if(criterion.reasons.begin(), criterion.reasons.end(),
                                  [&](const Reason& one) { return one.key == key; });
  return found == criterion.reasons.end() ? nullptr : &*found;
}

Finding sort_facts(const Criterion& criterion, std::span<const std::string_view> ids) {
  return sorted_facts(criterion, ids.size(), [&](std::uint32_t i) { return ids[i]; });
}

Finding examine(const Criterion& criterion, const parser::ParsedMail& mail,
                std::span<const Fact> facts) {
  Finding finding = sorted_facts(criterion, facts.size(),
                                 [&](std::uint32_t i) { return std::string_view(facts[i].id); });
  if (criterion.state != nullptr)
    finding.state = criterion.state(mail, finding, facts, finding.reason);
  // The one place that guards absence: it is claimed only of bytes that were seen.
  if (finding.state == State::kNotObserved) {
    const std::string_view unseen = not_seen(criterion.needs, mail);
    if (!unseen.empty()) {
      finding.state = State::kNotObservable;
      finding.reason = unseen;
    }
  }
  return finding;
}

}  // namespace constat::classifier
