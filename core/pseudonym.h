// Stable names for addresses that nobody can turn back without the key of the case.
//
// Pseudonym = "p:" + base32(HMAC-SHA-256(K, normalised address))[0:26] (130 bits), K = HMAC of the
// case key with the label "constat address v1". Same key and address, same pseudonym, in any run.
// It is pseudonymisation, not anonymisation: who holds the key can test a guessed address.
#pragma once

#include <string>
#include <string_view>

#include "core/digest.h"

namespace constat {

class Pseudonymiser {
 public:
  // `key`: 16 bytes or more, kept apart from every output.
  explicit Pseudonymiser(std::string_view key);

  // Local part and domain are both lower-cased (ASCII) before hashing: RFC 5321 section 2.4 allows
  // a case-sensitive local part, no mailbox provider in use has one, and two spellings of one
  // mailbox must join. "" gives "".
  std::string of_address(std::string_view address) const;

  // "pd:…": the same for a domain alone, under another key label.
  std::string of_domain(std::string_view domain) const;

 private:
  HmacKey address_key_;
  HmacKey domain_key_;
};

// ASCII lower case; other bytes unchanged.
std::string to_lower_ascii(std::string_view text);
// Case-insensitive ASCII comparison.
bool equals_ignoring_case(std::string_view a, std::string_view b);

}  // namespace constat
