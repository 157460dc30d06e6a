#include "parser/message/field/address.h"

#include <algorithm>
#include <array>
#include <utility>

namespace constat::parser::message {
namespace {

constexpr std::size_t kGroupNameBytes = 255;  // it is repeated in each mailbox of the group

// Neither white space nor one of the specials of RFC 5322 section 3.2.3.
constexpr std::array<bool, 256> word_bytes() {
  std::array<bool, 256> table{};
  table.fill(true);
  for (const char c : std::string_view("()<>[]:;@\\,.\" \t\r\n")) {
    table[static_cast<unsigned char>(c)] = false;
  }
  return table;
}
constexpr std::array<bool, 256> kWordBytes = word_bytes();

bool is_word_byte(char c) { return kWordBytes[static_cast<unsigned char>(c)]; }

void cut_utf8(std::string& text, std::size_t length) {
  if (text.size() <= length) return;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  text.resize(length);
}

}  // namespace

// One token of a name or address; false at a separator or bracket. A stray special is a word.
bool AddressReader::read_token(Lexer& lexer) {
  const std::size_t before = lexer.position();
  const bool space = lexer.skip_cfws() || before == 0;
  Token token{Kind::kOther, space, lexer.position(), 0, 0, 0};
  const char c = lexer.peek();
  if (lexer.at_end() || c == ',' || c == ';' || c == ':' || c == '<') return false;
  std::size_t end = token.begin + 1;
  const std::size_t encoded = encoded_word_length(value_, token.begin);
  if (encoded > 0) {
    token.kind = Kind::kWord;
    end = token.begin + encoded;
  } else if (c == '"') {
    token.content = contents_.size();
    if (lexer.quoted_string(contents_)) {
      token.kind = Kind::kQuoted;
      end = lexer.position();
    }
    token.content_length = contents_.size() - token.content;
  } else if (c == '.') {
    token.kind = Kind::kDot;
  } else if (c == '@') {
    token.kind = Kind::kAt;
  } else if (c == '[') {
    const std::size_t close = value_.find_first_of("[]", end);
    if (close != std::string_view::npos && value_[close] == ']') {
      token.kind = Kind::kLiteral;
      end = close + 1;
    }
  } else if (is_word_byte(c)) {
    token.kind = Kind::kWord;
    while (end < value_.size() && is_word_byte(value_[end])) ++end;
  }
  lexer.move_to(end);
  token.end = end;
  if (token.kind == Kind::kOther || (token.kind == Kind::kWord && !is_atom(token))) odd_ = true;
  tokens_.push_back(token);
  return true;
}

ByteRange AddressReader::range_of(Span tokens) const {
  if (tokens.first == tokens.last) return {offset_, 0};
  const std::size_t begin = tokens_[tokens.first].begin;
  return {offset_ + begin, tokens_[tokens.last - 1].end - begin};
}

// As written, without comments and white space around dots and "@"; one space between words.
std::string AddressReader::written(Span tokens) const {
  std::string out;
  bool word_before = false;
  for (std::size_t i = tokens.first; i < tokens.last; ++i) {
    const bool word = tokens_[i].kind != Kind::kDot && tokens_[i].kind != Kind::kAt;
    if (word && word_before && tokens_[i].space_before) out += ' ';
    for (const char c : text_of(tokens_[i])) {
      if (c != '\r' && c != '\n') out += c;
    }
    word_before = word;
  }
  return out;
}

std::string AddressReader::readable(std::string text, ByteRange where) {
  std::string out;
  text_.append_bytes(text, "", where, out);
  return out;
}

// The display name, or the comment when there is none.
std::string AddressReader::name_of(Span name, ByteRange where) {
  std::string phrase;
  for (std::size_t i = name.first; i < name.last; ++i) {
    const Token& token = tokens_[i];
    if (token.space_before && !phrase.empty()) phrase += ' ';
    if (token.kind == Kind::kQuoted) {
      phrase.append(contents_, token.content, token.content_length);
      const std::size_t encoded = value_.substr(0, token.end).find("=?", token.begin);
      if (encoded != std::string_view::npos && encoded_word_length(value_, encoded) > 0) {
        defects_.add(DefectKind::kEncodedWordMalformed, where);  // RFC 2047 section 5
      }
    } else if (text_of(token) != "\"") {  // a quote that is never closed is no part of a name
      phrase += text_of(token);
    }
  }
  std::string out;
  text_.append_text(phrase.empty() ? comment_ : std::string_view(phrase), where, out);
  return out;
}

void AddressReader::add(Span name, std::string address, ByteRange where) {
  ++list_->count;
  if (kept_ == limits_.addresses_per_field) {
    if (!cap_noted_) defects_.add(DefectKind::kAddressLimit, where);
    cap_noted_ = true;
    return;
  }
  ++kept_;
  Mailbox& mailbox = list_->mailboxes.emplace_back();
  mailbox.name = name_of(name, where);
  mailbox.address = readable(std::move(address), where);
  mailbox.group = group_;
  mailbox.where = where;
  mailbox.field = field_;
}

// From "<" to ">"; where that is missing, to the next "<", to a comma or to the end.
void AddressReader::read_angle(Lexer& lexer) {
  angle_begin_ = lexer.position();
  lexer.move_to(angle_begin_ + 1);
  const std::size_t first = tokens_.size();
  const bool odd_before = odd_;
  bool route = false;
  bool closed = false;
  while (true) {
    if (read_token(lexer)) {
      if (tokens_.size() == first + 1 && tokens_[first].kind == Kind::kAt) route = true;
      if (value_[tokens_.back().begin] == '>' && tokens_.back().kind == Kind::kOther) {
        closed = true;
        tokens_.pop_back();
        break;
      }
      continue;
    }
    const char c = lexer.peek();
    if (lexer.at_end() || c == '<' || (c == ',' && !route)) break;
    if (c == ':' && route) {  // obsolete route: what follows is the address
      tokens_.resize(first);
      route = false;
    } else if (!route) {  // ":" or ";" inside an address
      tokens_.push_back({Kind::kOther, false, lexer.position(), lexer.position() + 1, 0, 0});
    }
    lexer.move_to(lexer.position() + 1);
  }
  angle_end_ = lexer.position();
  bracketed_ = true;
  angle_address_ = written({first, tokens_.size()});
  const bool empty_allowed = angle_address_.empty() && empty_path_ == EmptyPath::kAllowed;
  const Span address{first, tokens_.size()};
  odd_ = odd_before || !closed || route || !(empty_allowed || is_addr_spec(address));
  note_encoded_words(address);
  tokens_.resize(first);
}

std::size_t AddressReader::count(Kind kind, std::size_t first) const {
  return static_cast<std::size_t>(
      std::count_if(tokens_.begin() + static_cast<std::ptrdiff_t>(first), tokens_.end(),
                    [kind](const Token& token) { return token.kind == kind; }));
}

void AddressReader::finish_bracketed() {
  // Specials that should have been quoted; a dot is allowed (RFC 5322 section 4.1, obs-phrase).
  if (count(Kind::kAt, 0) + count(Kind::kLiteral, 0) + count(Kind::kOther, 0) > 0) odd_ = true;
  const std::size_t begin = tokens_.empty() ? angle_begin_ : tokens_.front().begin;
  add({0, tokens_.size()}, angle_address_, {offset_ + begin, angle_end_ - begin});
}

// The tokens that belong to the "@" at index `at`, not before index `from`.
AddressReader::Span AddressReader::address_around(std::size_t at, std::size_t from) const {
  const auto is_part = [this](std::size_t i) {
    const Kind kind = tokens_[i].kind;
    return kind == Kind::kWord || kind == Kind::kQuoted || kind == Kind::kLiteral ||
           (kind == Kind::kOther && !tokens_[i].space_before);
  };
  const auto is_joint = [this](std::size_t i) {
    return tokens_[i].kind == Kind::kDot || tokens_[i].kind == Kind::kAt;
  };
  std::size_t first = at;
  while (first > from &&
         (is_joint(first - 1) ||
          (is_part(first - 1) && (is_joint(first) || !tokens_[first].space_before)))) {
    --first;
  }
  std::size_t last = at + 1;
  while (
      last < tokens_.size() &&
      (is_joint(last) || (is_part(last) && (is_joint(last - 1) || !tokens_[last].space_before)))) {
    ++last;
  }
  return {first, last};
}

// RFC 5322 section 3.2.3, and bytes above 127 (RFC 6532).
bool AddressReader::is_atom(const Token& token) const {
  const std::string_view text = text_of(token);
  return std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 32 || static_cast<unsigned char>(c) == 127;
  });
}

// RFC 5322 sections 3.4.1 and 4.4: words with dots between them, "@", atoms with dots between them
// or a literal. Tokens without white space between them are one word.
bool AddressReader::is_addr_spec(Span tokens) const {
  bool in_domain = false;
  bool word = false;  // the last token ends a word
  for (std::size_t i = tokens.first; i < tokens.last; ++i) {
    const Token& token = tokens_[i];
    const bool joined = word && token.kind == Kind::kWord && !token.space_before &&
                        tokens_[i - 1].kind == Kind::kWord && tokens_[i - 1].end == token.begin;
    switch (token.kind) {
      case Kind::kWord:
        if ((word && !joined) || !is_atom(token)) return false;
        word = true;
        break;
      case Kind::kQuoted:
        if (word || in_domain || text_of(token).find('\0') != std::string_view::npos) return false;
        word = true;
        break;
      case Kind::kLiteral:
        if (!in_domain || tokens_[i - 1].kind != Kind::kAt || i + 1 != tokens.last) return false;
        word = true;
        break;
      case Kind::kDot:
      case Kind::kAt:
        if (!word || (token.kind == Kind::kAt && std::exchange(in_domain, true))) return false;
        word = false;
        break;
      case Kind::kOther:
        return false;
    }
  }
  return in_domain && word;
}

void AddressReader::note_encoded_words(Span tokens) {
  for (std::size_t i = tokens.first; i < tokens.last; ++i) {
    const std::string_view text = text_of(tokens_[i]);
    if (!text.starts_with("=?") || encoded_word_length(text, 0) == 0) continue;
    defects_.add(DefectKind::kEncodedWordMalformed, {offset_ + tokens_[i].begin, text.size()});
  }
}

// No brackets: each "@" makes an address, the words before it its name.
void AddressReader::finish_bare() {
  std::size_t from = 0;
  bool found = false;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (tokens_[i].kind != Kind::kAt) continue;
    const Span span = address_around(i, from);
    if (span.first > from || found || !is_addr_spec(span)) odd_ = true;
    note_encoded_words(span);
    Span address = span;  // without the ">" of a bracket that was never opened
    if (text_of(tokens_[span.last - 1]) == ">") --address.last;
    add({from, span.first}, written(address), range_of({from, span.last}));
    found = true;
    from = span.last;
    i = span.last - 1;
  }
  if (found) {
    if (from < tokens_.size()) odd_ = true;
    return;
  }
  odd_ = true;
  if (count(Kind::kWord, 0) + count(Kind::kQuoted, 0) == 0) return;
  const bool one_word = tokens_.size() == 1 && tokens_[0].kind == Kind::kWord &&
                        encoded_word_length(value_, tokens_[0].begin) == 0;
  const Span all{0, tokens_.size()};
  if (one_word) {
    add({0, 0}, written(all), range_of(all));  // a local name: "root"
  } else {
    add(all, "", range_of(all));
  }
}

void AddressReader::finish_item(std::size_t end) {
  if (bracketed_) {
    finish_bracketed();
  } else if (!tokens_.empty()) {
    finish_bare();
  }
  if (odd_) {
    std::size_t begin = end;
    if (bracketed_) begin = std::min(begin, angle_begin_);
    if (!tokens_.empty()) begin = std::min(begin, tokens_.front().begin);
    note({offset_ + begin, end - begin});
  }
  tokens_.clear();
  contents_.clear();
  bracketed_ = false;
  odd_ = false;
  comment_ = {};
}

void AddressReader::start_group(std::size_t colon) {
  const Span all{0, tokens_.size()};
  if (odd_) note({offset_ + colon, 1});
  group_ = name_of(all, range_of(all));
  cut_utf8(group_, kGroupNameBytes);
  in_group_ = true;
  tokens_.clear();
  contents_.clear();
  odd_ = false;
}

// Up to the next separator.
void AddressReader::read_item(Lexer& lexer) {
  lexer.clear_comment();
  while (true) {
    const bool token = read_token(lexer);
    if (!lexer.comment().empty()) comment_ = lexer.comment();
    if (token) {
      // Words after a closed bracket start another mailbox, the comma was forgotten.
      if (bracketed_) {
        const Token next = tokens_.back();
        tokens_.pop_back();
        odd_ = true;
        finish_item(angle_end_);
        lexer.move_to(next.begin);
        lexer.clear_comment();
      }
      continue;
    }
    if (lexer.peek() == '<' && !lexer.at_end()) {
      if (bracketed_) {
        odd_ = true;
        finish_item(angle_end_);
      }
      read_angle(lexer);
      continue;
    }
    if (lexer.peek() != ':' || lexer.at_end()) return;
    const std::size_t colon = lexer.position();
    lexer.move_to(colon + 1);
    if (in_group_ || bracketed_ || count(Kind::kAt, 0) > 0 || tokens_.empty()) {
      odd_ = true;
      if (!bracketed_) tokens_.push_back({Kind::kOther, false, colon, colon + 1, 0, 0});
    } else {
      start_group(colon);
    }
  }
}

void AddressReader::read(std::string_view value, std::uint64_t offset, EmptyPath empty_path,
                         AddressList& list) {
  value_ = value;
  offset_ = offset;
  empty_path_ = empty_path;
  list_ = &list;
  kept_ = 0;
  cap_noted_ = false;
  in_group_ = false;
  group_.clear();
  field_ = list.fields++;
  Lexer lexer(value, limits_.comment_depth);
  while (true) {
    read_item(lexer);
    const std::size_t end = lexer.position();
    finish_item(end);
    if (lexer.at_end()) break;
    if (lexer.peek() == ';') {
      if (!in_group_) note({offset_ + end, 1});
      in_group_ = false;
      group_.clear();
    }
    lexer.move_to(end + 1);
  }
  if (in_group_ || lexer.broken()) note({offset_, value.size()});
}

}  // namespace constat::parser::message
