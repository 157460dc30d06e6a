// The phrases the program knows, in eight languages: the rows of data/*.tsv, written folded.
#pragma once

#include <span>
#include <string_view>

#include "classifier/wording/phrases.h"

namespace constat::classifier::wording {

std::span<const Phrase> all_phrases();

const PhraseTable& text_phrases();  // for one scan of each text
const PhraseTable& url_phrases();   // words of a path or query

// The anchor says only "here", "this link" or an address: what it leads to stands beside it.
bool is_generic_anchor(std::string_view folded);

}  // namespace constat::classifier::wording
