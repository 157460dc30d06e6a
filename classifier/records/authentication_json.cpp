// The section "authentication" as JSON: docs/schema/records.schema.json.

#include "classifier/records/authentication_record.h"
#include "classifier/records/json_words.h"

namespace constat::classifier {
namespace {

using namespace parser::auth;

void write_number(JsonWriter& json, std::string_view key, std::optional<std::uint64_t> number) {
  json.key(key);
  if (number) {
    json.value(*number);
  } else {
    json.null();
  }
}

void write_dns(JsonWriter& json, const DnsCitation& dns) {
  json.begin_object().key("name").value(dns.name).key("type").value(dns.type);
  json.key("status").value(dns.status).key("observed_at").value_or_null(dns.observed_at);
  json.key("server").value_or_null(dns.server).key("dnssec").value_or_null(dns.dnssec);
  json.end_object();
}

void write_key(JsonWriter& json, const std::optional<SigningKey>& key) {
  json.key("key");
  if (!key) {
    json.null();
    return;
  }
  json.begin_object().key("type").value_or_null(key->type).key("bits").value(key->bits);
  json.key("testing").value(key->testing).key("dns");
  write_dns(json, key->dns);
  json.end_object();
}

void write_covers(JsonWriter& json, const std::vector<Coverage>& covers) {
  json.key("covers").begin_array();
  for (const Coverage& coverage : covers) {
    json.begin_object().key("field").value(coverage.field);
    json.key("present").value(coverage.present).key("named").value(coverage.named).end_object();
  }
  json.end_array();
}

void write_signature(JsonWriter& json, const Signature& signature) {
  json.begin_object().key("kind").value(name_of(signature.kind));
  json.key("instance").value(signature.instance).key("range");
  write_range(json, signature.where);
  json.key("domain").value_or_null(signature.domain);
  json.key("selector").value_or_null(signature.selector);
  json.key("identity").value_or_null(signature.identity);
  json.key("algorithm").value_or_null(signature.algorithm);
  json.key("header_canonicalization").value_or_null(signature.header_canonicalization);
  json.key("body_canonicalization").value_or_null(signature.body_canonicalization);
  write_number(json, "signed_at", signature.signed_at);
  write_number(json, "expires_at", signature.expires_at);
  write_number(json, "body_length", signature.body_length);
  json.key("body_bytes").value(signature.body_bytes);
  json.key("body_hash").value(name_of(signature.body_hash));
  json.key("value").value(name_of(signature.value));
  json.key("result").value(name_of(signature.result));
  json.key("reason").value(name_of(signature.reason));
  json.key("expiry").value(name_of(signature.expiry));
  json.key("alignment").value(name_of(signature.alignment));
  write_key(json, signature.key);
  write_covers(json, signature.covers);
  json.end_object();
}

void write_arc(JsonWriter& json, const std::optional<ArcChain>& arc) {
  json.key("arc");
  if (!arc) {
    json.null();
    return;
  }
  json.begin_object().key("instances").value(arc->instances);
  json.key("claimed").value_or_null(arc->claimed).key("result").value(name_of(arc->result));
  json.key("reason").value(name_of(arc->reason)).end_object();
}

void write_spf(JsonWriter& json, const SpfStatement& spf) {
  json.begin_object().key("identity").value(name_of(spf.identity));
  json.key("domain").value_or_null(spf.domain).key("result").value(name_of(spf.result));
  json.key("mechanism").value_or_null(spf.mechanism);
  json.key("missing").value_or_null(spf.missing).key("dns").begin_array();
  for (const DnsCitation& dns : spf.dns) write_dns(json, dns);
  json.end_array().key("alignment").value(name_of(spf.alignment)).end_object();
}

void write_dmarc(JsonWriter& json, const std::optional<DmarcStatement>& dmarc) {
  json.key("dmarc");
  if (!dmarc) {
    json.null();
    return;
  }
  json.begin_object().key("domain").value_or_null(dmarc->domain);
  json.key("result").value(name_of(dmarc->result));
  json.key("missing").value_or_null(dmarc->missing);
  json.key("policy").value_or_null(dmarc->policy);
  json.key("strict_dkim").value(dmarc->strict_dkim).key("strict_spf").value(dmarc->strict_spf);
  json.key("aligned_dkim").value_or_null(dmarc->aligned_dkim);
  json.key("aligned_spf").value(dmarc->aligned_spf).key("dns");
  if (dmarc->dns) {
    write_dns(json, *dmarc->dns);
  } else {
    json.null();
  }
  json.end_object();
}

void write_claim(JsonWriter& json, const Claim& claim) {
  json.begin_object().key("kind").value(name_of(claim.kind));
  json.key("instance").value(claim.instance).key("range");
  write_range(json, claim.where);
  json.key("server").value_or_null(claim.server).key("results").begin_array();
  for (const ClaimedResult& result : claim.results) {
    json.begin_object().key("method").value(result.method).key("result").value(result.result);
    json.key("properties").begin_array();
    for (const ClaimProperty& property : result.properties) {
      json.begin_array().value(property.name).value(property.value).end_array();
    }
    json.end_array().end_object();
  }
  json.end_array().key("results_not_kept").value(claim.results_not_kept).end_object();
}

}  // namespace

void write_authentication(JsonWriter& json, const Authentication& authentication) {
  if (authentication.empty()) {
    json.null();
    return;
  }
  json.begin_object().key("line_ends_converted").value(authentication.line_ends_converted);
  json.key("signatures").begin_array();
  for (const Signature& signature : authentication.signatures) write_signature(json, signature);
  json.end_array().key("signatures_not_kept").value(authentication.signatures_not_kept);
  write_arc(json, authentication.arc);
  json.key("spf").begin_array();
  for (const SpfStatement& spf : authentication.spf) write_spf(json, spf);
  json.end_array();
  write_dmarc(json, authentication.dmarc);
  json.key("claims").begin_array();
  for (const Claim& claim : authentication.claims) write_claim(json, claim);
  json.end_array().key("claims_not_kept").value(authentication.claims_not_kept).end_object();
}

}  // namespace constat::classifier
