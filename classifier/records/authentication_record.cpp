// Authentication with its texts masked or withheld.

#include "classifier/records/authentication_record.h"

#include <string>
#include <utility>

namespace constat::classifier {
namespace {

using namespace parser::auth;

// Replaces texts by what may be told of them.
class Masking {
 public:
  explicit Masking(Telling& telling) : telling_(telling) {}

  void apply(std::string& text) { text = telling_.word("authentication", text); }
  void apply(DnsCitation& dns) {
    for (std::string* text : {&dns.name, &dns.observed_at, &dns.server, &dns.dnssec}) apply(*text);
  }
  void apply(Signature& signature) {
    for (std::string* text :
         {&signature.domain, &signature.selector, &signature.identity, &signature.algorithm,
          &signature.header_canonicalization, &signature.body_canonicalization}) {
      apply(*text);
    }
    if (!signature.key) return;
    apply(signature.key->type);
    apply(signature.key->dns);
  }
  void apply(SpfStatement& spf) {
    for (std::string* text : {&spf.domain, &spf.mechanism, &spf.missing}) apply(*text);
    for (DnsCitation& dns : spf.dns) apply(dns);
  }
  void apply(DmarcStatement& dmarc) {
    for (std::string* text : {&dmarc.domain, &dmarc.missing, &dmarc.aligned_dkim}) apply(*text);
    if (dmarc.dns) apply(*dmarc.dns);
  }
  void apply(Claim& claim) {
    apply(claim.server);
    for (ClaimedResult& result : claim.results) {
      apply(result.method);
      apply(result.result);
      for (ClaimProperty& property : result.properties) {
        apply(property.name);
        apply(property.value);
      }
    }
  }

 private:
  Telling& telling_;
};

}  // namespace

Authentication told_authentication(const Authentication& found, Telling& telling) {
  Authentication told = found;
  Masking masking(telling);
  for (Signature& signature : told.signatures) masking.apply(signature);
  if (told.arc) masking.apply(told.arc->claimed);
  for (SpfStatement& spf : told.spf) masking.apply(spf);
  if (told.dmarc) masking.apply(*told.dmarc);
  for (Claim& claim : told.claims) masking.apply(claim);
  return told;
}

}  // namespace constat::classifier
