// Walking the words of a folded text, with a look at how the original writes them.
#pragma once

#include <optional>
#include <string_view>

#include "classifier/wording/mail_reading.h"
#include "classifier/wording/sentence.h"

namespace constat::classifier::wording {

// A word with its hyphens, apostrophes, dots inside and digits: "saint-denis", "l'exemple", "2m".
std::optional<Span> word_from(std::string_view folded, std::size_t at);    // starting at `at`
std::optional<Span> word_until(std::string_view folded, std::size_t end);  // ending at `end`

// Does the original write the folded word with a capital (or a digit) first?
bool is_capitalised(const ReadText& text, Span word);
// Does the original write all letters of it as capitals?
bool is_all_capitals(const ReadText& text, Span word);
// "de", "et", "of": stands inside names without a capital.
bool is_small_word(std::string_view word);

}  // namespace constat::classifier::wording
