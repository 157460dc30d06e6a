// Bare URLs in plain text: http, https, mailto and tel, made of RFC 3986 characters; punctuation
// and unpaired closing brackets at the end belong to the sentence (its appendix C). One pass
// (robustness M15).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace constat::parser::message {

// Ranges in `text`, at most `cap`; true when all were kept.
bool find_plain_links(std::string_view text, std::size_t cap, std::vector<ByteRange>& out);

}  // namespace constat::parser::message
