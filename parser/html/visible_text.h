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
#include "parser/html/hiding.h"
#include "parser/html/link_kind.h"

namespace constat::parser {

struct HtmlLink {
  std::string url;       // as written: references resolved, white space trimmed, merge tags kept
  std::string resolved;  // against <base href>, when there is one; else ""
  std::string text;      // visible text inside the anchor, white space folded; of a hidden link its
                         // hidden text; "" of a form
  std::string image_text;  // alt or title of images inside it, labels of a form's buttons; if there
                           // is neither and no text, its own title or aria-label
  std::uint64_t text_offset = 0;  // in HtmlText::text, where the anchor's text starts
  ByteRange where;                // of the href value in the HTML; of the tag when there is none
  LinkKind kind = LinkKind::kAnchor;
  Hidings hidden_by;  // what hides it, or all of its words; empty: it is seen

  bool hidden() const { return !hidden_by.empty(); }
};

// An image that is fetched from elsewhere: http(s): or protocol-relative src.
struct HtmlImage {
  std::string url;     // references resolved, white space trimmed
  ByteRange where;     // of the src value in the HTML
  bool pixel = false;  // height and width are said to be one pixel at most
  Hidings hidden_by;   // what hides it; empty: it is seen, though it may be a pixel
};

struct HtmlText {
  std::string text;  // UTF-8; white space folded, '\n' at block borders and <br>, ' ' between
                     // cells; <pre> and <textarea> as they are
  SourceMap map;     // text -> HTML bytes; a line end at a border maps to the tag that made it
  // Text a reader does not see, for the reasons of hiding.inc: by attributes, by the style
  // attribute, by rules of style sheets that hold on every screen (style_sheet.h). What is hidden
  // on some screens only is in `text`. Pieces that visible text parts are on lines of their own.
  std::string hidden_text;
  SourceMap hidden_map;
  std::vector<HiddenRun> hidden_runs;  // of all of hidden_text, in order
  std::vector<HtmlLink> links;         // in order of text_offset; at most Limits::links_per_mail
  std::uint64_t links_not_kept = 0;
  std::string base;  // <base href>, the first, as written; "" when there is none
  std::uint32_t images = 0;
  std::uint32_t remote_images = 0;          // all of them; of those kept at most
  std::vector<HtmlImage> images_elsewhere;  // Limits::links_per_mail

  // Caps. Where the first was reached; empty when none was.
  ByteRange beyond_caps;
  bool token_cap_hit = false;              // Limits::html_tokens: the rest was not read
  bool style_cap_hit = false;              // Limits::html_style_steps: the rest was not styled
  std::uint64_t elements_too_deep = 0;     // beyond Limits::html_depth; some styles not applied
  std::uint64_t attributes_not_kept = 0;   // beyond Limits::html_attributes_per_tag
  std::uint64_t style_rules_not_kept = 0;  // beyond Limits::html_style_rules
  void clear();
};

// `html` is valid UTF-8. Clears `out` first; its memory is reused.
void read_html(std::string_view html, const Limits& limits, HtmlText& out);

}  // namespace constat::parser
