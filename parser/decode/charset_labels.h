// Which character set a label of a mail names: an allow-list, so that no name from a mail ever
// reaches a conversion library. Labels: WHATWG Encoding section 4.2, IANA character-sets, and what
// mail programs write ("utf8", "cp1252", "ansi_x3.4-1968").
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace constat::parser {

enum class Charset : std::uint8_t {
  kUsAscii,
  kUtf8,
  kUtf7,
  kUtf16,  // byte order by mark, else by where the zero bytes are
  kUtf16Be,
  kUtf16Le,
#define CONSTAT_SINGLE_BYTE(set, ...) set,
#include "parser/decode/single_byte_sets.inc"
#undef CONSTAT_SINGLE_BYTE
  // From here on by ICU.
  kGb18030,
  kBig5,
  kBig5Hkscs,
  kEucJp,
  kShiftJis,
  kIso2022Jp,
  kEucKr,
  kIso2022Kr,
};

// White space around the label and its case do not matter. "utf-8//TRANSLIT" is not on the list.
std::optional<Charset> charset_labelled(std::string_view label);

// "windows-1252", lower case: the name WHATWG Encoding or IANA gives the set that is read. That of
// kIso8859_1 is windows-1252, whose letters it has (single_byte_sets.inc).
std::string_view name_of(Charset charset);

}  // namespace constat::parser
