// What a person reads of an HTML part: the visible text, the text hidden by style, the links.
// A tokenizer after the WHATWG states (https://html.spec.whatwg.org/#tokenization), no tree, no
// recursion; linear time.
//
// Nothing is fetched and nothing is executed; script, style, title, iframe content is not text, nor
// is a comment (also a conditional one).
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
  std::string url;   // href, references resolved, white space trimmed
  std::string text;  // visible text inside the anchor, white space folded; of a hidden link its
                     // hidden text
  std::string image_text;         // alt of images inside it
  std::uint64_t text_offset = 0;  // in HtmlText::text, where the anchor's text starts
  ByteRange where;                // of the href value in the HTML
  bool hidden = false;            // by style, or all of its words are
};

struct HtmlText {
  std::string text;  // UTF-8; white space folded, '\n' at block borders and <br>, ' ' between
                     // cells; <pre> and <textarea> as they are
  SourceMap map;     // text -> HTML bytes; a line end at a border maps to the tag that made it
  // Text a reader does not see: display:none, visibility:hidden, font-size up to 1px, opacity:0,
  // height or max-height 0 with overflow:hidden, moved out of the window, clipped to nothing,
  // mso-hide:all, the hidden attribute, a colour declared equal to the declared background. By the
  // style attribute, or by a rule of a style sheet outside of @media whose selector is a tag, a
  // class or an id and that stands before the text. Also <template> and <noscript> (mail programs
  // differ in what they show of it). Pieces that visible text parts are on lines of their own.
  std::string hidden_text;
  SourceMap hidden_map;
  std::vector<HtmlLink> links;  // <a href>, <area href>; at most Limits::links_per_mail
  std::uint64_t links_not_kept = 0;
  std::uint32_t images = 0;
  std::uint32_t remote_images = 0;         // http(s): or protocol-relative src
  bool token_cap_hit = false;              // Limits::html_tokens: the rest was not read
  std::uint64_t elements_too_deep = 0;     // beyond Limits::html_depth; some styles not applied
  std::uint64_t style_rules_not_kept = 0;  // beyond Limits::html_style_rules
  void clear();
};

// `html` is valid UTF-8. Clears `out` first; its memory is reused.
void read_html(std::string_view html, const Limits& limits, HtmlText& out);

}  // namespace constat::parser
