#include "parser/message/field/list_headers.h"

#include <algorithm>

#include "core/json_writer.h"
#include "core/pseudonym.h"
#include "parser/message/field/lexer.h"

namespace constat::parser::message {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// RFC 3986 section 3.1.
bool starts_with_scheme(std::string_view word) {
  const std::size_t colon = word.find(':');
  if (colon == kNone || colon == 0 || colon + 1 == word.size()) return false;
  const auto is_letter = [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; };
  return is_letter(word[0]) &&
         std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(colon), [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
         });
}

// RFC 3986 section 2: what stands in a URI, "%" included.
bool holds_uri_bytes_only(std::string_view uri) {
  return std::none_of(uri.begin(), uri.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 32 || byte >= 127 || std::string_view("\"<>\\^`{|}").find(c) != kNone;
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
        end_text();
        after_uri_ = false;
        lexer_.move_to(lexer_.position() + 1);
      } else if (lexer_.peek() == '<') {
        end_text();
        read_bracket();
      } else {
        read_bare_word();
      }
    }
    end_text();
    if (lexer_.broken() || out_.size() == before) {
      defects_.add(DefectKind::kListHeaderMalformed, where_);
    }
  }

 private:
  ByteRange at(std::size_t begin, std::size_t end) const {
    return {where_.offset + begin, end - begin};
  }

  // '>' ends it; so does '<', the next URI of a bracket that was forgotten.
  void read_bracket() {
    const std::size_t open = lexer_.position();
    lexer_.move_to(open + 1);
    std::string_view content = lexer_.until_any("<>");
    if (lexer_.peek() == '>') {
      lexer_.move_to(lexer_.position() + 1);
    } else {
      defects_.add(DefectKind::kListBracketNotClosed, at(open, lexer_.position()));
      const std::size_t last = content.find_last_not_of(", \t\r\n");
      if (last + 1 < content.size()) lexer_.move_to(open + 1 + last + 1);
      content = content.substr(0, last + 1);
    }
    add(open + 1, content);
  }

  void read_bare_word() {
    const std::size_t begin = lexer_.position();
    const std::string_view word = lexer_.until_any(" \t\r\n,<");
    if (word.empty()) return lexer_.move_to(begin + 1);
    if (starts_with_scheme(word)) {
      end_text();
      defects_.add(DefectKind::kListUriNotBracketed, at(begin, begin + word.size()));
      add(begin, word);
      return;
    }
    if (text_begin_ == kNone) text_begin_ = begin;
    text_end_ = begin + word.size();
  }

  // Words without a URI are one place.
  void end_text() {
    if (text_begin_ == kNone) return;
    defects_.add(DefectKind::kListTextOutside, at(text_begin_, text_end_));
    text_begin_ = kNone;
  }

  void add(std::size_t begin, std::string_view content) {
    const ByteRange place = at(begin, begin + content.size());
    if (after_uri_) defects_.add(DefectKind::kListSeparatorMissing, place);
    after_uri_ = true;
    if (out_.size() >= limits_.links_per_mail) {
      if (!cap_noted_) defects_.add(DefectKind::kListLimit, place);
      cap_noted_ = true;
      return;
    }
    ListUri uri;
    for (const char c : content) {
      if (!is_white_space(c)) uri.uri += c;
    }
    if (uri.uri.size() != content.size()) defects_.add(DefectKind::kListUriWhiteSpace, place);
    if (!starts_with_scheme(uri.uri) || !holds_uri_bytes_only(uri.uri)) {
      defects_.add(DefectKind::kListUriMalformed, place);
    }
    if (uri.uri.empty()) return;
    uri.uri = to_valid_utf8(uri.uri);
    uri.where = place;
    uri.field = field_;
    out_.push_back(std::move(uri));
  }

  Lexer lexer_;
  ByteRange where_;
  std::uint32_t field_;
  const Limits& limits_;
  DefectLog& defects_;
  std::vector<ListUri>& out_;
  bool after_uri_ = false;  // no comma since
  bool cap_noted_ = false;
  std::size_t text_begin_ = kNone, text_end_ = 0;
};

bool holds_encoded_word(std::string_view value) {
  for (std::size_t at = value.find("=?"); at != kNone; at = value.find("=?", at + 2)) {
    if (encoded_word_length(value, at) > 0) return true;
  }
  return false;
}

bool says_no(std::string_view value, std::size_t comment_depth) {
  Lexer lexer(value, comment_depth);
  lexer.skip_cfws();
  const bool no = equals_ignoring_case(lexer.until_any(" \t\r\n("), "NO");
  lexer.skip_cfws();
  return no && lexer.at_end();
}

}  // namespace

// Some senders encode the whole field as RFC 2047 words, which RFC 2369 does not allow: read too,
// and then each URI stands at the whole value.
void append_list_uris(std::string_view value, ByteRange where, std::uint32_t field,
                      const Limits& limits, DefectLog& defects, std::vector<ListUri>& out) {
  if (says_no(value, limits.comment_depth)) return;
  if (!holds_encoded_word(value)) {
    ListFieldReader(value, where, field, limits, defects, out).read();
    return;
  }
  defects.add(DefectKind::kListFieldEncoded, where);
  const std::size_t before = out.size();
  std::string decoded;
  HeaderText(defects).append_text(value, where, decoded);
  DefectLog inside(1);  // positions in the decoded text mean nothing in the mail
  ListFieldReader(decoded, where, field, limits, inside, out).read();
  for (std::size_t i = before; i < out.size(); ++i) out[i].where = where;
  if (out.size() == before) defects.add(DefectKind::kListHeaderMalformed, where);
}

// RFC 2919 section 3: [phrase] "<" list-id ">"; the identifier has labels with dots between them.
std::string list_identifier(std::string_view value, ByteRange where, const Limits& limits,
                            HeaderText& text, DefectLog& defects) {
  Lexer lexer(value, limits.comment_depth);
  std::string_view content;
  std::size_t brackets = 0;
  bool odd = false;
  std::string quoted;
  while (true) {
    lexer.skip_cfws();
    if (lexer.at_end()) break;
    if (brackets > 0) odd = true;
    if (lexer.quoted_string(quoted)) continue;
    const bool open = lexer.peek() == '<';
    lexer.move_to(lexer.position() + 1);
    if (!open) {
      lexer.until_any("<(\" \t\r\n");
      continue;
    }
    content = lexer.until_any("<>");
    if (lexer.peek() == '>') {
      lexer.move_to(lexer.position() + 1);
    } else {
      odd = true;
    }
    ++brackets;
  }
  const bool good = brackets == 1 && !odd && !lexer.broken() && !content.empty() &&
                    content.find_first_of(" \t\r\n@") == kNone;
  if (!good) defects.add(DefectKind::kListIdMalformed, where);
  std::string out;
  text.append_text(brackets > 0 ? content : value, where, out);
  return out;
}

bool is_one_click(std::string_view decoded_value) {
  return equals_ignoring_case(decoded_value, "List-Unsubscribe=One-Click");
}

}  // namespace constat::parser::message
