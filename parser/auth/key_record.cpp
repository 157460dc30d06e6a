#include "parser/auth/key_record.h"

#include "core/json_writer.h"
#include "core/pseudonym.h"
#include "parser/auth/base64_value.h"
#include "parser/auth/tag_list.h"

namespace constat::parser::auth {
namespace {

constexpr std::uint32_t kFewestRsaBits = 1024;  // RFC 8301 section 3.2

// Does a colon-separated list hold the word?
bool lists(std::string_view list, std::string_view word) {
  std::size_t begin = 0;
  while (begin <= list.size()) {
    const std::size_t end = std::min(list.find(':', begin), list.size());
    if (equals_ignoring_case(trim_fws(list.substr(begin, end - begin)), word)) return true;
    begin = end + 1;
  }
  return false;
}

// Everything but the key itself.
Reason reason_against(const TagList& tags, const KeyUse& use) {
  const Tag* version = tags.find("v");
  if (version != nullptr && (version->value != "DKIM1" || version != &tags.tags().front())) {
    return Reason::kKeyMalformed;
  }
  const Tag* hashes = tags.find("h");
  const Tag* services = tags.find("s");
  const Tag* key = tags.find("p");
  if (key == nullptr) return Reason::kKeyMalformed;
  if (key->value.empty()) return Reason::kKeyRevoked;
  if (hashes != nullptr && !lists(hashes->value, "sha256")) return Reason::kKeyHashNotListed;
  if (services != nullptr && !lists(services->value, "*") && !lists(services->value, "email")) {
    return Reason::kKeyServiceNotListed;
  }
  const bool below = !use.identity.empty() && !equals_ignoring_case(use.identity, use.domain);
  if (below && lists(tags.value("t"), "s")) return Reason::kKeyNotForSubdomain;
  return Reason::kNone;
}

}  // namespace

KeyReading read_key_record(std::string_view text, const KeyUse& use, const Limits& limits) {
  KeyReading read;
  TagList tags;
  if (text.size() > limits.signature_key_bytes) {
    read.reason = Reason::kKeyTooLarge;
    return read;
  }
  if (!tags.read(text)) {
    read.reason = Reason::kKeyMalformed;
    return read;
  }
  const Tag* type = tags.find("k");
  read.type = type == nullptr ? std::string("rsa") : to_valid_utf8(to_lower_ascii(type->value));
  read.testing = lists(tags.value("t"), "y");
  read.reason = reason_against(tags, use);
  if (read.reason != Reason::kNone) return read;
  if (read.type != use.type) {
    read.reason = Reason::kKeyTypeDiffers;
    return read;
  }
  const auto bytes = base64_value(tags.value("p"));
  if (bytes) read.key = read.type == "rsa" ? PublicKey::rsa(*bytes) : PublicKey::ed25519(*bytes);
  if (!read.key) {
    read.reason = Reason::kKeyMalformed;
    return read;
  }
  read.bits = read.key->bits();
  if (read.type == "rsa" && read.bits < kFewestRsaBits) {
    read.reason = Reason::kKeyTooShort;
    read.key.reset();
  }
  return read;
}

}  // namespace constat::parser::auth
