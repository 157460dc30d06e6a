#include "parser/smtp/reply.h"

#include "core/pseudonym.h"

namespace constat::parser::smtp {
namespace {

constexpr std::size_t kKeptText = 48;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One to three digits, no leading zero (RFC 3463 section 2), off the front of `text`.
bool take_number(std::string_view& text, std::uint16_t& number) {
  std::size_t digits = 0;
  while (digits < text.size() && digits < 4 && is_digit(text[digits])) ++digits;
  if (digits == 0 || digits > 3 || (digits > 1 && text[0] == '0')) return false;
  number = 0;
  for (const char c : text.substr(0, digits)) {
    number = static_cast<std::uint16_t>(number * 10 + (c - '0'));
  }
  text.remove_prefix(digits);
  return true;
}

bool take_dot(std::string_view& text) {
  if (!text.starts_with('.')) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

EnhancedStatus read_enhanced_status(std::string_view text) {
  EnhancedStatus status;
  std::uint16_t status_class = 0;
  const bool read = take_number(text, status_class) && take_dot(text) &&
                    take_number(text, status.subject) && take_dot(text) &&
                    take_number(text, status.detail) &&
                    (text.empty() || text[0] == ' ' || text[0] == '\t' || text[0] == '\n');
  const bool known = status_class == 2 || status_class == 4 || status_class == 5;
  if (!read || !known) return {};
  status.status_class = static_cast<std::uint8_t>(status_class);
  return status;
}

std::string to_string(EnhancedStatus status) {
  if (status.status_class == 0) return {};
  return std::to_string(status.status_class) + '.' + std::to_string(status.subject) + '.' +
         std::to_string(status.detail);
}

ReplyClass class_of(int code) {
  switch (code / 100) {
    case 2:
      return ReplyClass::kPositive;
    case 3:
      return ReplyClass::kIntermediate;
    case 4:
      return ReplyClass::kTransient;
    case 5:
      return ReplyClass::kPermanent;
    default:
      return ReplyClass::kNone;
  }
}

ReplyLine parse_reply_line(std::string_view line) {
  ReplyLine parsed;
  if (line.size() < 3 || !is_digit(line[0]) || !is_digit(line[1]) || !is_digit(line[2])) {
    return parsed;
  }
  // "2501 ok" and "250.ok" are not replies; "250" alone is (RFC 5321 section 4.2.1).
  if (line.size() > 3 && line[3] != ' ' && line[3] != '-' && line[3] != '\t') return parsed;
  const int code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  if (class_of(code) == ReplyClass::kNone) return parsed;
  parsed.code = code;
  parsed.more = line.size() > 3 && line[3] == '-';
  if (line.size() > 4) parsed.text = line.substr(4);
  return parsed;
}

LineFit ReplyAssembler::add(const Line& line, std::uint64_t offset) {
  const ReplyLine parsed = parse_reply_line(line.text);
  if (parsed.code == 0) return LineFit::kNotAReply;
  const bool changed = started_ && parsed.code != reply_.code;
  if (!started_) {
    reply_.offset = offset;
    started_ = true;
  } else if (reply_.text.size() < text_cap_) {
    reply_.text.push_back('\n');
  }
  reply_.code = parsed.code;
  reply_.text.append(parsed.text.substr(0, text_cap_ - reply_.text.size()));
  if (equals_ignoring_case(parsed.text.substr(0, parsed.text.find_last_not_of(' ') + 1),
                           "STARTTLS")) {
    reply_.offers_starttls = true;
  }
  complete_ = !parsed.more;
  if (changed) return LineFit::kCodeChanged;
  return complete_ ? LineFit::kReplyComplete : LineFit::kReplyGoesOn;
}

void ReplyAssembler::clear() {
  reply_.code = 0;
  // The answer to EHLO is long, and there is one in a session.
  if (reply_.text.capacity() > kKeptText) std::string().swap(reply_.text);
  reply_.text.clear();
  reply_.offers_starttls = false;
  started_ = complete_ = false;
}

}  // namespace constat::parser::smtp
