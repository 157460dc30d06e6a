// The few value forms of CSS that hiding needs: numbers with units, words, functions.
// Source: CSS Syntax 3 section 4.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace constat::parser {

struct CssNumber {
  double value = 0;
  std::string_view unit;   // "px", "%", "" ; as written
  std::size_t length = 0;  // bytes read; 0: no number stands here
};

// The number at the beginning of `text`, white space not skipped.
CssNumber css_number(std::string_view text);

// Without white space and comments at both ends.
std::string_view css_trimmed(std::string_view text);

// Without escapes (CSS Syntax 3 section 4.3.7): "d\69 splay" is "display". `text` itself when there
// is none in it, else a view into `scratch`.
std::string_view css_unescaped(std::string_view text, std::string& scratch);

// The next word of a value, which moves past it: words end at white space outside of parentheses.
// Empty at the end.
std::string_view next_css_word(std::string_view& value);

// The length of what stands before the first of `stops` that is not inside quotes, a comment,
// parentheses or brackets; all of `text` if there is none. Stops are punctuation or white space,
// not '-', '.', '#' or '%'.
std::size_t css_length_before(std::string_view text, std::string_view stops);

}  // namespace constat::parser
