#include "classifier/timeline/campaign_key.h"

#include <algorithm>

#include "classifier/wording/fold.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || wording::is_digit(c);
}

}  // namespace

std::string masked_return_path(std::string_view path) {
  constexpr std::string_view kPseudonym = "p:";
  constexpr std::size_t kPseudonymBytes = 28;
  const std::size_t end = std::min(path.rfind('@'), path.size());
  std::string masked;
  for (std::size_t at = 0; at < end;) {
    if (path.substr(at).starts_with(kPseudonym) && end - at >= kPseudonymBytes) {
      masked += '#';
      at += kPseudonymBytes;
      continue;
    }
    std::size_t stop = at;
    while (stop < end && is_alphanumeric(path[stop])) ++stop;
    const std::string_view word = path.substr(at, stop - at);
    const bool varies = std::ranges::any_of(word, wording::is_digit);
    masked += varies ? std::string_view("#") : word;
    at = stop;
    if (at < end && !is_alphanumeric(path[at])) masked += path[at++];
  }
  return masked + to_lower_ascii(path.substr(end));
}

std::string campaign_key(const MailRecord& mail) {
  const auto value = [](const OptionalText& text) { return text ? *text : std::string(); };
  const std::string feedback = value(mail.header.feedback_id);
  if (!feedback.empty()) return "feedback_id=" + feedback;
  std::string key;
  const std::string list = to_lower_ascii(value(mail.header.list_id));
  if (!list.empty()) key = "list_id=" + list;
  const auto text = std::ranges::find(mail.facts, "template.text", &Fact::id);
  if (text != mail.facts.end()) key += (key.empty() ? "template=" : ";template=") + text->value;
  if (!key.empty()) return key;
  const std::string path = value(mail.mail_from);
  return path.empty() ? "" : "return_path=" + masked_return_path(path);
}

}  // namespace constat::classifier
