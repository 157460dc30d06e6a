// The links of an HTML part: where they lead, what they say, whether they are seen. At most one
// anchor, one form and one button are open at a time.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/limits.h"
#include "parser/html/attributes.h"
#include "parser/html/open_elements.h"
#include "parser/html/visible_text.h"

namespace constat::parser {

class LinkReader {
 public:
  // `html`: what the attributes are views into.
  LinkReader(std::string_view html, const Limits& limits, HtmlText& out)
      : html_(html), limits_(limits), out_(out) {}

  // The start tag of an element that is open from now on, and its end. `tag` is all of the tag;
  // `hidden_by` holds of what stands in it.
  Opens begin(Element element, const Attributes& attributes, std::string_view tag,
              Hidings hidden_by);
  void end(Opens opens);

  // <area>, <input>, <img>: without content.
  void area(const Attributes& attributes, Hidings hidden_by);
  void input(const Attributes& attributes, Hidings hidden_by);
  void image(const Attributes& attributes, const Style& style, Hidings hidden_by);

  // The first <base href>.
  void base(const Attributes& attributes);

  // Hidden text was read.
  void hidden_words(Hidings by);

 private:
  static constexpr std::size_t kNoLink = static_cast<std::size_t>(-1);
  struct InProgress {
    bool open = false;
    std::size_t link = kNoLink;  // index; a button may have none
    std::size_t text_from = 0;
    std::size_t hidden_from = 0;
    std::uint32_t images = 0;
    Hidings words_hidden_by;
    std::string label;  // its title or aria-label
  };

  InProgress& of(Opens opens) { return in_progress_[static_cast<std::size_t>(opens)]; }
  void keep_image(const Attributes& attributes, const Style& style, Hidings hidden_by);
  std::size_t add(LinkKind kind, std::string_view url, Hidings hidden_by);
  void read_words(InProgress& progress, HtmlLink& link);
  void append_label(std::string_view attribute, std::string& label);

  std::string_view html_;
  const Limits& limits_;
  HtmlText& out_;
  std::array<InProgress, 4> in_progress_;
  std::string scratch_;
};

}  // namespace constat::parser
