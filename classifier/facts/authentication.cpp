// Who answers for the mail: signatures and what they cover, sender and domain policies, what
// servers on the way state (parser/auth). For and against nothing by themselves: they say how far
// what the mail shows can be held against the name it bears.

#include <string>
#include <string_view>

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"
#include "core/json_writer.h"
#include "parser/auth/authentication.h"

namespace constat::classifier {
namespace {

using parser::auth::Signature;

constexpr FactKind kKinds[] = {
    {"authentication.signature_verifies",
     "The signature verifies with the key of the DNS snapshot (domain, selector, algorithm, key "
     "observed at)",
     "La signature se vérifie avec la clé de l’instantané DNS (domaine, sélecteur, algorithme, clé "
     "observée le)"},
#define CONSTAT_REASON_NONE(enumerator, name, meaning_en, meaning_fr)
#define CONSTAT_REASON_DIFFERS(enumerator, name, meaning_en, meaning_fr)           \
  {"authentication.signature." name, "The signature does not verify: " meaning_en, \
   "La signature ne se vérifie pas : " meaning_fr},
#define CONSTAT_REASON(enumerator, name, meaning_en, meaning_fr)                     \
  {"authentication.signature." name, "The signature was not evaluated: " meaning_en, \
   "La signature n’a pas été évaluée : " meaning_fr},
#include "parser/auth/reasons.inc"
#undef CONSTAT_REASON
    {"authentication.covers", "The signature covers these fields (domain: fields)",
     "La signature couvre ces champs (domaine : champs)"},
    {"authentication.covers_part",
     "The signature covers the last ones only of fields that stand more than once",
     "La signature ne couvre que les derniers de champs présents plusieurs fois"},
    {"authentication.covers_not", "The signature does not cover these fields of the mail",
     "La signature ne couvre pas ces champs du message"},
    {"authentication.oversigned",
     "The signature also covers that no further field of these names is added",
     "La signature couvre aussi l’absence d’autres champs de ces noms"},
    {"authentication.body_outside",
     "Bytes at the end of the body that the signature leaves out (l=)",
     "Octets de la fin du corps que la signature laisse de côté (l=)"},
    {"authentication.expiry_past",
     "The mail was captured after the date of x=", "Le message a été capturé après la date de x="},
    {"authentication.domain_same", "The domain of the signature is that of From",
     "Le domaine de la signature est celui de From"},
    {"authentication.domain_same_organisation",
     "The domain of the signature is of the same organisation as that of From",
     "Le domaine de la signature relève de la même organisation que celui de From"},
    {"authentication.domain_differs", "The domain of the signature differs from that of From",
     "Le domaine de la signature diffère de celui de From"},
    {"authentication.arc_verifies", "The chain of ARC verifies (number of sets)",
     "La chaîne ARC se vérifie (nombre de jeux)"},
    {"authentication.arc_does_not_verify", "The chain of ARC does not verify (number of sets)",
     "La chaîne ARC ne se vérifie pas (nombre de jeux)"},
    {"authentication.arc_not_evaluated", "The chain of ARC was not evaluated (number of sets)",
     "La chaîne ARC n’a pas été évaluée (nombre de jeux)"},
    {"authentication.spf_not_evaluated",
     "The sender policy was not evaluated: a name is not in the DNS snapshot",
     "La politique d’émission n’a pas été évaluée : un nom ne figure pas dans l’instantané DNS"},
    {"authentication.spf_no_record", "No sender policy (SPF) in the DNS snapshot",
     "Pas de politique d’émission (SPF) dans l’instantané DNS"},
    {"authentication.spf_no_statement", "The sender policy states nothing on the client’s address",
     "La politique d’émission n’énonce rien sur l’adresse du client"},
    {"authentication.spf_permitted", "The sender policy lists the client’s address",
     "La politique d’émission mentionne l’adresse du client"},
    {"authentication.spf_not_permitted", "The sender policy does not list the client’s address (-)",
     "La politique d’émission ne mentionne pas l’adresse du client (-)"},
    {"authentication.spf_probably_not_permitted",
     "The sender policy does not list the client’s address (~)",
     "La politique d’émission ne mentionne pas l’adresse du client (~)"},
    {"authentication.spf_server_failure",
     "The DNS snapshot holds a server failure where the sender policy is looked up",
     "L’instantané DNS porte une défaillance de serveur à l’endroit de la politique d’émission"},
    {"authentication.spf_record_malformed", "The sender policy cannot be evaluated as it stands",
     "La politique d’émission ne peut être évaluée telle quelle"},
    {"authentication.dmarc_not_evaluated",
     "The domain policy was not evaluated: a name is not in the DNS snapshot, or what it rests on "
     "was not evaluated",
     "La politique de domaine n’a pas été évaluée : un nom ne figure pas dans l’instantané DNS, ou "
     "ce sur quoi elle repose n’a pas été évalué"},
    {"authentication.dmarc_no_record", "No domain policy (DMARC) in the DNS snapshot",
     "Pas de politique de domaine (DMARC) dans l’instantané DNS"},
    {"authentication.dmarc_record_malformed", "The domain policy cannot be read",
     "La politique de domaine ne peut être lue"},
    {"authentication.dmarc_aligned",
     "A verifying signature or a sender policy that lists the address is of the From domain",
     "Une signature vérifiée ou une politique d’émission mentionnant l’adresse relève du domaine "
     "de From"},
    {"authentication.dmarc_not_aligned",
     "No verifying signature and no sender policy that lists the address is of the From domain",
     "Aucune signature vérifiée ni politique d’émission mentionnant l’adresse ne relève du domaine "
     "de From"},
    {"authentication.claim", "A server on the way states this result (its name: the result)",
     "Un serveur sur le trajet énonce ce résultat (son nom : le résultat)"},
};

std::string id_of(std::string_view group, std::string_view name) {
  return "authentication." + std::string(group) + std::string(name);
}

Fact signature_fact(const Signature& signature, std::string id, std::string value) {
  return wording::header_fact(id, to_valid_utf8(value), signature.where);
}

std::string origin_of(const Signature& signature) {
  std::string origin = signature.domain;
  for (const std::string* part : {&signature.selector, &signature.algorithm}) {
    if (!part->empty()) origin += "; " + *part;
  }
  return origin;
}

void add_result(const Signature& signature, FactSink& facts) {
  if (signature.result == parser::auth::Result::kVerifies) {
    const std::string observed = signature.key ? signature.key->dns.observed_at : std::string();
    facts.add(signature_fact(signature, "authentication.signature_verifies",
                             origin_of(signature) + (observed.empty() ? "" : "; " + observed)));
    return;
  }
  facts.add(signature_fact(signature, id_of("signature.", name_of(signature.reason)),
                           origin_of(signature)));
}

// One list of fields for each way in which a signature treats them.
void add_coverage(const Signature& signature, FactSink& facts) {
  std::string whole, part, none, over;
  const auto append = [](std::string& list, const std::string& item) {
    list += (list.empty() ? "" : ", ") + item;
  };
  for (const parser::auth::Coverage& field : signature.covers) {
    if (field.named > field.present) append(over, field.field);
    if (field.present == 0) continue;
    if (field.named == 0) {
      append(none, field.field);
    } else if (field.named < field.present) {
      append(part, field.field + " (" + std::to_string(field.named) + "/" +
                       std::to_string(field.present) + ")");
    } else {
      append(whole, field.field);
    }
  }
  const auto add = [&](std::string_view id, const std::string& list) {
    if (list.empty()) return;
    facts.add(signature_fact(signature, std::string(id), signature.domain + ": " + list));
  };
  add("authentication.covers", whole);
  add("authentication.covers_part", part);
  add("authentication.covers_not", none);
  add("authentication.oversigned", over);
}

void add_scope(const Signature& signature, FactSink& facts) {
  if (signature.body_length && *signature.body_length < signature.body_bytes) {
    facts.add(signature_fact(signature, "authentication.body_outside",
                             signature.domain + ": " +
                                 std::to_string(signature.body_bytes - *signature.body_length) +
                                 "/" + std::to_string(signature.body_bytes)));
  }
  if (signature.expiry == parser::auth::Expiry::kPast) {
    facts.add(signature_fact(signature, "authentication.expiry_past",
                             signature.domain + "; x=" + std::to_string(*signature.expires_at)));
  }
  switch (signature.alignment) {
    case parser::auth::Alignment::kSame:
      return facts.add(signature_fact(signature, "authentication.domain_same", signature.domain));
    case parser::auth::Alignment::kSameOrganisation:
      return facts.add(
          signature_fact(signature, "authentication.domain_same_organisation", signature.domain));
    case parser::auth::Alignment::kDifferent:
      return facts.add(
          signature_fact(signature, "authentication.domain_differs", signature.domain));
    case parser::auth::Alignment::kNotEvaluated:
      break;
  }
}

// What was not looked up for want of a snapshot is told in the record, not as a fact.
void add_policies(const parser::auth::Authentication& found, FactSink& facts) {
  if (found.arc) {
    facts.add(wording::header_fact(id_of("arc_", name_of(found.arc->result)),
                                   std::to_string(found.arc->instances), {}));
  }
  for (const parser::auth::SpfStatement& spf : found.spf) {
    const bool open = spf.result == parser::auth::SpfResult::kNotEvaluated;
    if (open && spf.missing.empty()) continue;
    const std::string& detail = open ? spf.missing : spf.mechanism;
    facts.add(
        wording::envelope_fact(id_of("spf_", name_of(spf.result)),
                               to_valid_utf8(std::string(name_of(spf.identity)) + "; " +
                                             spf.domain + (detail.empty() ? "" : "; " + detail))));
  }
  if (!found.dmarc) return;
  const std::string& detail =
      found.dmarc->missing.empty() ? found.dmarc->policy : found.dmarc->missing;
  facts.add(wording::header_fact(
      id_of("dmarc_", name_of(found.dmarc->result)),
      to_valid_utf8(found.dmarc->domain + (detail.empty() ? "" : "; " + detail)), {}));
}

void add_claims(const parser::auth::Authentication& found, FactSink& facts) {
  for (const parser::auth::Claim& claim : found.claims) {
    for (const parser::auth::ClaimedResult& result : claim.results) {
      std::string value = claim.server + ": " + result.method + "=" + result.result;
      for (const parser::auth::ClaimProperty& property : result.properties) {
        value += " " + property.name + "=" + property.value;
      }
      facts.add(wording::header_fact("authentication.claim", to_valid_utf8(value), claim.where));
    }
  }
}

void find(const wording::MailReading& reading, const Limits&, FactSink& facts) {
  const parser::auth::Authentication& found = reading.mail().authentication;
  for (const Signature& signature : found.signatures) {
    add_result(signature, facts);
    if (signature.kind != parser::auth::SignatureKind::kDkim) continue;
    add_coverage(signature, facts);
    add_scope(signature, facts);
  }
  add_policies(found, facts);
  add_claims(found, facts);
}

}  // namespace

extern const FactFamily authentication = {.id = "authentication", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
