#include "core/pseudonym.h"

#include <algorithm>
#include <cassert>

#include "core/digest.h"

namespace constat {
namespace {

constexpr std::size_t kCharacters = 26;  // 130 bits

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

std::string name(std::string_view prefix, const HmacKey& key, std::string_view text) {
  if (text.empty()) return {};
  const Digest digest = key.of(to_lower_ascii(text));
  std::string result(prefix);
  result.append(to_base32(bytes_of(digest)), 0, kCharacters);
  return result;
}

char lower(char character) {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
}

}  // namespace

Pseudonymiser::Pseudonymiser(std::string_view key)
    : address_key_(bytes_of(hmac_sha256(key, "constat address v1"))),
      domain_key_(bytes_of(hmac_sha256(key, "constat domain v1"))) {
  assert(key.size() >= 16);
}

std::string Pseudonymiser::of_address(std::string_view address) const {
  return name("p:", address_key_, address);
}

std::string Pseudonymiser::of_domain(std::string_view domain) const {
  return name("pd:", domain_key_, domain);
}

std::string to_lower_ascii(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace constat
