// What a person reads of an HTML part: the visible text, the text hidden by style, the links.
// A tokenizer after the WHATWG states (https://html.spec.whatwg.org/#tokenization), no tree, no recursion; linear time.
//
// Nothing is fetched and nothing is executed; script, style, title, template, noscript content is not text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/source_map.h"

namespace constat::parser {

struct HtmlLink {
  std::string url;         // href, entities resolved, white space trimmed
  std::string text;        // visible text inside the anchor, white space folded
  std::string image_text;  // alt of images inside it
  std::uint64_t text_offset = 0;  // in HtmlText::text, where the anchor starts
  ByteRange where;         // of the href value in the HTML
  bool hidden = false;
};

struct HtmlText {
  std::string text;         // UTF-8; white space folded, '\n' at block borders
  SourceMap map;            // text -> HTML bytes
  std::string hidden_text;  // display:none, visibility:hidden, font-size:0, hidden attribute, colour on the same colour, mso-hide:all, max-height:0+overflow
  SourceMap hidden_map;
  std::vector<HtmlLink> links;  // <a href>, <area href>; at most Limits::links_per_mail
  std::uint64_t links_not_kept = 0;
  std::uint32_t images = 0;
  std::uint32_t remote_images = 0;  // http(s): or protocol-relative src
  bool token_cap_hit = false;       // Limits::html_tokens: the rest was not read
  void clear();
};

// `html` is valid UTF-8. Clears `out` first; its memory is reused.
void read_html(std::string_view html, const Limits& limits, HtmlText& out);

}  // namespace constat::parser
