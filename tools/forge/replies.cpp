#include "tools/forge/replies.h"

namespace constat::forge {
namespace {

std::string reply(const Answer& answer, std::string usual) {
  if (answer.code == 0) return {};
  const std::string& words = answer.text.empty() ? usual : answer.text;
  return std::to_string(answer.code) + " " + words;
}

}  // namespace

std::string recipient_reply(const Answer& answer) {
  if (answer.code < 300) return reply(answer, "2.1.5 Recipient ok");
  if (answer.code < 500) return reply(answer, "4.2.0 Mailbox busy, try again later");
  return reply(answer, "5.1.1 No such mailbox here");
}

std::string data_reply(const Answer& answer, std::uint64_t ordinal) {
  if (answer.code < 300)
    return reply(answer, "2.0.0 Queued as " + std::to_string(100'000 + ordinal));
  if (answer.code < 500) return reply(answer, "4.3.0 Try again later");
  return reply(answer, "5.7.1 Message not taken");
}

std::string auth_reply(const Answer& answer) {
  if (answer.code < 300) return reply(answer, "2.7.0 Authentication succeeded");
  return reply(answer, "5.7.8 Authentication credentials invalid");
}

}  // namespace constat::forge
