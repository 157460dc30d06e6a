// Reading of HTML, in bytes of HTML a second: a newsletter as they are, plain paragraphs, and two
// forms that must stay linear.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "parser/html/visible_text.h"

namespace {

using namespace constat;
using namespace constat::parser;

constexpr std::size_t kSize = 200'000;

std::string repeated(std::string_view piece) {
  std::string all;
  while (all.size() < kSize) all += piece;
  return all;
}

void read_all(benchmark::State& state, const std::string& html, std::string_view begins_with) {
  const Limits limits;
  HtmlText out;
  read_html(html, limits, out);
  if (!out.text.starts_with(begins_with) || out.token_cap_hit) std::abort();
  for (auto _ : state) {
    read_html(html, limits, out);
    benchmark::DoNotOptimize(out.text.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(html.size()) * state.iterations());
}

void newsletter(benchmark::State& state) {
  const std::string head =
      "<html><head><style>.pre{display:none} @media (max-width:600px){.full{width:100%!important}}"
      "</style></head><body bgcolor=\"#ffffff\"><div class=\"pre\">Aper&ccedil;u</div>";
  const std::string row =
      "<table width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" align=\"center\" "
      "style=\"border-collapse:collapse;background-color:#f4f4f4;\"><tr>\r\n<td class=\"full\" "
      "align=\"left\" valign=\"top\" style=\"font-family:Arial, Helvetica, "
      "sans-serif;font-size:14px;"
      "line-height:20px;color:#333333;padding:10px 20px 10px 20px;\">\r\nBonjour, d&eacute;couvrez "
      "nos nouveaut&eacute;s de la saison, choisies pour vous par toute l&rsquo;&eacute;quipe.<br>"
      "<a href=\"https://news.example/c?u=123456&amp;c=42&amp;l=7\" target=\"_blank\" "
      "style=\"color:#0066cc;text-decoration:underline;\">Voir la collection</a>\r\n"
      "<img src=\"https://news.example/i/banner.jpg\" width=\"600\" height=\"200\" "
      "alt=\"Collection\" "
      "style=\"display:block;border:0;\"></td></tr></table>\r\n";
  read_all(state, head + repeated(row) + "</body></html>", "Bonjour, d\u00e9couvrez");
}
BENCHMARK(newsletter);

void paragraphs(benchmark::State& state) {
  read_all(state,
           repeated("<p>Pour ne plus recevoir nos lettres, il suffit de r\u00e9pondre \u00e0 ce "
                    "message avec le mot STOP en objet, ou de nous \u00e9crire.</p>\n"),
           "Pour ne plus");
}
BENCHMARK(paragraphs);

void one_comment_never_closed(benchmark::State& state) {
  read_all(state, "x<!--" + repeated("-- >"), "x");
}
BENCHMARK(one_comment_never_closed);

void one_tag_of_many_attributes(benchmark::State& state) {
  read_all(state, "x<a " + repeated("b=c ") + ">y", "xy");
}
BENCHMARK(one_tag_of_many_attributes);

void spans_never_closed(benchmark::State& state) {
  read_all(state, repeated("x<span style=color:#fff>"), "xx");
}
BENCHMARK(spans_never_closed);

}  // namespace

BENCHMARK_MAIN();
