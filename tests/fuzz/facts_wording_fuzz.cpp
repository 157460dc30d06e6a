// Any text: what the readers of wording find lies in it, in order and within their caps, and the
// walk over all phrases finds what a plain search finds.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/wording/fold.h"
#include "classifier/wording/merge_tag.h"
#include "classifier/wording/money.h"
#include "classifier/wording/numbers.h"
#include "classifier/wording/quoted_mail.h"
#include "classifier/wording/reference.h"
#include "classifier/wording/tables.h"
#include "classifier/wording/url_tokens.h"
#include "core/json_writer.h"
#include "tests/support/require.h"

namespace constat::classifier::wording {
namespace {

// The same as PhraseTable::scan, one phrase after another.
std::size_t plain_count(std::string_view folded, const Phrase& phrase) {
  std::string_view words = phrase.text;
  const bool open_start = words.starts_with('*');
  if (open_start) words.remove_prefix(1);
  const bool open_end = words.ends_with('*');
  if (open_end) words.remove_suffix(1);
  std::string spaced(folded);
  std::replace(spaced.begin(), spaced.end(), '\n', ' ');
  std::size_t count = 0;
  for (std::size_t at = spaced.find(words); at != std::string::npos;
       at = spaced.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    const bool start =
        open_start || at == 0 || !is_word_byte(folded[at - 1]) || !is_word_byte(folded[at]);
    const bool stop = open_end || end == folded.size() || !is_word_byte(folded[end]) ||
                      !is_word_byte(folded[end - 1]);
    count += start && stop ? 1 : 0;
  }
  return count;
}

bool is_of_texts(Meaning meaning) {
  for (const Meaning other : {Meaning::kUrlStop, Meaning::kUrlPrivacy, Meaning::kGenericAnchor,
                              Meaning::kConsumerDomain, Meaning::kRoleName}) {
    if (meaning == other) return false;
  }
  return true;
}

void check_phrases(std::string_view folded, std::size_t pick) {
  std::vector<Hit> hits;
  text_phrases().scan(folded, hits);
  for (const Hit& hit : hits) require(hit.begin < hit.end && hit.end <= folded.size(), "hit");
  const auto by_end = [](const Hit& x, const Hit& y) { return x.end < y.end; };
  require(std::is_sorted(hits.begin(), hits.end(), by_end), "order of hits");
  // Of the thousands, a few each time.
  const auto all = all_phrases();
  for (std::size_t i = 0; i < 20; ++i) {
    const Phrase& phrase = all[(pick * 131 + i * 211) % all.size()];
    std::size_t count = 0;
    for (const Hit& hit : hits) {
      const Phrase& found = text_phrases().phrase(hit);
      count += found.text == phrase.text && found.meaning == phrase.meaning ? 1 : 0;
    }
    if (!is_of_texts(phrase.meaning)) continue;
    require(count == plain_count(folded, phrase), "phrase", phrase.text);
  }
}

void check_numbers(std::string_view folded) {
  for (auto digits = next_digits(folded, 0); digits; digits = next_digits(folded, digits->end)) {
    require(digits->begin < digits->end && digits->end <= folded.size(), "digits");
    if (const auto money = money_at(folded, digits->begin)) {
      require(money->where.end() <= folded.size() && !money->where.empty(), "money");
      require(!money->amount.empty() && money->currency.size() == 3, "amount", money->amount);
    }
    require(number_end(folded, digits->begin) > digits->begin, "number");
  }
  for (std::size_t at = 0; at <= folded.size(); at += 7) {
    const auto reference = reference_after(folded, at);
    if (!reference) continue;
    require(reference->begin >= at && reference->end <= folded.size(), "reference");
    require(reference->end - reference->begin >= 4, "reference's size");
  }
}

void check_tags(std::string_view text) {
  std::uint64_t done = 0;
  for (const ByteRange tag : merge_tags_in(text)) {
    require(tag.offset >= done && tag.end() <= text.size() && tag.length > 2, "tag");
    done = tag.end();
  }
}

}  // namespace
}  // namespace constat::classifier::wording

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace constat::classifier::wording;
  using constat::require;
  if (size == 0 || size > 4096) return 0;
  const std::string text =
      constat::to_valid_utf8(std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1));
  const std::string folded = fold(text);
  check_phrases(folded, data[0]);
  check_numbers(folded);
  check_tags(text);
  std::vector<Hit> hits;
  text_phrases().scan(folded, hits);
  std::erase_if(hits, [](const Hit& hit) { return hit.meaning != Meaning::kQuotedMail; });
  require(own_words_end(folded, hits) <= folded.size(), "own words");
  const std::vector<std::string> recipients = {"jeanne@example.org"};
  carries_personal_token(text, recipients);
  std::string names = "x";
  append_campaign_parameters(text, names);
  require(names.starts_with("x") && (names.size() == 1 || names[1] == ' '), "parameters", names);
  return 0;
}
