#include "parser/smtp/reply.h"

#include "core/pseudonym.h"

namespace constat::parser::smtp {
namespace {

constexpr std::size_t kKeptText = 48;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

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
