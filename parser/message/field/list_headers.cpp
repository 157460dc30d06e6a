#include "parser/message/field/list_headers.h"

#include <algorithm>

#include "core/json_writer.h"
#include "core/pseudonym.h"
#include "parser/message/encoded_word.h"
#include "parser/message/field/lexer.h"

namespace constat::parser::message {
namespace {

// RFC 3986 section 3.1.
bool starts_with_scheme(std::string_view word) {
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == word.size()) return false;
  const auto is_letter = [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; };
  return is_letter(word[0]) &&
         std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(colon), [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
         });
}

class ListFieldReader {
 public:
  ListFieldReader(std::string_view value, ByteRange where, std::uint32_t field,
                  const Limits& limits, DefectLog& defects, std::vector<ListUri>& out)
      : lexer_(value, limits.comment_depth),
        where_(where),
        field_(field),
        limits_(limits),
        defects_(defects),
        out_(out) {}

  void read() {
    const std::size_t before = out_.size();
    while (true) {
      lexer_.skip_cfws();
      if (lexer_.at_end()) break;
      if (lexer_.peek() == ',') {
        lexer_.move_to(lexer_.position() + 1);
      } else if (lexer_.peek() == '<') {
        read_bracket();
      } else {
        read_bare_word();
      }
    }
    if (malformed_ || lexer_.broken() || out_.size() == before) {
      defects_.add(DefectKind::kListHeaderMalformed, where_);
    }
  }

 private:
  // '>' ends it; so does '<', the next URI of a bracket that was forgotten.
  void read_bracket() {
    lexer_.move_to(lexer_.position() + 1);
    const std::size_t begin = lexer_.position();
    std::string_view content = lexer_.until_any("<>");
    if (lexer_.peek() == '>') {
      lexer_.move_to(lexer_.position() + 1);
    } else {
      malformed_ = true;
      const std::size_t last = content.find_last_not_of(", \t\r\n");
      content = content.substr(0, last == std::string_view::npos ? 0 : last + 1);
    }
    add(begin, content);
  }

  void read_bare_word() {
    malformed_ = true;
    const std::size_t begin = lexer_.position();
    const std::string_view word = lexer_.until_any(" \t\r\n,<");
    if (starts_with_scheme(word)) add(begin, word);
    if (word.empty()) lexer_.move_to(lexer_.position() + 1);
  }

  void add(std::size_t begin, std::string_view content) {
    if (out_.size() >= limits_.links_per_mail) {
      malformed_ = true;
      return;
    }
    ListUri uri;
    for (const char c : content) {
      if (is_white_space(c)) {
        malformed_ = true;
      } else {
        uri.uri += c;
      }
    }
    if (uri.uri.empty()) {
      malformed_ = true;
      return;
    }
    uri.uri = to_valid_utf8(uri.uri);
    uri.where = {where_.offset + begin, content.size()};
    uri.field = field_;
    out_.push_back(std::move(uri));
  }

  Lexer lexer_;
  ByteRange where_;
  std::uint32_t field_;
  const Limits& limits_;
  DefectLog& defects_;
  std::vector<ListUri>& out_;
  bool malformed_ = false;
};

}  // namespace

// Some senders encode the whole field as RFC 2047 words, which RFC 2369 does not allow: read too,
// and then each URI stands at the whole value.
void append_list_uris(std::string_view value, ByteRange where, std::uint32_t field,
                      const Limits& limits, DefectLog& defects, std::vector<ListUri>& out) {
  if (encoded_word_length(value, 0) == 0) {
    ListFieldReader(value, where, field, limits, defects, out).read();
    return;
  }
  defects.add(DefectKind::kListHeaderMalformed, where);
  const std::size_t before = out.size();
  std::string decoded;
  HeaderText(defects).append_text(value, where, decoded);
  ListFieldReader(decoded, where, field, limits, defects, out).read();
  for (std::size_t i = before; i < out.size(); ++i) out[i].where = where;
}

bool is_one_click(std::string_view decoded_value) {
  return equals_ignoring_case(decoded_value, "List-Unsubscribe=One-Click");
}

}  // namespace constat::parser::message
