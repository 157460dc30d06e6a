// Words that name another than the sender: the partner whose offer it is, the one it is sent for.

#include <string>

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/names.h"
#include "classifier/wording/phrase_facts.h"

namespace constat::classifier {
namespace {

using wording::Hit;
using wording::Meaning;
using wording::ReadText;

constexpr FactKind kKinds[] = {
    {"partner.wording",
     "Words about a partner, or about another for whom the mail is sent (the name where one is "
     "written)",
     "Mots désignant un partenaire, ou un tiers pour le compte duquel le message est envoyé (le "
     "nom s’il est écrit)"},
};

constexpr std::size_t kNameWords = 4;
constexpr std::size_t kNameGap = 3;  // bytes between the words and the name: " : "

std::optional<wording::Named> name_behind(const ReadText& text, std::size_t end) {
  auto name = wording::capitalised_after(text, end, kNameWords);
  if (!name || name->where.offset > end + kNameGap) return std::nullopt;
  // ". The" begins another sentence.
  const std::string_view gap = text.text().substr(end, name->where.offset - end);
  return gap.find('.') == std::string_view::npos ? name : std::nullopt;
}

void tell(const ReadText& text, const Hit& hit, const std::optional<wording::Named>& name,
          wording::ToldOnce& told, const Limits& limits, FactSink& facts) {
  std::string value = name ? name->words : "";
  if (!told.first(value)) return;
  const std::size_t end = name ? name->where.end() : std::size_t{hit.end};
  facts.add(wording::fact_at(text, {hit.begin, end - hit.begin}, "partner.wording",
                             std::move(value), limits));
}

void find(const wording::MailReading& reading, const Limits& limits, FactSink& facts) {
  for (const ReadText& text : reading.all()) {
    wording::ToldOnce told;
    for (const Hit& hit : text.longest_of(Meaning::kPartner)) {
      tell(text, hit, name_behind(text, hit.end), told, limits, facts);
    }
    for (const Hit& hit : text.longest_of(Meaning::kOnBehalf)) {
      const auto name = name_behind(text, hit.end);
      if (name) tell(text, hit, name, told, limits, facts);
    }
  }
}

}  // namespace

extern const FactFamily partner = {.id = "partner", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
