// What the mail tells of the processing of personal data: the right to object, the controller, the
// data protection officer, the authority, a policy (GDPR art. 13, 14 and 21).

#include <algorithm>
#include <string>

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/phrase_facts.h"
#include "classifier/wording/sentence.h"

namespace constat::classifier {
namespace {

using wording::Hit;
using wording::Meaning;
using wording::ReadText;
using wording::Span;

constexpr FactKind kKinds[] = {
    {"information.right_to_object",
     "The right to object is mentioned (separate, or among other rights in one sentence)",
     "Le droit d’opposition est mentionné (séparément, ou parmi d’autres droits dans une phrase)"},
    {"information.controller", "The controller of the data is mentioned",
     "Le responsable du traitement est mentionné"},
    {"information.dpo", "The data protection officer is mentioned",
     "Le délégué à la protection des données est mentionné"},
    {"information.cnil", "The CNIL or another supervisory authority is named",
     "La CNIL ou une autre autorité de contrôle est nommée"},
    {"information.privacy_policy", "Link to a privacy policy",
     "Lien vers une politique de confidentialité"},
};

bool stands_in(const ReadText& text, Meaning meaning, Span span) {
  return !wording::hits_within(text.of(meaning), span).empty();
}

// GDPR art. 21(4): "clearly and separately from any other information".
void find_right_to_object(const ReadText& text, const Limits& limits, FactSink& facts) {
  wording::ToldOnce told;
  const auto tell = [&](const Hit& hit, std::string_view value) {
    if (!told.first(value)) return;
    facts.add(wording::fact_at(text, {hit.begin, hit.end - hit.begin},
                               "information.right_to_object", std::string(value), limits));
  };
  for (const Hit& hit : text.longest_of(Meaning::kRightToObject)) {
    const Span sentence = wording::sentence_around(text, hit.begin, hit.end);
    tell(hit, stands_in(text, Meaning::kOtherRight, sentence) ? "among_others" : "separate");
  }
  for (const Hit& hit : text.of(Meaning::kRightListed)) {
    const Span sentence = wording::sentence_around(text, hit.begin, hit.end);
    if (wording::hits_within(text.of(Meaning::kOtherRight), sentence).size() >= 2)
      tell(hit, "among_others");
  }
}

// "CNIL" and "DPO" are short: the letters count as the name where they are capitals, or a part of
// an address.
bool is_named(const ReadText& text, const Hit& hit) {
  if (hit.end - hit.begin > 4) return true;
  const ByteRange where = text.folded.to_original({hit.begin, hit.end - hit.begin});
  const std::string_view original = text.original.substr(where.offset, where.length);
  const bool capitals =
      std::none_of(original.begin(), original.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const bool first_capital = !original.empty() && original[0] >= 'A' && original[0] <= 'Z';
  const bool in_address =
      hit.end < text.text().size() && (text.text()[hit.end] == '@' || text.text()[hit.end] == '.');
  return capitals || first_capital || in_address;
}

void find_named(const ReadText& text, Meaning meaning, std::string_view id, const Limits& limits,
                FactSink& facts) {
  for (const Hit& hit : text.longest_of(meaning)) {
    if (!is_named(text, hit)) continue;
    facts.add(wording::fact_at(text, {hit.begin, hit.end - hit.begin}, id,
                               wording::wording_of(text, hit), limits));
    return;  // one mention says it
  }
}

void find_policies(const ReadText& text, const Limits& limits, FactSink& facts) {
  constexpr std::size_t kAnchor = 120;  // longer anchors are whole articles
  for (const wording::ReadLink& link : text.links()) {
    if (link.quoted || link.is_hidden() || !link.is_web()) continue;
    const bool by_words = link.span.end - link.span.begin <= kAnchor &&
                          stands_in(text, Meaning::kPrivacyPolicy, link.span);
    if (!by_words && !link.says.has(Meaning::kUrlPrivacy)) continue;
    Fact fact = wording::fact_at(text, {link.span.begin, link.span.end - link.span.begin},
                                 "information.privacy_policy", link.link->url, limits);
    fact.range = link.link->where;
    facts.add(std::move(fact));
  }
}

void find(const wording::MailReading& reading, const Limits& limits, FactSink& facts) {
  for (const ReadText& text : reading.texts()) {
    find_right_to_object(text, limits, facts);
    find_named(text, Meaning::kController, "information.controller", limits, facts);
    find_named(text, Meaning::kDpo, "information.dpo", limits, facts);
    find_named(text, Meaning::kAuthority, "information.cnil", limits, facts);
    find_policies(text, limits, facts);
  }
}

}  // namespace

extern const FactFamily information = {.id = "information", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
