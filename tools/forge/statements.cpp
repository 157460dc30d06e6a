#include "tools/forge/statements.h"

#include <utility>

namespace constat::forge {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// Reads lines one after the other and counts them.
class Lines {
 public:
  explicit Lines(std::string_view source) : rest_(source) {}

  bool next(std::string_view& line) {
    if (rest_.empty()) return false;
    const std::size_t end = rest_.find('\n');
    line = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    ++number_;
    return true;
  }
  int number() const { return number_; }

 private:
  std::string_view rest_;
  int number_ = 0;
};

// One line cut into words. A quoted word may hold blanks and \" \\ \t \n; '#' outside quotes at the
// start of a word begins a comment.
class Words {
 public:
  explicit Words(std::string_view line) : line_(line) {}

  // False at the end of the line, or with `message` set.
  bool next(std::string& word, bool& quoted) {
    while (at_ < line_.size() && is_blank(line_[at_])) ++at_;
    if (at_ >= line_.size() || line_[at_] == '#') return false;
    word.clear();
    quoted = line_[at_] == '"';
    return quoted ? read_quoted(word) : read_bare(word);
  }
  const std::string& message() const { return message_; }

 private:
  bool read_bare(std::string& word) {
    while (at_ < line_.size() && !is_blank(line_[at_])) word += line_[at_++];
    return true;
  }

  bool read_quoted(std::string& word) {
    for (++at_; at_ < line_.size(); ++at_) {
      char c = line_[at_];
      if (c == '"') {
        ++at_;
        return true;
      }
      if (c == '\\' && at_ + 1 < line_.size()) {
        c = line_[++at_];
        if (c == 't') c = '\t';
        if (c == 'n') c = '\n';
      }
      word += c;
    }
    message_ = "a quoted word is not closed; add \" at its end";
    return false;
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::string message_;
};

class Splitter {
 public:
  explicit Splitter(std::string_view source) : lines_(source) {}

  Statements run() {
    std::string_view line;
    while (!result_.problem && lines_.next(line)) take(line);
    if (!result_.problem && !open_.empty()) {
      fail(result_.list[open_.back()].line,
           "this block is never closed; add } on a line of its own");
    }
    return std::move(result_);
  }

 private:
  void take(std::string_view line) {
    Statement statement;
    statement.line = lines_.number();
    Words words(line);
    std::string word;
    bool quoted = false;
    while (words.next(word, quoted)) {
      if (statement.opens_block || statement.has_text) {
        return fail(statement.line, "nothing may follow { or <<WORD; put it on the next line");
      }
      if (!quoted && word == "{") {
        statement.opens_block = true;
      } else if (!quoted && word.size() > 2 && word.starts_with("<<")) {
        statement.has_text = true;
        if (!take_text(word.substr(2), statement)) return;
      } else if (!quoted && word == "}" && statement.words.empty()) {
        return close_block();
      } else {
        statement.words.push_back(word);
      }
    }
    if (!words.message().empty()) return fail(statement.line, words.message());
    if (statement.words.empty()) {
      if (statement.opens_block)
        fail(statement.line, "a block needs a name before {, such as session {");
      return;
    }
    add(std::move(statement));
  }

  bool take_text(const std::string& end_word, Statement& statement) {
    std::string_view line;
    while (lines_.next(line)) {
      if (line.substr(0, line.find_last_not_of(" \t") + 1) == end_word) return true;
      statement.text.append(line).push_back('\n');
    }
    fail(statement.line, "this text is never closed; add a line that says only " + end_word);
    return false;
  }

  void close_block() {
    if (open_.empty()) return fail(lines_.number(), "} closes no block; remove it");
    result_.list[open_.back()].block_end = result_.list.size();
    open_.pop_back();
  }

  void add(Statement statement) {
    if (statement.opens_block) open_.push_back(result_.list.size());
    statement.block_end = result_.list.size() + 1;
    result_.list.push_back(std::move(statement));
  }

  void fail(int line, std::string message) { result_.problem = {line, std::move(message)}; }

  Lines lines_;
  Statements result_;
  std::vector<std::size_t> open_;
};

}  // namespace

Statements split_statements(std::string_view source) { return Splitter(source).run(); }

}  // namespace constat::forge
