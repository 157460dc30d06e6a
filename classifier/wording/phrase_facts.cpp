#include "classifier/wording/phrase_facts.h"

#include <algorithm>

#include "classifier/wording/quote.h"
#include "classifier/wording/tables.h"

namespace constat::classifier::wording {

const Phrase& phrase_of(const Hit& hit) { return text_phrases().phrase(hit); }

std::string wording_of(const ReadText& text, const Hit& hit) {
  return one_line(text.text().substr(hit.begin, hit.end - hit.begin));
}

bool ToldOnce::first(std::string_view value) {
  if (std::find(told_.begin(), told_.end(), value) != told_.end()) return false;
  told_.emplace_back(value);
  return true;
}

void tell_wordings(const ReadText& text, Meaning meaning, std::string_view id, const Limits& limits,
                   FactSink& facts) {
  std::vector<std::uint16_t> told;  // few
  std::size_t done = 0;
  for (const Hit& hit : text.longest_of(meaning)) {
    if (hit.begin < done) continue;  // "de remise" inside "code de remise"
    done = hit.end;
    if (std::find(told.begin(), told.end(), hit.phrase) != told.end()) continue;
    told.push_back(hit.phrase);
    facts.add(fact_at(text, {hit.begin, hit.end - hit.begin}, id, wording_of(text, hit), limits));
  }
}

}  // namespace constat::classifier::wording
