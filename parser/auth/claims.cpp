#include "parser/auth/claims.h"

#include <algorithm>

#include "core/json_writer.h"
#include "core/pseudonym.h"
#include "parser/auth/tag_list.h"

namespace constat::parser::auth {
namespace {

// Words of a field between comments and folding white space (RFC 5322 section 3.2.2). A comment or
// quoted string that never closes ends the reading.
class Words {
 public:
  Words(std::string_view text, std::size_t comment_depth)
      : text_(text), comment_depth_(comment_depth) {}

  bool broken() const { return broken_; }
  bool at_end() {
    skip_cfws();
    return at_ >= text_.size();
  }
  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  char peek() { return at_end() ? '\0' : text_[at_]; }
  // A quoted string undone, or everything up to white space, ';', '(' or one of `stops`.
  std::string word(std::string_view stops) {
    if (peek() == '"') return quoted();
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_fws(text_[at_]) && text_[at_] != ';' && text_[at_] != '(' &&
           stops.find(text_[at_]) == std::string_view::npos) {
      ++at_;
    }
    return std::string(text_.substr(begin, at_ - begin));
  }
  // To after the next ';' outside comments and quoted strings, or the end.
  void skip_part() {
    while (!at_end() && !take(';')) {
      if (word("").empty() && !at_end() && text_[at_] != ';') ++at_;
    }
  }

 private:
  void skip_cfws() {
    while (at_ < text_.size() && (is_fws(text_[at_]) || text_[at_] == '(')) {
      if (text_[at_] == '(') {
        skip_comment();
      } else {
        ++at_;
      }
    }
  }
  void skip_comment() {
    std::size_t depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '(') {
        if (++depth > comment_depth_) broken_ = true;
      } else if (text_[at_] == ')' && --depth == 0) {
        ++at_;
        return;
      }
    }
    end();
  }
  std::string quoted() {
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        ++at_;
        return out;
      }
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      if (text_[at_] != '\r' && text_[at_] != '\n') out += text_[at_];
    }
    end();
    return out;
  }
  void end() {
    at_ = text_.size();
    broken_ = true;
  }

  std::string_view text_;
  std::size_t comment_depth_;
  std::size_t at_ = 0;
  bool broken_ = false;
};

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string told(std::string_view text) { return to_valid_utf8(text); }
std::string told_keyword(std::string_view text) { return to_valid_utf8(to_lower_ascii(text)); }

class ClaimReading {
 public:
  ClaimReading(std::string_view value, const Limits& limits, std::size_t most, Claim& out)
      : words_(value, limits.comment_depth),
        most_(most),
        cap_(limits.parameters_per_field),
        out_(out) {}

  bool results() {
    out_.server = told(words_.word("="));
    if (out_.server.empty() || words_.peek() == '=') return false;
    if (!words_.at_end() && words_.peek() != ';' && !is_number(words_.word(""))) return false;
    if (words_.at_end()) return false;  // at least one result, or "none"
    bool good = true;
    while (!words_.at_end()) good = part() && good;
    return good && !words_.broken();
  }

  bool arc_results() {
    const std::string tag = told_keyword(words_.word("="));
    if (tag != "i" || !words_.take('=')) return false;
    const std::string number = words_.word("");
    if (!is_number(number) || number.size() > 2 || !words_.take(';')) return false;
    out_.instance = static_cast<std::uint32_t>(std::stoul(number));
    return results();
  }

  bool received_spf() {
    ClaimedResult& spf = out_.results.emplace_back();
    spf.method = "spf";
    spf.result = told_keyword(words_.word(""));
    bool good = !spf.result.empty();
    while (!words_.at_end()) {
      const std::string key = told_keyword(words_.word("="));
      if (key.empty() || !words_.take('=')) {
        words_.skip_part();
        good = false;
        continue;
      }
      std::string value = told(words_.word(""));
      if (key == "receiver") out_.server = value;
      add(spf, key, std::move(value));
      words_.take(';');
    }
    return good && !words_.broken();
  }

 private:
  // One ";" and what follows it.
  bool part() {
    if (!words_.take(';')) {
      words_.skip_part();
      return false;
    }
    if (words_.at_end()) return false;
    std::string method = told_keyword(words_.word("=/"));
    if (method == "none" && words_.peek() != '=') return words_.at_end();
    if (words_.take('/') && !is_number(words_.word("="))) return fail_part();
    if (method.empty() || !words_.take('=')) return fail_part();
    ClaimedResult result;
    result.method = std::move(method);
    result.result = told_keyword(words_.word(""));
    const bool good = !result.result.empty() && properties(result);
    if (out_.results.size() < most_) {
      out_.results.push_back(std::move(result));
    } else {
      ++out_.results_not_kept;
    }
    return good || fail_part();
  }

  // reason="…" and ptype.property=value.
  bool properties(ClaimedResult& result) {
    while (!words_.at_end() && words_.peek() != ';') {
      std::string name = told_keyword(words_.word(".="));
      if (words_.take('.')) name += '.' + told_keyword(words_.word("="));
      const bool known = name == "reason" || name.find('.') != std::string::npos;
      if (!known || !words_.take('=')) return false;
      std::string value = words_.peek() == ';' ? std::string() : words_.word("");
      // A quoted local part goes on.
      if (words_.peek() == '@') value += words_.word("");
      add(result, std::move(name), told(value));
    }
    return true;
  }

  void add(ClaimedResult& result, std::string name, std::string value) const {
    if (result.properties.size() == cap_) return;
    result.properties.push_back({std::move(name), std::move(value)});
  }

  // Goes on with the next part.
  bool fail_part() {
    while (!words_.at_end() && words_.peek() != ';') {
      if (words_.word("").empty()) words_.take(words_.peek());
    }
    return false;
  }

  Words words_;
  std::size_t most_;  // results
  std::size_t cap_;   // properties of one
  Claim& out_;
};

}  // namespace

std::optional<ClaimKind> claim_kind_of(std::string_view field_name) {
  if (equals_ignoring_case(field_name, "Authentication-Results")) {
    return ClaimKind::kAuthenticationResults;
  }
  if (equals_ignoring_case(field_name, "ARC-Authentication-Results")) {
    return ClaimKind::kArcAuthenticationResults;
  }
  if (equals_ignoring_case(field_name, "Received-SPF")) return ClaimKind::kReceivedSpf;
  return std::nullopt;
}

bool read_claim(std::string_view value, ClaimKind kind, const Limits& limits, std::size_t most,
                Claim& out) {
  out.kind = kind;
  ClaimReading reading(value, limits, most, out);
  switch (kind) {
    case ClaimKind::kAuthenticationResults:
      return reading.results();
    case ClaimKind::kArcAuthenticationResults:
      return reading.arc_results();
    case ClaimKind::kReceivedSpf:
      break;
  }
  return reading.received_spf();
}

}  // namespace constat::parser::auth
