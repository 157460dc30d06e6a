// The section "authentication" read back.

#include <utility>

#include "classifier/records/authentication_record.h"

namespace constat::classifier {
namespace {

using namespace parser::auth;
using Object = JsonReading::Object;
using Value = JsonReading::Value;

// Enumerators of the words of authentication, by name_of().
template <typename Enum>
Enum word(JsonReading& json, const Object& from, std::string_view key, std::size_t count) {
  return json.named<Enum>(from, key, count,
                          [](Enum value) { return parser::auth::name_of(value); });
}

std::optional<std::uint64_t> optional_number(JsonReading& json, const Object& from,
                                             std::string_view key) {
  const Value* found = from.if_contains(key);
  const std::uint64_t number = json.number(from, key);
  return found == nullptr || found->is_null() ? std::nullopt : std::optional(number);
}

std::uint32_t small_number(JsonReading& json, const Object& from, std::string_view key) {
  const std::uint64_t number = json.number(from, key);
  if (number > UINT32_MAX) json.note(key);
  return static_cast<std::uint32_t>(number);
}

DnsCitation read_dns(JsonReading& json, const Object& from) {
  return {json.text(from, "name"),        json.text(from, "type"),   json.text(from, "status"),
          json.text(from, "observed_at"), json.text(from, "server"), json.text(from, "dnssec")};
}

// Of a member that is an object.
DnsCitation read_dns_at(JsonReading& json, const Object& from, std::string_view key) {
  const Object* dns = json.object(from, key);
  if (dns == nullptr) return {};
  return read_dns(json, *dns);
}

void read_key(JsonReading& json, const Object& from, std::optional<SigningKey>& key) {
  const Object* found = json.object(from, "key");
  if (found == nullptr) return;
  key = SigningKey{json.text(*found, "type"), small_number(json, *found, "bits"),
                   json.flag(*found, "testing"), read_dns_at(json, *found, "dns")};
}

void read_words(JsonReading& json, const Object& from, Signature& signature) {
  signature.kind = word<SignatureKind>(json, from, "kind", 3);
  signature.body_hash = word<BodyHash>(json, from, "body_hash", 3);
  signature.value = word<SignatureValue>(json, from, "value", 3);
  signature.result = word<Result>(json, from, "result", 3);
  signature.reason = word<parser::auth::Reason>(json, from, "reason", reason_count());
  signature.expiry = word<Expiry>(json, from, "expiry", 4);
  signature.alignment = word<Alignment>(json, from, "alignment", 4);
}

Signature read_signature(JsonReading& json, const Object& from) {
  Signature signature;
  read_words(json, from, signature);
  signature.instance = small_number(json, from, "instance");
  signature.where = json.range(from, "range");
  signature.domain = json.text(from, "domain");
  signature.selector = json.text(from, "selector");
  signature.identity = json.text(from, "identity");
  signature.algorithm = json.text(from, "algorithm");
  signature.header_canonicalization = json.text(from, "header_canonicalization");
  signature.body_canonicalization = json.text(from, "body_canonicalization");
  signature.signed_at = optional_number(json, from, "signed_at");
  signature.expires_at = optional_number(json, from, "expires_at");
  signature.body_length = optional_number(json, from, "body_length");
  signature.body_bytes = json.number(from, "body_bytes");
  read_key(json, from, signature.key);
  for (const Value& value : json.array(from, "covers")) {
    const Object& coverage = json.element(value, "covers");
    signature.covers.push_back({json.text(coverage, "field"),
                                small_number(json, coverage, "present"),
                                small_number(json, coverage, "named")});
  }
  return signature;
}

void read_arc(JsonReading& json, const Object& from, std::optional<ArcChain>& arc) {
  const Object* found = json.object(from, "arc");
  if (found == nullptr) return;
  arc = ArcChain{small_number(json, *found, "instances"), json.text(*found, "claimed"),
                 word<Result>(json, *found, "result", 3),
                 word<parser::auth::Reason>(json, *found, "reason", reason_count())};
}

SpfStatement read_spf(JsonReading& json, const Object& from) {
  SpfStatement spf;
  spf.identity = word<SpfIdentity>(json, from, "identity", 2);
  spf.domain = json.text(from, "domain");
  spf.result = word<SpfResult>(json, from, "result", 8);
  spf.mechanism = json.text(from, "mechanism");
  spf.missing = json.text(from, "missing");
  for (const Value& value : json.array(from, "dns")) {
    spf.dns.push_back(read_dns(json, json.element(value, "dns")));
  }
  spf.alignment = word<Alignment>(json, from, "alignment", 4);
  return spf;
}

void read_dmarc(JsonReading& json, const Object& from, std::optional<DmarcStatement>& dmarc) {
  const Object* found = json.object(from, "dmarc");
  if (found == nullptr) return;
  DmarcStatement& read = dmarc.emplace();
  read.domain = json.text(*found, "domain");
  read.result = word<DmarcResult>(json, *found, "result", 5);
  read.missing = json.text(*found, "missing");
  read.policy = json.text(*found, "policy");
  read.strict_dkim = json.flag(*found, "strict_dkim");
  read.strict_spf = json.flag(*found, "strict_spf");
  read.aligned_dkim = json.text(*found, "aligned_dkim");
  read.aligned_spf = json.flag(*found, "aligned_spf");
  const Object* dns = json.object(*found, "dns");
  if (dns != nullptr) read.dns = read_dns(json, *dns);
}

ClaimedResult read_result(JsonReading& json, const Object& from) {
  ClaimedResult result{json.text(from, "method"), json.text(from, "result"), {}};
  for (const Value& value : json.array(from, "properties")) {
    const auto* pair = value.if_array();
    const bool sound =
        pair != nullptr && pair->size() == 2 && (*pair)[0].is_string() && (*pair)[1].is_string();
    if (!sound) {
      json.note("properties");
      break;
    }
    const auto text = [](const Value& item) {
      return std::string(item.get_string().data(), item.get_string().size());
    };
    result.properties.push_back({text((*pair)[0]), text((*pair)[1])});
  }
  return result;
}

Claim read_claim(JsonReading& json, const Object& from) {
  Claim claim;
  claim.kind = word<ClaimKind>(json, from, "kind", 3);
  claim.instance = small_number(json, from, "instance");
  claim.where = json.range(from, "range");
  claim.server = json.text(from, "server");
  for (const Value& value : json.array(from, "results")) {
    claim.results.push_back(read_result(json, json.element(value, "results")));
  }
  claim.results_not_kept = json.number(from, "results_not_kept");
  return claim;
}

}  // namespace

void read_authentication(JsonReading& json, const Object& mail, Authentication& authentication) {
  const Object* from = json.object(mail, "authentication");
  if (from == nullptr) return;
  authentication.line_ends_converted = json.flag(*from, "line_ends_converted");
  for (const Value& value : json.array(*from, "signatures")) {
    authentication.signatures.push_back(read_signature(json, json.element(value, "signatures")));
  }
  authentication.signatures_not_kept = json.number(*from, "signatures_not_kept");
  read_arc(json, *from, authentication.arc);
  for (const Value& value : json.array(*from, "spf")) {
    authentication.spf.push_back(read_spf(json, json.element(value, "spf")));
  }
  read_dmarc(json, *from, authentication.dmarc);
  for (const Value& value : json.array(*from, "claims")) {
    authentication.claims.push_back(read_claim(json, json.element(value, "claims")));
  }
  authentication.claims_not_kept = json.number(*from, "claims_not_kept");
}

}  // namespace constat::classifier
