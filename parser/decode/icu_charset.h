// Character sets of several bytes a character, by ICU: bounded chunks, own converter names, an
// error callback of our own.
#pragma once

#include <string_view>

#include "parser/decode/charset_labels.h"
#include "parser/decode/mapped_text.h"

namespace constat::parser {

// `charset` is kGb18030 or one after it.
void decode_by_icu(std::string_view bytes, Charset charset, MappedText& text);

}  // namespace constat::parser
