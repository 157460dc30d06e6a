// The phrases the program knows, French and English, written folded. One file a theme;
// text_phrases() joins them for one scan of each text.
#pragma once

#include <string_view>
#include <vector>

#include "classifier/wording/phrases.h"

namespace constat::classifier::wording {

std::vector<Phrase> stop_phrases();   // stop_phrases.cpp
std::vector<Phrase> legal_phrases();  // legal_phrases.cpp

const PhraseTable& text_phrases();  // all of them
const PhraseTable& url_phrases();   // words of a path or query that say unsubscribe

// The anchor says only "here", "this link" or an address: what it leads to stands beside it.
bool is_generic_anchor(std::string_view folded);

}  // namespace constat::classifier::wording
