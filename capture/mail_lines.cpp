#include "capture/mail_lines.h"

#include <algorithm>
#include <array>

namespace constat::capture {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr bool is_name_character(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || is_digit(c) || c == '-' || c == '_';
}

bool equals_lower(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return lower(a) == b; });
}

// Field names of RFC 5322 section 3.6, RFC 2045, and those that mail systems put first.
constexpr std::string_view kFieldNames[] = {"return-path",
                                            "received",
                                            "from",
                                            "sender",
                                            "reply-to",
                                            "to",
                                            "cc",
                                            "bcc",
                                            "subject",
                                            "date",
                                            "message-id",
                                            "in-reply-to",
                                            "references",
                                            "comments",
                                            "keywords",
                                            "mime-version",
                                            "delivered-to",
                                            "envelope-to",
                                            "precedence",
                                            "user-agent",
                                            "dkim-signature",
                                            "received-spf",
                                            "auto-submitted",
                                            "newsgroups",
                                            "status",
                                            "importance",
                                            "priority",
                                            "organization",
                                            "delivery-date",
                                            "apparently-to",
                                            "errors-to",
                                            "path",
                                            "lines",
                                            "xref",
                                            "domainkey-signature"};
constexpr std::string_view kFieldFamilies[] = {
    "x-",      "content-",  "list-",        "resent-",  "arc-", "authentication-",
    "thread-", "original-", "disposition-", "feedback-"};

bool is_known_field(std::string_view name) {
  const auto is_name = [&](std::string_view known) { return equals_lower(name, known); };
  const auto is_of_family = [&](std::string_view family) {
    return name.size() > family.size() && equals_lower(name.substr(0, family.size()), family);
  };
  return std::any_of(std::begin(kFieldNames), std::end(kFieldNames), is_name) ||
         std::any_of(std::begin(kFieldFamilies), std::end(kFieldFamilies), is_of_family);
}

std::string_view next_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n"));
  text.remove_prefix(word.size());
  return word;
}

bool is_month(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return std::find(kMonths.begin(), kMonths.end(), word) != kMonths.end();
}

bool is_year(std::string_view word) {
  return word.size() == 4 && std::all_of(word.begin(), word.end(), is_digit) &&
         (word.starts_with("19") || word.starts_with("20"));
}

// "hh:mm", with seconds or not; some programs leave out leading zeros.
bool is_time(std::string_view word) {
  return word.find(':') != std::string_view::npos && word.size() <= 8 && is_digit(word.front()) &&
         is_digit(word.back()) &&
         std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || c == ':'; });
}

}  // namespace

bool is_header_field(std::string_view line) {
  const auto past = std::find_if_not(line.begin(), line.end(), is_name_character);
  const auto length = static_cast<std::size_t>(past - line.begin());
  std::string_view rest = line.substr(length);
  while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
  return length > 0 && rest.starts_with(':') && is_known_field(line.substr(0, length));
}

bool is_field_like(std::string_view line) {
  const auto past = std::find_if_not(line.begin(), line.end(),
                                     [](char c) { return c > ' ' && c < 127 && c != ':'; });
  return past != line.begin() && past != line.end() && *past == ':';
}

bool is_mbox_separator(std::string_view line) {
  constexpr std::string_view kFrom = "From ";
  // Real ones are short; a line of text may be endless.
  if (!line.starts_with(kFrom) || line.size() > 1024) return false;
  line = line.substr(kFrom.size(), line.find_last_not_of("\r\n") + 1 - kFrom.size());
  if (line.find_first_of("\r\n") != std::string_view::npos) return false;
  const std::string_view sender = next_word(line);
  if (sender.empty() || is_month(sender)) return false;
  bool month = false;
  bool time = false;
  bool year = false;
  for (std::string_view word; !(word = next_word(line)).empty();) {
    month = month || is_month(word);
    time = time || is_time(word);
    year = year || is_year(word);
  }
  return month && time && year;
}

std::optional<std::string> undo_utf16(std::string_view head) {
  constexpr std::size_t kFirst = 16;  // bytes that tell the order
  const bool little_mark = head.starts_with("\xff\xfe");
  const bool big_mark = head.starts_with("\xfe\xff");
  if (little_mark || big_mark) head.remove_prefix(2);
  std::size_t low[2] = {0, 0};  // NULs at even and at odd places
  const std::string_view first = head.substr(0, kFirst);
  for (std::size_t at = 0; at < first.size(); ++at) low[at % 2] += first[at] == '\0' ? 1 : 0;
  const bool little = little_mark || (low[0] == 0 && low[1] == kFirst / 2);
  const bool big = big_mark || (low[1] == 0 && low[0] == kFirst / 2);
  if (little == big) return std::nullopt;
  std::string text;
  text.reserve(head.size() / 2);
  for (std::size_t at = 0; at + 1 < head.size(); at += 2) {
    const char upper = little ? head[at + 1] : head[at];
    const char lower_half = little ? head[at] : head[at + 1];
    const bool ascii = upper == '\0' && static_cast<unsigned char>(lower_half) < 128;
    text.push_back(ascii ? lower_half : '?');
  }
  return text;
}

}  // namespace constat::capture
