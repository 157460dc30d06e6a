// What may leave the program about third parties (design: "What may be disclosed").
//
//   counts   no per-mail values at all: facts keep ids, lose value and quote
//   facts    recipients pseudonymised; no subject, no quotes beyond kPublic facts; no header fields
//   headers  + subject, To/Cc/Bcc, raw fields, clear recipient addresses, link texts
//   content  + decoded text of the parts
//
// At every level below `headers` an address of a recipient is masked wherever it hides: facts,
// URLs (also percent-encoded), VERP return paths ("user=domain"), server replies. So is the author
// of a mail that bears no sign of a list and comes from a mailbox provider open to the public: that
// is a private correspondent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/pseudonym.h"

namespace constat::classifier {

enum class Disclosure : std::uint8_t { kCounts, kFacts, kHeaders, kContent };
std::optional<Disclosure> disclosure_named(std::string_view name);
std::string_view name_of(Disclosure disclosure);

// Replaces every occurrence of the given addresses by their pseudonyms. Made once per mail.
//
// Read case-insensitively and through one or two layers of percent-encoding, in these forms:
//   user@domain           where it stands alone, not as the tail of a longer address
//   user%40domain, user@domain@…, user=domain   inside something longer too (VERP)
//   domain=user           as SRS writes it
// Base64 or a hash of an address is left alone: it cannot be read without decoding.
//
// Linear: each '@' or '=' is looked at once, over at most the length of the longest address.
class AddressMask {
 public:
  AddressMask(const Pseudonymiser& pseudonyms, const std::vector<std::string>& addresses);
  void add(const std::vector<std::string>& addresses, const Pseudonymiser& pseudonyms);
  std::string apply(std::string_view text) const;
  bool touches(std::string_view text) const;
  bool empty() const { return addresses_.empty(); }

 private:
  enum class Border : std::uint8_t { kStandsAlone, kEmbedded };
  // What follows the separator -> what stands before it -> the pseudonym.
  using Index = std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>>;
  struct Match {
    std::size_t begin = 0, end = 0;  // in the folded text
    const std::string* replacement = nullptr;
  };

  Match find_at(std::string_view folded, std::size_t separator, std::size_t from,
                Border border) const;
  Match look_up(const Index& index, std::string_view folded, std::size_t separator,
                std::size_t from, Border border) const;

  Index addresses_;          // domain -> local part
  Index reversed_;           // local part -> domain
  std::size_t longest_ = 0;  // of all local parts and domains
};

}  // namespace constat::classifier
