#include "classifier/wording/tables.h"

#include <vector>

namespace constat::classifier::wording {
namespace {

constexpr Phrase kPhrases[] = {
#include "classifier/wording_rows.inc"
};

enum class Place : std::uint8_t { kText, kUrl, kAnchor, kName };
constexpr Place kPlaces[] = {
#define CONSTAT_MEANING(enumerator, name, table) Place::table,
#include "classifier/wording/meanings.inc"
#undef CONSTAT_MEANING
};

std::vector<Phrase> phrases_for(Place place) {
  std::vector<Phrase> phrases;
  for (const Phrase& phrase : kPhrases) {
    if (kPlaces[static_cast<std::size_t>(phrase.meaning)] == place) phrases.push_back(phrase);
  }
  return phrases;
}

}  // namespace

std::span<const Phrase> all_phrases() { return kPhrases; }

const PhraseTable& text_phrases() {
  static const PhraseTable table(phrases_for(Place::kText));
  return table;
}

const PhraseTable& url_phrases() {
  static const PhraseTable table(phrases_for(Place::kUrl));
  return table;
}

bool is_generic_anchor(std::string_view folded) {
  constexpr std::size_t kLongest = 60;  // longer anchors say what they are
  if (folded.size() > kLongest) return false;
  static const PhraseTable table(phrases_for(Place::kAnchor));
  thread_local std::vector<Hit> hits;
  hits.clear();
  table.scan(folded, hits);
  return !hits.empty();
}

}  // namespace constat::classifier::wording
