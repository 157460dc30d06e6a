#include "parser/message/field/received.h"

#include <array>
#include <string>

#include "core/pseudonym.h"
#include "parser/message/field/date.h"
#include "parser/message/field/lexer.h"

namespace constat::parser::message {
namespace {

enum class Clause : std::uint8_t { kNone, kFrom, kBy, kVia, kWith, kId, kFor };
constexpr std::array<std::string_view, 7> kNames = {"", "from", "by", "via", "with", "id", "for"};
constexpr std::size_t kClauses = kNames.size();

Clause clause_named(std::string_view word) {
  for (std::size_t i = 1; i < kClauses; ++i) {
    if (equals_ignoring_case(word, kNames[i])) return static_cast<Clause>(i);
  }
  return Clause::kNone;
}

class ReceivedReader {
 public:
  ReceivedReader(std::string_view value, const Limits& limits)
      : lexer_(value, limits.comment_depth), depth_(limits.comment_depth) {}

  // The clauses, up to the last ";" outside of comments.
  void read() {
    while (true) {
      lexer_.clear_comment();
      lexer_.skip_white_space();
      if (lexer_.at_end()) break;
      if (lexer_.peek() == '(' && lexer_.skip_comment()) {
        if (clause_ == Clause::kFrom) append(lexer_.comment(), "; ", from_info_);
      } else if (lexer_.peek() == ';') {
        clause_ = Clause::kNone;
        date_at_ = lexer_.position() + 1;
        lexer_.move_to(date_at_);
      } else {
        take_word();
      }
    }
    if (lexer_.broken()) odd_ = true;
    for (std::size_t i = 1; i < kClauses; ++i) {
      if (seen_[i] && values_[i].empty()) odd_ = true;
    }
    if (seen_[index(Clause::kFrom)] && !seen_[index(Clause::kBy)]) odd_ = true;
  }

  std::string read_date() {
    if (date_at_ == 0) {
      odd_ = true;
      return {};
    }
    ReadDate date = message::read_date(lexer_.text().substr(date_at_), depth_);
    if (date.form != DateForm::kAsStandard) odd_ = true;
    return std::move(date.rfc3339);
  }

  bool odd() const { return odd_; }
  const std::string& value_of(Clause clause) const { return values_[index(clause)]; }
  const std::string& from_info() const { return from_info_; }

 private:
  static std::size_t index(Clause clause) { return static_cast<std::size_t>(clause); }

  static void append(std::string_view text, std::string_view joint, std::string& out) {
    if (!out.empty()) out += joint;
    for (const char c : text) {
      if (c != '\r' && c != '\n') out += c;
    }
  }

  // "<...>" and quoted strings are one word.
  std::string_view next_word() {
    const std::size_t begin = lexer_.position();
    std::string quoted;
    if (lexer_.peek() == '"' && lexer_.quoted_string(quoted)) {
      return lexer_.between(begin, lexer_.position());
    }
    if (lexer_.peek() == '<') {
      const std::size_t close = lexer_.text().find_first_of("<>", begin + 1);
      if (close != std::string_view::npos && lexer_.text()[close] == '>') {
        lexer_.move_to(close + 1);
        return lexer_.between(begin, close + 1);
      }
    }
    lexer_.move_to(begin + 1);
    lexer_.until_any("(;<\" \t\r\n");
    return lexer_.between(begin, lexer_.position());
  }

  void take_word() {
    const std::string_view word = next_word();
    const Clause named = clause_named(word);
    if (named != Clause::kNone) {
      if (seen_[index(named)]) {
        odd_ = true;
        clause_ = Clause::kNone;
        return;
      }
      clause_ = named;
      seen_[index(named)] = true;
      return;
    }
    std::string& value = values_[index(clause_)];
    if (clause_ == Clause::kFor) {
      take_recipient(word);
    } else if (clause_ == Clause::kFrom && !value.empty()) {
      append(word, "; ", from_info_);
    } else if (clause_ == Clause::kWith || value.empty()) {
      append(word, " ", value);
    }
  }

  // "<a@x>,<b@y>" holds two.
  void take_recipient(std::string_view word) {
    std::string address;
    for (const char c : word) {
      if (c != '<' && c != '>' && c != ',' && !is_white_space(c)) address += c;
    }
    if (!address.empty()) append(address, ", ", values_[index(Clause::kFor)]);
  }

  Lexer lexer_;
  std::size_t depth_;
  std::size_t date_at_ = 0;
  Clause clause_ = Clause::kNone;
  std::array<bool, kClauses> seen_{};
  std::array<std::string, kClauses> values_;  // [0]: words of no clause
  std::string from_info_;
  bool odd_ = false;
};

}  // namespace

TraceField read_received(std::string_view value, ByteRange where, const Limits& limits,
                         HeaderText& text, DefectLog& defects) {
  ReceivedReader reader(value, limits);
  reader.read();
  TraceField trace;
  trace.where = where;
  const auto told = [&](const std::string& written, std::string& out) {
    text.append_bytes(written, "", where, out);
  };
  told(reader.value_of(Clause::kFrom), trace.from);
  told(reader.from_info(), trace.from_info);
  told(reader.value_of(Clause::kBy), trace.by);
  told(reader.value_of(Clause::kWith), trace.with);
  told(reader.value_of(Clause::kId), trace.id);
  told(reader.value_of(Clause::kFor), trace.recipient);
  trace.date = reader.read_date();
  if (reader.odd()) defects.add(DefectKind::kReceivedMalformed, where);
  return trace;
}

}  // namespace constat::parser::message
