// Style sheets and style attributes of arbitrary bytes, over a page that has something for their
// selectors to find. The input is parted at its first NUL: sheet, style attribute.
//
// Holds: whatever the styles, the characters of the page stand either in the visible or in the
// hidden text, once; a run that is hidden has a reason; a style sheet behind the page does what it
// does in front of it; one in @media that holds nowhere does nothing; reading twice is the same.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "parser/html/color.h"
#include "parser/html/css_values.h"
#include "parser/html/style_sheet.h"
#include "parser/html/visible_text.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/utf8_check.h"

namespace {

using namespace constat;
using namespace constat::parser;
using fuzz::check;

constexpr std::string_view kWords = "abcdefghijkl";

std::string page(std::string_view style) {
  return "<div id=i class='a b' style='" + std::string(style) +
         "'>a<p class=a title=t lang=fr-BE>b<b class=c>c</b><i hidden>d</i></p></div>"
         "<table bgcolor=#ffffff><tr><td class=b>e<font color=white>f</font></table>"
         "<ul><li>g<li class=a>h</ul><a href=x>i</a><x-y data-z='1 2'>j</x-y><h1>k</h1>l";
}

std::string characters(std::string_view text) {
  std::string all;
  for (const char c : text) {
    if (c != ' ' && c != '\n') all.push_back(c);
  }
  return all;
}

// Nothing of the page is lost, nothing doubled.
void check_complete(const HtmlText& out) {
  std::string all = characters(out.text) + characters(out.hidden_text);
  std::sort(all.begin(), all.end());
  check(all == kWords);
  for (const HiddenRun& run : out.hidden_runs) check(!run.by.empty());
}

void check_values(std::string_view css) {
  std::string scratch;
  check(css_unescaped(css, scratch).size() <= css.size() + 2);
  check(css_length_before(css, ";") <= css.size());
  check(css_number(css).length <= css.size());
  std::string_view rest = css;
  while (!rest.empty()) {
    const std::size_t before = rest.size();
    const std::string_view word = next_css_word(rest);
    static_cast<void>(css_color(word));
    check(rest.size() < before);
  }
  static_cast<void>(attribute_color(css));
  static_cast<void>(media_in(css));
}

// Without what would end the element or the attribute it is put into.
std::string cleaned(std::string_view bytes) {
  std::string text(bytes);
  const bool good = is_well_formed_utf8(text);
  for (char& c : text) {
    if (!good) c = static_cast<char>(c & 0x7f);
    if (c == '<' || c == '\'' || c == '&' || c == '\0') c = ' ';
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t parting = std::min(input.find('\0'), input.size());
  const std::string sheet = cleaned(input.substr(0, parting));
  const std::string style = cleaned(input.substr(std::min(parting + 1, input.size())));
  check_values(sheet);
  check_values(style);
  const Limits& limits = fuzz::limits_of_run();
  const std::string head = "<style>" + sheet + "</style>";
  HtmlText before, behind, again;
  read_html(head + page(style), limits, before);
  check_complete(before);
  read_html(page(style) + head, limits, behind);
  check_complete(behind);
  check(characters(before.text) == characters(behind.text));
  read_html(head + page(style), limits, again);
  check(again.text == before.text && again.hidden_runs == before.hidden_runs);
  HtmlText plain, printed;
  read_html(page(style), limits, plain);
  read_html("<style media=print>" + sheet + "</style>" + page(style), limits, printed);
  check(plain.text == printed.text && plain.hidden_text == printed.hidden_text);
  return 0;
}
