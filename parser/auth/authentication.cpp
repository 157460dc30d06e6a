// Names of the words of authentication in records.

#include "parser/auth/authentication.h"

#include <array>

namespace constat::parser::auth {
namespace {

struct ReasonWords {
  std::string_view name, meaning, meaning_fr;
};
constexpr ReasonWords kReasons[] = {
#define CONSTAT_REASON(enumerator, name, meaning_en, meaning_fr) {name, meaning_en, meaning_fr},
#include "parser/auth/reasons.inc"
#undef CONSTAT_REASON
};

template <std::size_t kCount, typename Enum>
std::string_view word(const std::array<std::string_view, kCount>& words, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < kCount ? words[index] : std::string_view();
}

const ReasonWords& words_of(Reason reason) {
  const auto index = static_cast<std::size_t>(reason);
  return kReasons[index < std::size(kReasons) ? index : 0];
}

}  // namespace

std::string_view name_of(SignatureKind kind) {
  return word<3>({"dkim", "arc_message", "arc_seal"}, kind);
}

std::string_view name_of(Result result) {
  return word<3>({"verifies", "does_not_verify", "not_evaluated"}, result);
}

std::string_view name_of(BodyHash hash) {
  return word<3>({"matches", "differs", "not_evaluated"}, hash);
}

std::string_view name_of(SignatureValue value) {
  return word<3>({"fits", "differs", "not_evaluated"}, value);
}

std::string_view name_of(Expiry expiry) {
  return word<4>({"none", "not_past", "past", "not_evaluated"}, expiry);
}

std::string_view name_of(Alignment alignment) {
  return word<4>({"same", "same_organisation", "different", "not_evaluated"}, alignment);
}

std::string_view name_of(SpfIdentity identity) { return word<2>({"mail_from", "helo"}, identity); }

std::string_view name_of(SpfResult result) {
  return word<8>({"not_evaluated", "no_record", "no_statement", "permitted", "not_permitted",
                  "probably_not_permitted", "server_failure", "record_malformed"},
                 result);
}

std::string_view name_of(DmarcResult result) {
  return word<5>({"not_evaluated", "no_record", "record_malformed", "aligned", "not_aligned"},
                 result);
}

std::string_view name_of(ClaimKind kind) {
  return word<3>({"authentication_results", "arc_authentication_results", "received_spf"}, kind);
}

std::string_view name_of(Reason reason) { return words_of(reason).name; }
std::string_view meaning_of(Reason reason) { return words_of(reason).meaning; }
std::string_view meaning_fr_of(Reason reason) { return words_of(reason).meaning_fr; }
std::size_t reason_count() { return std::size(kReasons); }

}  // namespace constat::parser::auth
