#include "capture/raw_mail.h"

#include <string>

namespace constat::capture {

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAccepted:
      return "accepted";
    case Outcome::kRefused:
      return "refused";
    case Outcome::kDeferred:
      return "deferred";
    case Outcome::kUnanswered:
      return "unanswered";
    case Outcome::kNotObserved:
      break;
  }
  return "not_observed";
}

Outcome outcome_of_reply(int code) {
  if ((code >= 200 && code < 300) || code == 354) return Outcome::kAccepted;
  if (code >= 400 && code < 500) return Outcome::kDeferred;
  if (code >= 500 && code < 600) return Outcome::kRefused;
  return Outcome::kNotObserved;
}

std::string_view name_of(Completeness completeness) {
  switch (completeness) {
    case Completeness::kComplete:
      return "complete";
    case Completeness::kHoled:
      return "holed";
    case Completeness::kTruncated:
      return "truncated";
    case Completeness::kMidstream:
      break;
  }
  return "midstream";
}

std::string mail_id(std::string_view session_id, std::uint64_t ordinal, const Digest& sha256) {
  std::string text(session_id);
  text += '\n';
  text += std::to_string(ordinal);
  text += '\n';
  text += to_hex(sha256);
  const Digest digest = constat::sha256(text);
  const std::string_view bytes(reinterpret_cast<const char*>(digest.bytes.data()),
                               digest.bytes.size());
  return "m:" + to_base32(bytes).substr(0, 26);
}

}  // namespace constat::capture
