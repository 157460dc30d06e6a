// Reading of arbitrary HTML. What is not UTF-8 is made so first, as the contract asks.
//
// Holds: texts are well-formed UTF-8; maps are as long as their text, rise and stay inside of the
// HTML; a byte of text that maps to one byte is that byte or folded white space; hidden runs cover
// the hidden text in order, each with a reason; links stand in order, their ranges inside; a cap
// that was reached is noted with its place; a second run is the same, whatever was read before; so
// is one with comments in front.

#include <cstdint>
#include <string>
#include <string_view>

#include "parser/html/visible_text.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/utf8_check.h"

namespace {

using namespace constat;
using namespace constat::parser;
using fuzz::check;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

void check_text(std::string_view text, const SourceMap& map, std::string_view html) {
  check(is_well_formed_utf8(text));
  check(map.text_length() == text.size());
  std::uint64_t last = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const ByteRange range = map.to_source({at, 1});
    check(range.offset >= last && range.end() <= html.size());
    last = range.offset;
    if (range.length != 1) continue;
    const char source = html[range.offset];
    check(source == text[at] || source == '\0' || (is_space(text[at]) && is_space(source)) ||
          static_cast<unsigned char>(text[at]) >= 0x80);
  }
}

void check_runs(const HtmlText& out) {
  check(out.hidden_runs.empty() == out.hidden_text.empty());
  std::uint64_t last = 0;
  for (const HiddenRun& run : out.hidden_runs) {
    const bool first = &run == out.hidden_runs.data();
    check(first ? run.begin == 0 : run.begin > last);
    check(run.begin < out.hidden_text.size() && !run.by.empty());
    last = run.begin;
  }
}

void check_links(const HtmlText& out, std::string_view html, const Limits& limits) {
  check(out.links.size() <= limits.links_per_mail && out.remote_images <= out.images);
  for (const HtmlLink& link : out.links) {
    check(is_well_formed_utf8(link.url) && is_well_formed_utf8(link.text) &&
          is_well_formed_utf8(link.image_text) && is_well_formed_utf8(link.resolved));
    check(link.text_offset <= out.text.size() && link.where.end() <= html.size());
    if (!link.hidden()) check(link.text_offset + link.text.size() <= out.text.size());
    check(link.kind != LinkKind::kWithoutTarget || link.url.empty());
    check(!out.base.empty() || link.resolved.empty());
  }
}

void check_caps(const HtmlText& out, std::string_view html) {
  const bool any = out.token_cap_hit || out.style_cap_hit || out.links_not_kept > 0 ||
                   out.elements_too_deep > 0 || out.attributes_not_kept > 0 ||
                   out.style_rules_not_kept > 0;
  check(any == !out.beyond_caps.empty());
  check(out.beyond_caps.end() <= html.size());
}

void check_all(const HtmlText& out, std::string_view html, const Limits& limits) {
  check_text(out.text, out.map, html);
  check_text(out.hidden_text, out.hidden_map, html);
  check_runs(out);
  check_links(out, html, limits);
  check_caps(out, html);
}

bool same(const HtmlText& left, const HtmlText& right) {
  if (left.links.size() != right.links.size()) return false;
  for (std::size_t index = 0; index < left.links.size(); ++index) {
    const HtmlLink& one = left.links[index];
    const HtmlLink& other = right.links[index];
    if (one.url != other.url || one.text != other.text || one.hidden_by != other.hidden_by ||
        one.image_text != other.image_text || one.text_offset != other.text_offset) {
      return false;
    }
  }
  return left.text == right.text && left.hidden_text == right.hidden_text &&
         left.hidden_runs == right.hidden_runs && left.base == right.base &&
         left.images == right.images;
}

Limits small_caps() {
  Limits limits;
  limits.html_tokens = 20;
  limits.html_depth = 3;
  limits.html_attributes_per_tag = 1;
  limits.html_style_rules = 1;
  limits.html_style_steps = 10;
  limits.links_per_mail = 1;
  return limits;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string html(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (!is_well_formed_utf8(html)) {
    for (char& c : html) c = static_cast<char>(c & 0x7f);
  }
  const bool small = (data[0] & 1) != 0;
  const Limits limits = small ? small_caps() : fuzz::limits_of_run();
  HtmlText out;
  read_html(html, limits, out);
  check_all(out, html, limits);
  HtmlText again;
  read_html("<p hidden>used before<a href=x>", limits, again);
  read_html(html, limits, again);
  check(same(out, again));
  if (small || out.token_cap_hit) return 0;
  read_html("<!--\n--><!x>" + html, limits, again);
  check(same(out, again));
  return 0;
}
