// Where a sentence begins and ends, and what is said in it.
#pragma once

#include <cstddef>
#include <span>

#include "classifier/wording/mail_reading.h"
#include "classifier/wording/span.h"

namespace constat::classifier::wording {

// The sentence around [begin, end), looked for at most 300 bytes either way. It ends at '.', '!',
// '?' before white space, at an empty line, and in HTML at every line end (a block border).
Span sentence_around(const ReadText& text, std::size_t begin, std::size_t end);

// The hits that lie in the span whole.
std::span<const Hit> hits_within(std::span<const Hit> hits, Span span);

// "You cannot unsubscribe", "le desabonnement n'est pas possible": the hit stands under a negation
// close by, with no clause border between.
bool is_negated(std::string_view folded, std::span<const Hit> before, std::span<const Hit> after,
                const Hit& hit);
inline bool is_negated(const ReadText& text, const Hit& hit) {
  return is_negated(text.text(), text.of(Meaning::kNegationBefore),
                    text.of(Meaning::kNegationAfter), hit);
}

}  // namespace constat::classifier::wording
