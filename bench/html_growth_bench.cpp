// Reading of HTML takes time that grows with it and no faster (robustness O2), row M14 and what
// else a page can be made of: at n and at 2n bytes, with the caps as shipped and without them.
//
//   html_growth_bench BYTES MOST_RATIO [WORD]
//
// WORD: only the generators whose name holds it. Prints a line for each generator and the peak of
// memory; exit code 1 when a ratio is above the bound or the memory above 256 MiB.

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "parser/html/visible_text.h"

namespace {

using constat::Limits;
using constat::parser::HtmlText;
using constat::parser::read_html;

constexpr long kMostKib = 256 * 1024;

struct Generator {
  const char* name;
  std::string before, piece, after;
};

std::string times(std::size_t count, std::string_view piece) {
  std::string all;
  for (std::size_t index = 0; index < count; ++index) all += piece;
  return all;
}

// Rules of every kind of selector, to be asked of every element.
std::string sheet() {
  return "<style>" + times(500, "p{color:red}.a .b{color:red}*{x:y}[q]{color:red}") + "</style>";
}

std::vector<Generator> generators() {
  return {
      {"div nested", "", "<div>", ""},
      {"div nested, styled", "<style>div div{opacity:.5}</style>", "<div>x", ""},
      {"tags never closed", "", "<p>", ""},
      {"formatting never closed", "", "<b style=color:red>x", ""},
      {"formatting out of order", "", "<b><p>x</b></p>", ""},
      {"links never closed", "", "<a href=x>y", ""},
      {"tables in tables", "", "<table><td>x", ""},
      {"lists in lists", "", "<ul><li>x", ""},
      {"forms and buttons", "", "<form action=x><button>y", ""},
      {"SVG in SVG", "", "<svg><g>x", ""},
      {"integration points", "", "<svg><foreignObject>x", ""},
      {"end tags of nothing", times(500, "<div>"), "</x></b></li></h1>", ""},
      {"details in details", "", "<details><summary>x", ""},
      {"attributes", "<a ", "b=c ", ">x"},
      {"attributes without value", "<a ", "b ", ">x"},
      {"comment never closed", "x<!--", "<!-- ", ""},
      {"comment of dashes", "x<!--", "--!", ""},
      {"comments", "", "<!---->", ""},
      {"bogus comments", "", "<!x>", ""},
      {"CDATA never closed", "<svg><![CDATA[", "]]", ""},
      {"href", "<a href='", "xy&amp;", "'>z</a>"},
      {"href never closed", "<a href='", "x", ""},
      {"references", "", "&amp;", ""},
      {"references of two characters", "", "&NotEqualTilde;", ""},
      {"ampersands", "", "&", ""},
      {"one long name", "&", "a", ""},
      {"one long number", "&#", "9", ""},
      {"angle brackets", "", "<", ""},
      {"end tags cut", "", "</", ""},
      {"script never closed", "<script>", "<!--<script></script ", ""},
      {"title never closed", "<title>", "</titl", ""},
      {"textarea", "<textarea>", "&amp;x", ""},
      {"plaintext", "<plaintext>", "<p>", ""},
      {"hidden and seen", "", "<i hidden>x</i>y", ""},
      {"NUL bytes", "", std::string("\0a", 2), ""},
      {"style sheet of rules", "<style>", ".a{display:none}", "</style><p class=a>x"},
      {"style sheet of braces", "<style>", "{", "</style>x"},
      {"style sheet of comments", "<style>", "/**/a", "</style>x"},
      {"style sheet of at-rules", "<style>", "@media x{", "</style>x"},
      {"style sheet of selectors", "<style>", "a b>c,", "d{color:red}</style>x"},
      {"one selector", "<style>", "a>b ", "{color:red}</style><a><b>x"},
      {"one declaration", "<i style='font:", "x ", "'>y"},
      {"declarations", "<i style='", "color:red;", "'>x"},
      {"brackets", "<i style='color:", "(", "'>x"},
      {"escapes", "<i style='color:", "\\61 ", "'>x"},
      {"classes", "<style>.a{color:red}</style><i class='", "a ", "'>x"},
      {"style sheets", "x", "<style>.a{color:red}</style><p class=a>", ""},
      {"elements under many rules", sheet(), "<p class='a b'>x", ""},
      {"elements under attribute rules",
       "<style>" + times(100, "[q=r] [s]{color:red}") + "</style>", "<b q=r s><p>x", ""},
  };
}

Limits without_caps() {
  Limits limits;
  for (std::size_t* cap : {&limits.html_tokens, &limits.html_attributes_per_tag,
                           &limits.html_style_rules, &limits.links_per_mail}) {
    *cap = std::size_t{1} << 40;
  }
  return limits;
}

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::string document(const Generator& generator, std::size_t bytes) {
  return generator.before + times(bytes / generator.piece.size() + 1, generator.piece) +
         generator.after;
}

// The least of several runs: what disturbs makes it longer, never shorter.
double time_of(const std::string& html, const Limits& limits) {
  double least = 1e9;
  for (int run = 0; run < 5; ++run) {
    HtmlText out;
    const double before = seconds();
    read_html(html, limits, out);
    least = std::min(least, seconds() - before);
  }
  return least;
}

bool grows_too_fast(const Generator& generator, std::size_t bytes, double most,
                    const Limits& limits, const char* caps) {
  double ratio = 0;
  for (int attempt = 0; attempt < 3; ++attempt) {
    const double once = time_of(document(generator, bytes), limits);
    const double twice = time_of(document(generator, 2 * bytes), limits);
    ratio = twice / once;
    // Below a millisecond it is the clock that is measured.
    const bool good = ratio <= most || twice < 0.001;
    if (!good && attempt < 2) continue;
    std::printf("%-32s %-8s %9.3f ms %9.3f ms  x %.2f%s\n", generator.name, caps, once * 1e3,
                twice * 1e3, ratio, good ? "" : "  TOO FAST");
    return !good;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t bytes = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1'000'000;
  const double most = argc > 2 ? std::strtod(argv[2], nullptr) : 2.3;
  const std::string_view word = argc > 3 ? argv[3] : "";
  int failures = 0;
  for (const Generator& generator : generators()) {
    if (std::string_view(generator.name).find(word) == std::string_view::npos) continue;
    failures += grows_too_fast(generator, bytes, most, Limits(), "caps") ? 1 : 0;
    failures += grows_too_fast(generator, bytes, most, without_caps(), "no caps") ? 1 : 0;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("peak %ld KiB\n", usage.ru_maxrss);
  return failures == 0 && usage.ru_maxrss <= kMostKib ? 0 : 1;
}
