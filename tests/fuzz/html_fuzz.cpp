// Reading of arbitrary HTML. What is not UTF-8 is made so first, as the contract asks.
//
// Holds: texts are well-formed UTF-8; maps are as long as their text, rise and stay inside of the
// HTML; a byte of text that maps to one byte is that byte or folded white space; ranges of links
// are inside; a second run is the same.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parser/html/visible_text.h"
#include "tests/fuzz/utf8_check.h"

namespace {

using namespace constat;
using namespace constat::parser;

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

void check_text(std::string_view text, const SourceMap& map, std::string_view html) {
  require(is_well_formed_utf8(text));
  require(map.text_length() == text.size());
  std::uint64_t last = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const ByteRange range = map.to_source({at, 1});
    require(range.offset >= last && range.end() <= html.size());
    last = range.offset;
    if (range.length != 1) continue;
    const char source = html[range.offset];
    require(source == text[at] || (is_space(text[at]) && is_space(source)));
  }
}

void check(const HtmlText& out, std::string_view html, const Limits& limits) {
  check_text(out.text, out.map, html);
  check_text(out.hidden_text, out.hidden_map, html);
  require(out.links.size() <= limits.links_per_mail && out.remote_images <= out.images);
  for (const HtmlLink& link : out.links) {
    require(is_well_formed_utf8(link.url) && is_well_formed_utf8(link.text) &&
            is_well_formed_utf8(link.image_text));
    require(link.text_offset <= out.text.size() && link.where.end() <= html.size());
    if (!link.hidden()) require(link.text_offset + link.text.size() <= out.text.size());
  }
}

bool same(const HtmlText& left, const HtmlText& right) {
  return left.text == right.text && left.hidden_text == right.hidden_text &&
         left.links.size() == right.links.size() && left.images == right.images &&
         left.map.run_count() == right.map.run_count();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string html(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (!is_well_formed_utf8(html)) {
    for (char& c : html) c = static_cast<char>(c & 0x7f);
  }
  Limits limits;
  if ((data[0] & 1) != 0) {  // caps that small inputs reach
    limits.html_tokens = 20;
    limits.html_depth = 3;
    limits.html_attributes_per_tag = 1;
    limits.html_style_rules = 1;
    limits.links_per_mail = 1;
  }
  HtmlText out;
  read_html(html, limits, out);
  check(out, html, limits);
  HtmlText again;
  read_html("<p hidden>used before<a href=x>", limits, again);
  read_html(html, limits, again);
  require(same(out, again));
  return 0;
}
