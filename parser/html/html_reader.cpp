#include "parser/html/html_reader.h"

#include <algorithm>
#include <utility>

#include "parser/html/characters.h"
#include "parser/html/references.h"

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

bool keeps_white_space(Element element) {
  return element == Element::kPre || element == Element::kListing ||
         element == Element::kTextarea || element == Element::kXmp ||
         element == Element::kPlaintext;
}

// What the attributes of a <style> say of it: nothing when it is not CSS or not for screens.
std::optional<Medium> medium_of(const Attributes& attributes) {
  const std::string_view type = without_spaces(attributes.type.value_or(""));
  if (!type.empty() && !equals_lower(type, "text/css")) return std::nullopt;
  switch (media_in(attributes.media.value_or(""))) {
    case MediaList::kEvery:
      return Medium::kEvery;
    case MediaList::kSome:
      return Medium::kSome;
    case MediaList::kNoScreen:
      break;
  }
  return std::nullopt;
}

}  // namespace

HtmlReader::HtmlReader(std::string_view html, const Limits& limits, Sheets sheets,
                       StyleSheet& sheet, HtmlText& out)
    : html_(html),
      limits_(limits),
      sheets_(sheets),
      sheet_(sheet),
      out_(out),
      tokens_(html, limits.html_attributes_per_tag),
      open_(limits.html_depth),
      links_(html, limits, out),
      visible_(out.text, out.map),
      hidden_(out.hidden_text, out.hidden_map) {}

void HtmlReader::run() {
  Token token;
  const auto inside = [this] {
    return open_.innermost().own == Markup::kHtml ? Content::kHtml : Content::kForeign;
  };
  for (std::size_t count = 0; tokens_.next(token, inside()); ++count) {
    where_ = {offset_of(token.whole), token.whole.size()};
    if (count == limits_.html_tokens) {
      out_.token_cap_hit = true;
      where_.length = html_.size() - where_.offset;
      note_caps();
      break;
    }
    read(token);
    settle_closed();
  }
  note_caps();
  where_ = {html_.size(), 0};
  open_.close_all();
  settle_closed();
  finish_runs();
}

std::uint64_t HtmlReader::offset_of(std::string_view part) const {
  return static_cast<std::uint64_t>(part.data() - html_.data());
}

void HtmlReader::read(const Token& token) {
  if (token.kind != TokenKind::kText) at_start_of_pre_ = false;
  switch (token.kind) {
    case TokenKind::kText:
    case TokenKind::kCdata:
      text(token);
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

void HtmlReader::text(const Token& token) {
  std::string_view raw = token.text;
  const Element inside = std::exchange(raw_text_of_, Element::kOther);
  if (inside == Element::kStyle) read_sheet(raw);
  if (has(inside, Trait::kUnread) || raw.empty()) return;
  open_.reopen_formatting();
  const OpenElement& innermost = open_.innermost();
  if (innermost.unread) return;
  if (innermost.white_space == WhiteSpace::kKept && std::exchange(at_start_of_pre_, false)) {
    if (raw.starts_with("\r\n")) raw.remove_prefix(1);
    if (raw.starts_with('\n')) raw.remove_prefix(1);
  }
  put(raw, form_of(token, inside));
}

TextForm HtmlReader::form_of(const Token& token, Element raw_text_of) const {
  TextForm form;
  form.white_space = open_.innermost().white_space;
  const bool literal = raw_text_of == Element::kXmp || raw_text_of == Element::kPlaintext ||
                       token.kind == TokenKind::kCdata;
  if (literal) form.references = References::kLiteral;
  const bool foreign = open_.innermost().inside != Markup::kHtml;
  if (literal || foreign || raw_text_of == Element::kTextarea) form.nul = Nul::kReplaced;
  return form;
}

void HtmlReader::read_sheet(std::string_view css) {
  if (!sheet_medium_ || sheets_ == Sheets::kKnown) return;
  const bool inert =
      std::any_of(open_.all().begin(), open_.all().end(),
                  [](const OpenElement& open) { return open.element == Element::kTemplate; });
  if (inert) return;
  const std::size_t rules = sheet_.size();
  sheet_.read(css, *sheet_medium_);
  if (sheet_.size() > rules && element_styled_) sheet_came_late_ = true;
}

void HtmlReader::put(std::string_view raw, const TextForm& form) {
  const Hidings by = open_.hidings_of_text();
  if (by.empty()) {
    visible_.add(raw, offset_of(raw), form);
  } else {
    put_hidden(raw, form, by);
  }
}

// Hidden pieces that visible text parts do not run together.
void HtmlReader::put_hidden(std::string_view raw, const TextForm& form, Hidings by) {
  if (visible_.size() != visible_at_hidden_) hidden_.end_line({where_.offset, 0});
  visible_at_hidden_ = visible_.size();
  const std::size_t before = hidden_.size();
  hidden_.add(raw, offset_of(raw), form);
  if (hidden_.size() == before) return;
  links_.hidden_words(by);
  HiddenRun run{before, by, HiddenPlace::kBeforeVisibleText, HiddenWords::kSome};
  if (visible_words_seen()) run.place = HiddenPlace::kAmongVisibleText;
  const bool same = !out_.hidden_runs.empty() && out_.hidden_runs.back().by == by &&
                    out_.hidden_runs.back().place == run.place;
  if (!same) out_.hidden_runs.push_back(run);
}

// Each byte is asked once.
bool HtmlReader::visible_words_seen() {
  if (visible_words_seen_ || visible_words_asked_ == visible_.size()) return visible_words_seen_;
  const std::string_view more = std::string_view(out_.text).substr(visible_words_asked_);
  visible_words_asked_ = visible_.size();
  visible_words_seen_ = words_in(more) == HiddenWords::kSome;
  return visible_words_seen_;
}

// The second <body> and <html> add attributes to the first; only text matters here.
bool HtmlReader::is_again(Element element) {
  if (element == Element::kHead) return true;
  return (element == Element::kBody && std::exchange(body_seen_, true)) ||
         (element == Element::kHtml && std::exchange(html_seen_, true));
}

void HtmlReader::start_tag(const Token& token) {
  note_caps();  // those of the tags before
  const Attributes attributes = attributes_of(token);
  OpenElement opened;
  opened.element = element_named(token.name);
  opened.name = token.name;
  opened.tag = token.whole;
  const bool in_html = open_.innermost().inside == Markup::kHtml;
  if (in_html && is_again(opened.element)) return;
  const bool placed = open_.prepare(opened);
  settle_closed();
  opened.id = unescaped(attributes.id.value_or(""));
  opened.classes = unescaped(attributes.classes.value_or(""));
  const bool foreign = open_.innermost().inside != Markup::kHtml;
  opened.style = style_of(opened, attributes);
  if (!foreign) opened.border = border_of(opened.element, opened.style);
  const Appearance around = open_.appearance_around(opened.element);
  border(opened.border,
         appearance_inside(around, opened.style).takes_no_room() ? Room::kNone : Room::kTaken);
  if (foreign) {
    opened.unread = has(opened.element, Trait::kUnread);
    if (!token.self_closing) push(std::move(opened), attributes);
    return;
  }
  without_content(opened.element, attributes, opened.style);
  if (has(opened.element, Trait::kVoid) || !placed) return;
  if (has(opened.element, Trait::kRawText)) {
    begin_raw_text(opened, attributes);
    unread_open_ = has(opened.element, Trait::kUnread);
    if (unread_open_) return;
  }
  push(std::move(opened), attributes);
}

void HtmlReader::begin_raw_text(OpenElement& opened, const Attributes& attributes) {
  raw_text_of_ = opened.element;
  tokens_.read_raw_text(opened.name);
  if (opened.element == Element::kStyle) sheet_medium_ = medium_of(attributes);
}

// Views of the open elements outlive the attribute they come from.
std::string_view HtmlReader::unescaped(std::string_view value) {
  const std::string_view text = attribute_text(value, scratch_);
  return text.data() == value.data() ? value : values_.emplace_back(text);
}

// The defaults and old attributes of HTML, below the rules of the sheet, below the style attribute.
// What is hidden, but on some screens is not, is taken for seen.
Style HtmlReader::style_of(const Subject& subject, const Attributes& attributes) {
  const Style defaults = default_style(subject.element, attributes);
  const std::string_view own =
      attributes.style ? attribute_text(*attributes.style, scratch_) : std::string_view();
  const auto cascade = [&](Medium medium) {
    Style style = defaults;
    sheet_.apply(subject, open_.all(), medium, style);
    style.read(own);
    return style;
  };
  const Style style = cascade(Medium::kEvery);
  if (!sheet_.holds_on_some_screens()) return style;
  const Appearance around = open_.appearance_around(subject.element);
  if (appearance_inside(around, style).hidings().empty()) return style;
  return cascade(Medium::kSome);
}

void HtmlReader::without_content(Element element, const Attributes& attributes,
                                 const Style& style) {
  const bool image = element == Element::kImg || element == Element::kImage;
  if (element == Element::kBase) links_.base(attributes);
  if (!image && element != Element::kArea && element != Element::kInput) return;
  const Appearance inside = appearance_inside(open_.appearance_around(element), style);
  // Its text, if it had any, does not matter: no colour hides an image.
  Hidings hidden_by = inside.removed;
  if (inside.invisible) hidden_by |= Hiding::kVisibility;
  if (image) links_.image(attributes, style, hidden_by);
  if (element == Element::kArea) links_.area(attributes, hidden_by);
  if (element == Element::kInput) links_.input(attributes, hidden_by);
}

void HtmlReader::push(OpenElement opened, const Attributes& attributes) {
  const Element element = opened.element;
  if (keeps_white_space(element)) {
    opened.white_space = WhiteSpace::kKept;
    at_start_of_pre_ = true;
  }
  if (element == Element::kPlaintext) {
    raw_text_of_ = element;
    tokens_.read_plain_text();
  }
  opened.closed_details = element == Element::kDetails && !attributes.open;
  element_styled_ = element_styled_ || (element != Element::kHtml && element != Element::kBody);
  const bool foreign = open_.innermost().inside != Markup::kHtml;
  const std::string_view tag = opened.tag;
  open_.open(std::move(opened));
  settle_closed();
  if (foreign && element != Element::kA) return;
  open_.let_end(links_.begin(element, attributes, tag, open_.innermost().appearance.hidings()));
}

void HtmlReader::end_tag(const Token& token) {
  const Element element = element_named(token.name);
  raw_text_of_ = Element::kOther;
  if (std::exchange(unread_open_, false)) return;  // never on the stack
  if (element == Element::kBr || element == Element::kP) border(Border::kLine, Room::kTaken);
  open_.close(element, token.name);
}

// What takes no room sets no visible text apart.
void HtmlReader::border(Border border, Room room) {
  const bool nowhere = room == Room::kNone || open_.innermost().appearance.takes_no_room();
  if (border == Border::kLine) {
    if (!nowhere) visible_.end_line(where_);
    hidden_.end_line(where_);
  } else if (border == Border::kSpace) {
    if (!nowhere) visible_.separate(where_);
    hidden_.separate(where_);
  }
}

void HtmlReader::settle_closed() {
  for (const ClosedElement& closed : open_.closed()) {
    if (closed.opens != Opens::kNothing) links_.end(closed.opens);
    border(closed.border, closed.no_room ? Room::kNone : Room::kTaken);
  }
  open_.closed().clear();
}

void HtmlReader::note_caps() {
  out_.elements_too_deep = open_.too_deep();
  out_.attributes_not_kept = tokens_.attributes_not_kept();
  out_.style_rules_not_kept = sheet_.rules_not_kept();
  out_.style_cap_hit = sheet_.out_of_steps();
  const bool any = out_.token_cap_hit || out_.style_cap_hit || out_.elements_too_deep > 0 ||
                   out_.attributes_not_kept > 0 || out_.style_rules_not_kept > 0 ||
                   out_.links_not_kept > 0;
  if (!any || !out_.beyond_caps.empty()) return;
  // A tag that the end cuts is no token.
  out_.beyond_caps = where_.empty() ? ByteRange{0, html_.size()} : where_;
}

void HtmlReader::finish_runs() {
  const std::string_view all = out_.hidden_text;
  for (std::size_t index = 0; index < out_.hidden_runs.size(); ++index) {
    HiddenRun& run = out_.hidden_runs[index];
    const bool last = index + 1 == out_.hidden_runs.size();
    const std::uint64_t end = last ? all.size() : out_.hidden_runs[index + 1].begin;
    run.words = words_in(all.substr(run.begin, end - run.begin));
  }
}

}  // namespace constat::parser
