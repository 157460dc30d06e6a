// What may leave the program about third parties (design: "What may be disclosed").
//
//   counts   no per-mail values at all: facts keep ids, lose value and quote
//   facts    recipients pseudonymised; no subject, no quotes beyond kPublic facts; no header fields
//   headers  + subject, To/Cc/Bcc, raw fields, clear recipient addresses, link texts
//   content  + decoded text of the parts
//
// At every level below `headers` an address of a recipient is masked wherever it hides: facts,
// URLs (also percent-encoded), VERP return paths ("user=domain"), server replies.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/pseudonym.h"

namespace constat::classifier {

enum class Disclosure : std::uint8_t { kCounts, kFacts, kHeaders, kContent };
std::optional<Disclosure> disclosure_named(std::string_view name);
std::string_view name_of(Disclosure disclosure);

// Replaces every occurrence of the given addresses by their pseudonyms. Made once per mail.
class AddressMask {
 public:
  AddressMask(const Pseudonymiser& pseudonyms, std::vector<std::string> addresses);
  // Case-insensitive; forms: a@b, a%40b, a=b (VERP), and base64 or hex of the address is left
  // alone (it is not readable without decoding; said in docs/decisions.md).
  std::string apply(std::string_view text) const;
  bool touches(std::string_view text) const;

 private:
  struct Form {
    std::string text;  // lower case
    std::string replacement;
  };
  std::vector<Form> forms_;
};

}  // namespace constat::classifier
