#include "parser/decode/html_prescan.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "parser/decode/ascii.h"
#include "parser/decode/charset_labels.h"

namespace constat::parser {
namespace {

constexpr std::size_t kBytesLookedAt = 1024;

constexpr bool is_html_space(char c) { return is_mail_space(c) || c == '\f'; }
constexpr bool is_letter(char c) { return lower_ascii(c) >= 'a' && lower_ascii(c) <= 'z'; }

bool starts_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  return std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char wanted, char c) { return lower_ascii(c) == wanted; });
}

struct Attribute {
  std::string name, value;  // lower case
};

class Prescan {
 public:
  explicit Prescan(std::string_view html) : html_(html.substr(0, kBytesLookedAt)) {}

  std::string_view run() {
    using namespace std::literals;
    if (html_.starts_with("<\0?\0x\0"sv)) return name_of(Charset::kUtf16Le);
    if (html_.starts_with("\0<\0?\0x"sv)) return name_of(Charset::kUtf16Be);
    for (; at_ < html_.size(); ++at_) {
      if (html_[at_] != '<') continue;
      const std::optional<Charset> found = markup();
      if (found) return name_of(*found);
    }
    return xml_declaration();
  }

 private:
  // Leaves at_ on the last byte read.
  std::optional<Charset> markup() {
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("<!--")) {
      // "<!-->" is a whole comment.
      const std::size_t end = html_.find("-->", at_ + 2);
      at_ = end == std::string_view::npos ? html_.size() : end + 2;
    } else if (starts_ignoring_case(rest, "<meta") && rest.size() > 5 &&
               (is_html_space(rest[5]) || rest[5] == '/')) {
      at_ += 5;
      return meta();
    } else if (rest.size() > 1 &&
               (is_letter(rest[1]) || (rest[1] == '/' && rest.size() > 2 && is_letter(rest[2])))) {
      while (at_ < html_.size() && !is_html_space(html_[at_]) && html_[at_] != '>') ++at_;
      while (attribute()) {
      }
    } else if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '/' || rest[1] == '?')) {
      at_ = std::min(html_.find('>', at_), html_.size());
    }
    return std::nullopt;
  }

  std::optional<Charset> meta() {
    bool got_pragma = false;
    std::optional<bool> need_pragma;
    std::optional<Charset> charset;
    std::string seen;  // " name name"
    while (const std::optional<Attribute> read = attribute()) {
      const std::string word = ' ' + read->name + ' ';
      if (seen.find(word) != std::string::npos) continue;
      seen += word;
      if (read->name == "http-equiv") {
        got_pragma = got_pragma || read->value == "content-type";
      } else if (read->name == "content" && !charset) {
        charset = charset_labelled(in_content(read->value));
        if (charset) need_pragma = true;
      } else if (read->name == "charset") {
        charset = charset_labelled(read->value);
        need_pragma = false;
      }
    }
    if (!need_pragma || (*need_pragma && !got_pragma) || !charset) return std::nullopt;
    // The declaration itself could be read, so it is not in UTF-16.
    const bool utf16 = *charset == Charset::kUtf16 || *charset == Charset::kUtf16Be ||
                       *charset == Charset::kUtf16Le;
    return utf16 ? Charset::kUtf8 : *charset;
  }

  // "Extracting a character encoding from a meta element" of the same standard.
  static std::string_view in_content(std::string_view content) {
    std::size_t at = 0;
    while (true) {
      at = content.find("charset", at);
      if (at == std::string_view::npos) return "";
      at += 7;
      while (at < content.size() && is_html_space(content[at])) ++at;
      if (at < content.size() && content[at] == '=') break;
    }
    ++at;
    while (at < content.size() && is_html_space(content[at])) ++at;
    content.remove_prefix(at);
    if (content.empty()) return "";
    if (content[0] == '"' || content[0] == '\'') {
      const std::size_t end = content.find(content[0], 1);
      return end == std::string_view::npos ? "" : content.substr(1, end - 1);
    }
    return content.substr(0, content.find_first_of(" \t\r\n\f;"));
  }

  // "Get an attribute"; none at the '>' of the tag, or at the end.
  std::optional<Attribute> attribute() {
    while (at_ < html_.size() && (is_html_space(html_[at_]) || html_[at_] == '/')) ++at_;
    if (at_ >= html_.size() || html_[at_] == '>') return std::nullopt;
    Attribute read;
    while (at_ < html_.size() && !(html_[at_] == '=' && !read.name.empty()) &&
           !is_html_space(html_[at_]) && html_[at_] != '/' && html_[at_] != '>') {
      read.name.push_back(lower_ascii(html_[at_++]));
    }
    while (at_ < html_.size() && is_html_space(html_[at_])) ++at_;
    if (at_ >= html_.size()) return std::nullopt;
    if (html_[at_] != '=') return read;
    ++at_;
    while (at_ < html_.size() && is_html_space(html_[at_])) ++at_;
    read_value(read.value);
    if (at_ >= html_.size()) return std::nullopt;
    return read;
  }

  void read_value(std::string& value) {
    if (at_ >= html_.size()) return;
    const char quote = html_[at_] == '"' || html_[at_] == '\'' ? html_[at_++] : '\0';
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (quote != '\0' ? c == quote : is_html_space(c) || c == '>') break;
      value.push_back(lower_ascii(c));
      ++at_;
    }
    if (quote != '\0' && at_ < html_.size()) ++at_;
  }

  // "Get an XML encoding": <?xml … encoding="…"?> at the very beginning.
  std::string_view xml_declaration() const {
    if (!html_.starts_with("<?xml")) return "";
    const std::string_view declaration = html_.substr(0, html_.find('>'));
    std::size_t at = declaration.find("encoding");
    if (at == std::string_view::npos) return "";
    at = declaration.find_first_of("=", at + 8);
    if (at == std::string_view::npos) return "";
    at = declaration.find_first_of("\"'", at + 1);
    if (at == std::string_view::npos) return "";
    const std::size_t end = declaration.find(declaration[at], at + 1);
    if (end == std::string_view::npos) return "";
    const auto charset = charset_labelled(declaration.substr(at + 1, end - at - 1));
    if (!charset) return "";
    return name_of(*charset == Charset::kUtf16 ? Charset::kUtf8 : *charset);
  }

  std::string_view html_;
  std::size_t at_ = 0;
};

}  // namespace

std::string_view prescanned_charset(std::string_view html) { return Prescan(html).run(); }

}  // namespace constat::parser
