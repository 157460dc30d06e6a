#include "parser/html/tokens.h"

#include <algorithm>

#include "parser/html/characters.h"

namespace constat::parser {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::string_view kCdataOpen = "<![CDATA[";

bool ends_tag_name(char c) { return is_html_space(c) || c == '/' || c == '>'; }

bool ends_attribute_name(char c) { return ends_tag_name(c) || c == '='; }

// Does `text` begin with `open`, `name` in any case, and then white space, '/' or '>'?
bool is_tag_of(std::string_view name, std::string_view text, std::string_view open) {
  if (!text.starts_with(open)) return false;
  text.remove_prefix(open.size());
  return text.size() > name.size() && ends_tag_name(text[name.size()]) &&
         std::equal(name.begin(), name.end(), text.begin(),
                    [](char a, char b) { return lower_letter(a) == lower_letter(b); });
}

// In a script, "<!--" and then "<script" hide one "</script" (script data double escaped state).
std::size_t script_end(std::string_view html, std::size_t from) {
  enum class Escape : std::uint8_t { kNone, kOnce, kTwice };
  Escape escape = Escape::kNone;
  std::size_t text_from = 0;  // where the "--" of a closing "-->" may begin
  for (std::size_t at = from; at < html.size(); ++at) {
    if (html[at] == '>' && at >= text_from + 2 && html.substr(at - 2, 2) == "--") {
      escape = Escape::kNone;
    }
    if (html[at] != '<') continue;
    const std::string_view rest = html.substr(at);
    if (is_tag_of("script", rest, "</")) {
      if (escape != Escape::kTwice) return at;
      escape = Escape::kOnce;
    } else if (escape == Escape::kOnce && is_tag_of("script", rest, "<")) {
      escape = Escape::kTwice;
    } else if (escape == Escape::kNone && rest.starts_with("<!--")) {
      escape = Escape::kOnce;
      text_from = at + 2;
    }
  }
  return html.size();
}

std::size_t skip_spaces(std::string_view html, std::size_t at) {
  while (at < html.size() && is_html_space(html[at])) ++at;
  return at;
}

// The value that begins at `at`, which moves past it and its closing quote.
std::string_view value_at(std::string_view html, std::size_t& at) {
  if (at >= html.size()) return {};
  const char quote = html[at];
  if (quote == '"' || quote == '\'') {
    const std::size_t begin = at + 1;
    const std::size_t end = std::min(html.find(quote, begin), html.size());
    at = std::min(end + 1, html.size());
    return html.substr(begin, end - begin);
  }
  const std::size_t begin = at;
  while (at < html.size() && !is_html_space(html[at]) && html[at] != '>') ++at;
  return html.substr(begin, at - begin);
}

// The attribute whose name begins at `at`, which moves past it.
Attribute attribute_at(std::string_view html, std::size_t& at) {
  const std::size_t name = at++;  // a leading '=' belongs to the name
  while (at < html.size() && !ends_attribute_name(html[at])) ++at;
  Attribute read{html.substr(name, at - name), html.substr(at, 0)};
  const std::size_t equals = skip_spaces(html, at);
  if (equals < html.size() && html[equals] == '=') {
    at = skip_spaces(html, equals + 1);
    read.value = value_at(html, at);
  }
  return read;
}

}  // namespace

std::optional<Attribute> next_attribute(std::string_view start_tag, std::size_t& at) {
  if (at == 0) {
    while (at < start_tag.size() && (at == 0 || !ends_tag_name(start_tag[at]))) ++at;
  }
  while (at < start_tag.size() && (is_html_space(start_tag[at]) || start_tag[at] == '/')) ++at;
  if (at >= start_tag.size() || start_tag[at] == '>') return std::nullopt;
  return attribute_at(start_tag, at);
}

bool Tokenizer::next(Token& token, Content inside) {
  token.attributes.clear();
  token.name = {};
  token.self_closing = false;
  while (at_ < html_.size()) {
    if (!raw_text_of_.empty()) {
      const std::size_t end = raw_text_end(raw_text_of_);
      raw_text_of_ = {};
      if (end == at_) continue;
      emit(TokenKind::kText, end, token);
      return true;
    }
    const std::size_t end = plain_ ? html_.size() : text_end(at_);
    if (end > at_) {
      emit(TokenKind::kText, end, token);
      return true;
    }
    if (markup(inside, token)) return true;
  }
  return false;
}

void Tokenizer::emit(TokenKind kind, std::size_t end, Token& token) {
  token.kind = kind;
  token.whole = token.text = html_.substr(at_, end - at_);
  at_ = end;
}

// The next '<' that opens markup; a lone one is text.
std::size_t Tokenizer::text_end(std::size_t from) const {
  for (std::size_t at = html_.find('<', from); at != kNone; at = html_.find('<', at + 1)) {
    if (at + 1 == html_.size()) break;
    const char next = html_[at + 1];
    if (is_letter(next) || next == '!' || next == '?') return at;
    if (next == '/' && at + 2 < html_.size()) return at;
  }
  return html_.size();
}

// The "appropriate end tag".
std::size_t Tokenizer::raw_text_end(std::string_view name) const {
  if (equals_lower(name, "script")) return script_end(html_, at_);
  for (std::size_t at = html_.find('<', at_); at != kNone; at = html_.find('<', at + 1)) {
    if (is_tag_of(name, html_.substr(at), "</")) return at;
  }
  return html_.size();
}

// Past the end of a comment whose text begins at `from`: "-->", "--!>", or at once ">" or "->".
std::size_t Tokenizer::comment_end(std::size_t from) const {
  const std::string_view text = html_.substr(from);
  if (text.starts_with(">")) return from + 1;
  if (text.starts_with("->")) return from + 2;
  for (std::size_t at = text.find("--"); at != kNone; at = text.find("--", at + 1)) {
    if (at + 2 < text.size() && text[at + 2] == '>') return from + at + 3;
    if (text.substr(at + 2).starts_with("!>")) return from + at + 4;
  }
  return html_.size();
}

// At a '<' that opens markup. False when nothing came of it: a tag that the end cuts is dropped.
bool Tokenizer::markup(Content inside, Token& token) {
  const std::string_view rest = html_.substr(at_);
  if (is_letter(rest[1])) return tag(TokenKind::kStartTag, token);
  if (rest[1] == '/' && is_letter(rest[2])) return tag(TokenKind::kEndTag, token);
  if (rest.starts_with("<!--")) {
    emit(TokenKind::kComment, comment_end(at_ + 4), token);
    return true;
  }
  if (inside == Content::kForeign && rest.starts_with(kCdataOpen)) {
    cdata(token);
    return true;
  }
  const std::size_t close = html_.find('>', at_ + 2);
  emit(TokenKind::kComment, close == kNone ? html_.size() : close + 1, token);
  return true;
}

// "CDATA section state": up to "]]>" or the end.
void Tokenizer::cdata(Token& token) {
  const std::size_t begin = at_ + kCdataOpen.size();
  const std::size_t close = std::min(html_.find("]]>", begin), html_.size());
  emit(TokenKind::kCdata, std::min(close + 3, html_.size()), token);
  token.text = html_.substr(begin, close - begin);
}

bool Tokenizer::tag(TokenKind kind, Token& token) {
  const std::size_t name = at_ + (kind == TokenKind::kEndTag ? 2 : 1);
  std::size_t at = name;
  while (at < html_.size() && !ends_tag_name(html_[at])) ++at;
  token.name = html_.substr(name, at - name);
  std::size_t after_solidus = 0;
  for (;;) {
    at = skip_spaces(html_, at);
    if (at >= html_.size()) break;
    if (html_[at] == '>') {
      token.self_closing = at == after_solidus;
      emit(kind, at + 1, token);
      return true;
    }
    if (html_[at] == '/') {
      after_solidus = ++at;
    } else {
      const Attribute read = attribute_at(html_, at);
      if (token.attributes.size() < attributes_kept_) {
        token.attributes.push_back(read);
      } else {
        ++attributes_not_kept_;
      }
    }
  }
  at_ = html_.size();
  token.attributes.clear();
  return false;
}

}  // namespace constat::parser
