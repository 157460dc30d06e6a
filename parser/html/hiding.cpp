#include "parser/html/hiding.h"

#include <array>

namespace constat::parser {
namespace {

constexpr std::string_view kNames[] = {
#define CONSTAT_HIDING(enumerator, name, meaning) name,
#include "parser/html/hiding.inc"
#undef CONSTAT_HIDING
};

// White space and format characters of Unicode that newsletters fill previews with, in UTF-8.
constexpr std::string_view kSpacers[] = {
    " ",      "\t",     "\n",     "\r",     "\f",     "\u00a0", "\u00ad", "\u034f", "\u061c",
    "\u115f", "\u1160", "\u17b4", "\u17b5", "\u180e", "\u2000", "\u2001", "\u2002", "\u2003",
    "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a", "\u200b", "\u200c",
    "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202f", "\u205f", "\u2060", "\u2061",
    "\u2062", "\u2063", "\u2064", "\u3000", "\u3164", "\ufe0f", "\ufeff", "\uffa0"};

std::size_t spacer_at(std::string_view text) {
  for (const std::string_view spacer : kSpacers) {
    if (text.starts_with(spacer)) return spacer.size();
  }
  return 0;
}

}  // namespace

std::string_view name_of(Hiding hiding) { return kNames[static_cast<std::size_t>(hiding)]; }

HiddenWords words_in(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = spacer_at(text);
    if (length == 0) return HiddenWords::kSome;
    text.remove_prefix(length);
  }
  return HiddenWords::kSpacersOnly;
}

}  // namespace constat::parser
