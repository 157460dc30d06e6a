#include "parser/html/visible_text.h"

#include <utility>

#include "parser/html/attributes.h"
#include "parser/html/characters.h"
#include "parser/html/elements.h"
#include "parser/html/folded_text.h"
#include "parser/html/links.h"
#include "parser/html/open_elements.h"
#include "parser/html/references.h"
#include "parser/html/style_sheet.h"
#include "parser/html/tokens.h"

namespace constat::parser {
namespace {

Border border_of(Element element, const Style& style) {
  switch (style.value(Property::kDisplay)) {
    case StyleValue::kBlock:
      return Border::kLine;
    case StyleValue::kApart:
      return Border::kSpace;
    case StyleValue::kInline:
      return Border::kNone;
    default:
      break;
  }
  if (has(element, Trait::kBlock)) return Border::kLine;
  return has(element, Trait::kCell) ? Border::kSpace : Border::kNone;
}

class HtmlReader {
 public:
  HtmlReader(std::string_view html, const Limits& limits, HtmlText& out)
      : html_(html),
        limits_(limits),
        out_(out),
        tokens_(html, limits.html_attributes_per_tag),
        open_(limits.html_depth),
        visible_(out.text, out.map),
        hidden_(out.hidden_text, out.hidden_map) {}

  void run() {
    Token token;
    for (std::size_t count = 0; tokens_.next(token); ++count) {
      if (count == limits_.html_tokens) {
        out_.token_cap_hit = true;
        break;
      }
      where_ = {offset_of(token.whole), token.whole.size()};
      read(token);
      settle_closed();
    }
    where_ = {html_.size(), 0};
    open_.close_all();
    settle_closed();
    out_.elements_too_deep = open_.too_deep();
    out_.style_rules_not_kept = sheet_.rules_not_kept();
  }

 private:
  std::uint64_t offset_of(std::string_view part) const {
    return static_cast<std::uint64_t>(part.data() - html_.data());
  }

  void read(const Token& token) {
    if (token.kind != TokenKind::kText) at_start_of_pre_ = false;
    switch (token.kind) {
      case TokenKind::kText:
        text(token.whole);
        break;
      case TokenKind::kStartTag:
        start_tag(token);
        break;
      case TokenKind::kEndTag:
        end_tag(token);
        break;
      case TokenKind::kComment:
        break;
    }
  }

  void text(std::string_view raw) {
    const Element inside = std::exchange(raw_text_of_, Element::kOther);
    if (inside == Element::kStyle) sheet_.read(raw, limits_.html_style_rules);
    if (has(inside, Trait::kUnread)) return;
    open_.reopen_formatting();
    const OpenElement& innermost = open_.innermost();
    if (innermost.white_space == WhiteSpace::kKept && std::exchange(at_start_of_pre_, false)) {
      if (raw.starts_with("\r\n")) raw.remove_prefix(1);
      if (raw.starts_with('\n')) raw.remove_prefix(1);
    }
    const bool literal = inside == Element::kXmp || inside == Element::kPlaintext;
    target().add(raw, offset_of(raw), innermost.white_space,
                 literal ? References::kLiteral : References::kResolved);
  }

  // Hidden pieces that visible text parts do not run together.
  FoldedText& target() {
    if (!open_.innermost().appearance.hidden()) return visible_;
    if (visible_.size() != visible_at_hidden_) hidden_.end_line({where_.offset, 0});
    visible_at_hidden_ = visible_.size();
    return hidden_;
  }

  void start_tag(const Token& token) {
    const Element element = element_named(token.name);
    if (element == Element::kHead) return;
    const bool again = (element == Element::kBody && std::exchange(body_seen_, true)) ||
                       (element == Element::kHtml && std::exchange(html_seen_, true));
    if (again) return;
    const bool placed = open_.prepare(element);
    settle_closed();
    const Attributes attributes = attributes_of(token);
    OpenElement opened;
    opened.element = element;
    opened.name = token.name;
    opened.style = style_of(element, attributes, sheet_, scratch_);
    opened.border = border_of(element, opened.style);
    border(opened.border, appearance_inside(open_.innermost().appearance, opened.style).removed
                              ? Room::kNone
                              : Room::kTaken);
    if (element == Element::kImg || element == Element::kImage) image(attributes, opened.style);
    if (element == Element::kArea && attributes.href) area(attributes, opened.style);
    const bool foreign = open_.innermost().foreign;
    if (has(element, Trait::kVoid) || !placed || (foreign && token.self_closing)) return;
    if (foreign && has(element, Trait::kRawText)) {
      opened.style.set(Property::kDisplay, StyleValue::kHides);
    } else if (has(element, Trait::kRawText)) {
      raw_text_of_ = element;
      tokens_.read_raw_text(token.name);
      if (has(element, Trait::kUnread)) return;
    }
    push(std::move(opened), attributes);
  }

  void push(OpenElement opened, const Attributes& attributes) {
    const Element element = opened.element;
    if (element == Element::kPre || element == Element::kListing || element == Element::kTextarea ||
        element == Element::kXmp || element == Element::kPlaintext) {
      opened.white_space = WhiteSpace::kKept;
      at_start_of_pre_ = true;
    }
    if (element == Element::kPlaintext) {
      raw_text_of_ = element;
      tokens_.read_plain_text();
    }
    opened.link = element == Element::kA && attributes.href.has_value();
    const bool link = opened.link;
    open_.open(std::move(opened));
    settle_closed();
    if (link) begin_link(*attributes.href);
  }

  void end_tag(const Token& token) {
    const Element element = element_named(token.name);
    raw_text_of_ = Element::kOther;
    if (element == Element::kBr || element == Element::kP) border(Border::kLine, Room::kTaken);
    open_.close(element, token.name);
  }

  enum class Room : std::uint8_t { kNone, kTaken };

  // What takes no room sets no visible text apart.
  void border(Border border, Room room) {
    const bool nowhere = room == Room::kNone || open_.innermost().appearance.removed;
    if (border == Border::kLine) {
      if (!nowhere) visible_.end_line(where_);
      hidden_.end_line(where_);
    } else if (border == Border::kSpace) {
      if (!nowhere) visible_.separate(where_);
      hidden_.separate(where_);
    }
  }

  void settle_closed() {
    for (const ClosedElement& closed : open_.closed()) {
      if (closed.link) end_link();
      border(closed.border, closed.removed ? Room::kNone : Room::kTaken);
    }
    open_.closed().clear();
  }

  void image(const Attributes& attributes, const Style& style) {
    ++out_.images;
    if (attributes.src && is_remote(address_in(*attributes.src))) ++out_.remote_images;
    const bool hidden = appearance_inside(open_.innermost().appearance, style).removed;
    if (!link_open_ || !attributes.alt || (hidden && !link_.hidden)) return;
    link_.image_text.push_back(' ');
    link_.image_text.append(attribute_text(*attributes.alt, scratch_));
  }

  bool room_for_link() {
    const std::size_t links = out_.links.size() + (link_open_ ? 1 : 0);
    if (links < limits_.links_per_mail) return true;
    ++out_.links_not_kept;
    return false;
  }

  void area(const Attributes& attributes, const Style& style) {
    if (!room_for_link()) return;
    HtmlLink link;
    link.url = address_in(*attributes.href);
    link.image_text = folded_words(attribute_text(attributes.alt.value_or(""), scratch_));
    link.text_offset = visible_.size();
    link.where = {offset_of(*attributes.href), attributes.href->size()};
    link.hidden = appearance_inside(open_.innermost().appearance, style).removed;
    out_.links.push_back(std::move(link));
  }

  void begin_link(std::string_view href) {
    if (!room_for_link()) return;
    link_open_ = true;
    link_ = {};
    link_.url = address_in(href);
    link_.where = {offset_of(href), href.size()};
    link_.hidden = open_.innermost().appearance.hidden();
    link_.text_offset = visible_.size();
    link_hidden_offset_ = hidden_.size();
    link_images_ = out_.images;
  }

  // A link whose only words are hidden is hidden, and has those words.
  void end_link() {
    if (!std::exchange(link_open_, false)) return;
    std::string_view shown = std::string_view(out_.text).substr(link_.text_offset);
    const std::string_view unshown = std::string_view(out_.hidden_text).substr(link_hidden_offset_);
    while (!shown.empty() && is_html_space(shown.front())) {
      shown.remove_prefix(1);
      ++link_.text_offset;
    }
    link_.text = folded_words(shown);
    if (link_.text.empty() && (link_.hidden || out_.images == link_images_)) {
      link_.text = folded_words(unshown);
      link_.hidden = link_.hidden || !link_.text.empty();
    } else if (!link_.text.empty()) {
      link_.hidden = false;
    }
    link_.image_text = folded_words(link_.image_text);
    out_.links.push_back(std::move(link_));
  }

  std::string_view html_;
  const Limits& limits_;
  HtmlText& out_;
  Tokenizer tokens_;
  OpenElements open_;
  StyleSheet sheet_;
  FoldedText visible_;
  FoldedText hidden_;
  ByteRange where_;  // of the token being read
  Element raw_text_of_ = Element::kOther;
  bool at_start_of_pre_ = false;
  bool body_seen_ = false;
  bool html_seen_ = false;
  std::size_t visible_at_hidden_ = 0;
  bool link_open_ = false;
  HtmlLink link_;
  std::size_t link_hidden_offset_ = 0;
  std::uint32_t link_images_ = 0;
  std::string scratch_;
};

}  // namespace

void HtmlText::clear() {
  text.clear();
  map.clear();
  hidden_text.clear();
  hidden_map.clear();
  links.clear();
  links_not_kept = 0;
  images = remote_images = 0;
  token_cap_hit = false;
  elements_too_deep = style_rules_not_kept = 0;
}

void read_html(std::string_view html, const Limits& limits, HtmlText& out) {
  out.clear();
  HtmlReader(html, limits, out).run();
}

}  // namespace constat::parser
