// Reading without a tree against reading with one (gumbo): the same characters are shown and the
// same are hidden, white space aside, however badly the tags are nested.

#include <gtest/gtest.h>

#include "tests/unit/parser/html/html_read.h"

#if __has_include(<gumbo.h>) && defined(CONSTAT_GUMBO)
#include <vector>

#include "parser/html/references.h"
#include "tests/unit/parser/html/gumbo_reading.h"

namespace constat::parser {
namespace {

using test::reading_of_gumbo;
using test::without_white_space;

void expect_same(std::string_view html) {
  const HtmlText own = read(html);
  const test::TreeReading other = reading_of_gumbo(html);
  EXPECT_EQ(without_white_space(own.text), other.shown) << html;
  EXPECT_EQ(without_white_space(own.hidden_text), other.hidden) << html;
}

TEST(AgainstGumbo, reads_documents_alike) {
  for (const char* html : {
           "<!DOCTYPE html><html><head><title>t</title></head><body><p>a<p>b</body></html>c",
           "<div hidden>a<p>b<div>c</div>d</p>e</div>f",
           "<p hidden>a<ul><li>b<li hidden>c<li>d</ul>e",
           "<ul><li hidden>a<ul><li>b</ul>c<li>d</ul>e",
           "<table><tr><td hidden>a<td>b<tr hidden><td>c<td>d</table>e",
           "<table><thead hidden><tr><th>a<tbody><tr><td>b<table><tr><td "
           "hidden>c</table>d</table>e",
           "<table><td>a</div>b</p>c<td hidden>d</table>e",
           "<b hidden>a<p>b</b>c</p>d",
           "<p><b hidden>a</p>b<p>c</b>d",
           "<a href=1 hidden>a<a href=2>b</a>c",
           "<a hidden>a<div>b</a>c</div>d",
           "<span hidden><div>a</span>b</div>c</span>d",
           "<dl><dt hidden>a<dd>b<dt>c<dd hidden>d</dl>e",
           "<h1 hidden>a<h2>b</h1>c",
           "<button hidden>a<p>b</button>c",
           "<em hidden>a<table><td>b</em>c</table>d</em>e",
           "<font hidden>a<table><td>b</font>c<td>d</table>e",
           "<i hidden><i><i>a</i>b</i>c</i>d",
           "<form hidden>a<div>b</form>c</div>d",
           "<pre hidden>\na</pre>b<textarea hidden><b>c</textarea>d",
           "<center hidden>a</center>b<foo hidden>c<span>d</foo>e</span>f",
           "<object hidden>a<b>c</object>d</b>e",
           "a<!-- b --><!--> c --><![CDATA[d]]>e<?f>g</ h>i</>j",
           "<script>a</script>b<style>c</style>d<xmp><e></xmp>f<noframes>g</noframes>h",
           "&amp;&lt;&eacute&#233;&notit;&nosuch;&#x80;&#0;",
           "<p>a</b></i></span></table></td></li>b",
           "<svg hidden><text>a</text></svg>b<svg><g/>c<p>d</svg>e",
           "<select><option hidden>a<option>b</select>c",
           "<template>a<p>b</template>c<noscript>d</noscript>e",
           "<div/hidden>a</div>b<p/>c<br/hidden>d",
       }) {
    expect_same(html);
  }
}

// Tags strung together at random. Tables stand whole: where text strays between their cells a tree
// moves it in front of the table, and reading in order does not. Nor do ordinary elements have
// the attribute: the end tag of a <b> around one can move a block out of it afterwards. Forms are
// left out, since gumbo misplaces the text before </form>.
TEST(AgainstGumbo, reads_badly_nested_tags_alike) {
  constexpr std::string_view pieces[] = {"<p>",
                                         "<p hidden>",
                                         "</p>",
                                         "<div>",
                                         "<div hidden>",
                                         "</div>",
                                         "<b>",
                                         "<b hidden>",
                                         "</b>",
                                         "<i hidden>",
                                         "</i>",
                                         "<span>",
                                         "</span>",
                                         "<ul>",
                                         "</ul>",
                                         "<li>",
                                         "<li hidden>",
                                         "</li>",
                                         "<h1>",
                                         "<h2 hidden>",
                                         "</h1>",
                                         "<x>",
                                         "</x>",
                                         "<table><tr><td>",
                                         "<table hidden><tr><td>",
                                         "</td></tr></table>",
                                         "<br>",
                                         "<a href=1>",
                                         "<a href=2 hidden>",
                                         "</a>",
                                         "<dl>",
                                         "<dt hidden>",
                                         "<dd>",
                                         "</dl>",
                                         "</dd>",
                                         "<button>",
                                         "</button>",
                                         "<ol>",
                                         "</ol>",
                                         "<font>",
                                         "</font>",
                                         "<pre>",
                                         "</pre>",
                                         "<u>",
                                         "</u>",
                                         "<center>",
                                         "</center>"};
  std::uint32_t state = 1;
  const auto next = [&state](std::size_t bound) {
    state = state * 1664525 + 1013904223;
    return static_cast<std::size_t>(state >> 16) % bound;
  };
  for (int document = 0; document < 10000; ++document) {
    std::string html = "<!DOCTYPE html>";
    const std::size_t count = 2 + next(11);
    for (std::size_t index = 0; index < count; ++index) {
      html += pieces[next(std::size(pieces))];
      html.push_back(static_cast<char>('a' + index));
    }
    expect_same(html);
    if (HasFailure()) break;
  }
}

// Characters that move the tokenizer from state to state, strung together at random: what of it is
// text? https://html.spec.whatwg.org/#tokenization
TEST(AgainstGumbo, takes_the_same_characters_for_text) {
  constexpr std::string_view pieces[] = {
      "<",         "<",        ">",         ">",           "</",        "/",         "!",
      "--",        "-",        "<!--",      "-->",         "--!>",      "<!",        "<?",
      "=",         "'",        "\"",        " ",           "\n",        "a",         "b",
      "<script>",  "</script", "</script>", "<title>",     "</title>",  "</title",   "<textarea>",
      "<style>",   "</style>", "<xmp>",     "</xmp>",      "<svg>",     "</svg>",    "<![CDATA[",
      "]]>",       "]",        "&amp",      "&#x41",       "&not",      ";",         "&#",
      "<math>",    "</math>",  "<p>",       "<b ",         "</b ",      "</",        "script",
      "<!DOCTYPE", "<iframe>", "</iframe",  "</textarea>", "<noembed>", "</noembed>"};
  std::uint32_t state = 7;
  const auto next = [&state](std::size_t bound) {
    state = state * 1664525 + 1013904223;
    return static_cast<std::size_t>(state >> 16) % bound;
  };
  for (int document = 0; document < 20000; ++document) {
    std::string html = "<!DOCTYPE html><body>";
    const std::size_t count = 2 + next(16);
    for (std::size_t index = 0; index < count; ++index) html += pieces[next(std::size(pieces))];
    // gumbo takes "</>" for a part of the next tag, which in SVG then closes nothing.
    if (html.find("</>") != std::string::npos) continue;
    EXPECT_EQ(test::in_source_order(read(html)), reading_of_gumbo(html).all) << html;
    if (HasFailure()) break;
  }
}

constexpr std::string_view kNames[] = {
#define R(name, first, second) #name,
#include "parser/html/references_1.inc"
#include "parser/html/references_2.inc"
#undef R
};

// HTML has 2,231 names of characters, 106 of them without semicolon.
TEST(AgainstGumbo, knows_the_same_references) {
  EXPECT_EQ(std::size(kNames), 2231u - 106u);
  for (const std::string_view name : kNames) {
    for (const char* after : {";", "", "x", "=", " ", ";;", "<b>", "&", "\u00e9"}) {
      const std::string html = "<!DOCTYPE html>x&" + std::string(name) + after;
      EXPECT_EQ(without_white_space(read(html).text), reading_of_gumbo(html).all) << html;
    }
  }
}

TEST(AgainstGumbo, knows_the_same_references_in_attributes) {
  for (const std::string_view name : kNames) {
    for (const char* after : {";", "", "x", "=", "1", "-"}) {
      const std::string html = "<!DOCTYPE html><b hidden='&" + std::string(name) + after + "'>";
      std::string scratch;
      const std::string own(attribute_text("&" + std::string(name) + after, scratch));
      EXPECT_EQ(own, test::hidden_attribute_by_gumbo(html)) << html;
    }
  }
}

TEST(AgainstGumbo, mends_the_same_numbers) {
  std::vector<std::uint32_t> numbers = {0xd7ff, 0xd800,  0xdfff,  0xe000,   0xfdd0,  0xfffd,
                                        0xfffe, 0x10000, 0x1f4e7, 0x10ffff, 0x110000};
  for (std::uint32_t number = 0; number < 0x300; ++number) numbers.push_back(number);
  for (const std::uint32_t number : numbers) {
    const std::string html = "<!DOCTYPE html>x&#" + std::to_string(number) + ";y";
    EXPECT_EQ(without_white_space(read(html).text), reading_of_gumbo(html).all) << html;
  }
}

}  // namespace
}  // namespace constat::parser
#endif
