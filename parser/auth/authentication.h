// What the bytes of one mail say on who answers for it, checked without a network: signatures
// (DKIM, RFC 6376, 8301, 8463; ARC, RFC 8617), the sender policy (SPF, RFC 7208) and domain policy
// (DMARC, RFC 7489), and what servers on the way claim to have found (RFC 8601).
//
// Names are looked up in the DNS snapshot of the run only. Nothing here is an opinion of the mail:
// "verifies" is arithmetic, "not evaluated" says what was missing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace constat::parser::auth {

// The answer of the snapshot that a statement rests on.
struct DnsCitation {
  std::string name;
  std::string type;         // "TXT"
  std::string status;       // "records", "no_data", "nxdomain", "server_failure"
  std::string observed_at;  // as the snapshot says it; "" where it does not
  std::string server;
  std::string dnssec;
  friend bool operator==(const DnsCitation&, const DnsCitation&) = default;
};

enum class SignatureKind : std::uint8_t { kDkim, kArcMessage, kArcSeal };
enum class Result : std::uint8_t { kVerifies, kDoesNotVerify, kNotEvaluated };
enum class BodyHash : std::uint8_t { kMatches, kDiffers, kNotEvaluated };
// b= against the header and the key, whatever the body.
enum class SignatureValue : std::uint8_t { kFits, kDiffers, kNotEvaluated };
// x= against the time of capture.
enum class Expiry : std::uint8_t { kNone, kNotPast, kPast, kNotEvaluated };
// Of the From domain and another one (RFC 7489 section 3.1).
enum class Alignment : std::uint8_t { kSame, kSameOrganisation, kDifferent, kNotEvaluated };

// Why a signature or chain does not verify or was not evaluated.
enum class Reason : std::uint8_t {
#define CONSTAT_REASON(enumerator, name, meaning_en, meaning_fr) enumerator,
#include "parser/auth/reasons.inc"
#undef CONSTAT_REASON
};

// A field that matters as evidence: how often it stands in the header, how often h= names it. Named
// more often than it stands (oversigned): none can be added without the signature noticing.
struct Coverage {
  std::string field;  // "List-Unsubscribe"
  std::uint32_t present = 0;
  std::uint32_t named = 0;
  friend bool operator==(const Coverage&, const Coverage&) = default;
};

struct SigningKey {
  std::string type;        // k=: "rsa", "ed25519"
  std::uint32_t bits = 0;  // 0: not known
  bool testing = false;    // t=y
  DnsCitation dns;
  friend bool operator==(const SigningKey&, const SigningKey&) = default;
};

struct Signature {
  SignatureKind kind = SignatureKind::kDkim;
  std::uint32_t instance = 0;  // i= of ARC
  ByteRange where;             // the field
  std::string domain, selector, algorithm;
  std::string identity;                                        // i= of DKIM, "" when absent
  std::string header_canonicalization, body_canonicalization;  // "simple", "relaxed"
  std::optional<std::uint64_t> signed_at, expires_at;          // seconds since 1970
  std::optional<std::uint64_t> body_length;                    // l=
  std::uint64_t body_bytes = 0;  // of the canonical body; 0 where it was not computed
  BodyHash body_hash = BodyHash::kNotEvaluated;
  SignatureValue value = SignatureValue::kNotEvaluated;
  Result result = Result::kNotEvaluated;  // kVerifies: both fit
  Reason reason = Reason::kNone;
  Expiry expiry = Expiry::kNone;
  Alignment alignment = Alignment::kNotEvaluated;  // of `domain` with From
  std::optional<SigningKey> key;                   // the one that verifies, else the last one tried
  std::vector<Coverage> covers;                    // of the fields that stand or are named
  friend bool operator==(const Signature&, const Signature&) = default;
};

struct ArcChain {
  std::uint32_t instances = 0;  // sets, complete or not
  std::string claimed;          // cv= of the newest seal
  Result result = Result::kNotEvaluated;
  Reason reason = Reason::kNone;
  friend bool operator==(const ArcChain&, const ArcChain&) = default;
};

enum class SpfIdentity : std::uint8_t { kMailFrom, kHelo };
// The results of RFC 7208 section 2.6 as what the record says of the address.
enum class SpfResult : std::uint8_t {
  kNotEvaluated,
  kNoRecord,              // none
  kNoStatement,           // neutral
  kPermitted,             // pass
  kNotPermitted,          // fail
  kProbablyNotPermitted,  // softfail
  kServerFailure,         // temperror
  kRecordMalformed,       // permerror
};

struct SpfStatement {
  SpfIdentity identity = SpfIdentity::kMailFrom;
  std::string domain;
  SpfResult result = SpfResult::kNotEvaluated;
  std::string mechanism;  // the term that matched, as written; "" when none
  std::string missing;    // kNotEvaluated: "name TYPE" that is not in the snapshot; "" without one
  std::vector<DnsCitation> dns;                    // answers used, in order
  Alignment alignment = Alignment::kNotEvaluated;  // of `domain` with From
  friend bool operator==(const SpfStatement&, const SpfStatement&) = default;
};

enum class DmarcResult : std::uint8_t {
  kNotEvaluated,
  kNoRecord,
  kRecordMalformed,
  kAligned,     // a verifying signature or a permitting SPF record is of the From domain
  kNotAligned,  // neither is
};

struct DmarcStatement {
  std::string domain;  // of From
  DmarcResult result = DmarcResult::kNotEvaluated;
  std::string missing;  // as of SpfStatement, or why
  std::string policy;   // p= that applies to the domain (sp= below the organisation's)
  bool strict_dkim = false, strict_spf = false;
  std::string aligned_dkim;  // d= of the first verifying signature that is aligned
  bool aligned_spf = false;
  std::optional<DnsCitation> dns;
  friend bool operator==(const DmarcStatement&, const DmarcStatement&) = default;
};

enum class ClaimKind : std::uint8_t {
  kAuthenticationResults,
  kArcAuthenticationResults,
  kReceivedSpf
};

struct ClaimProperty {
  std::string name;  // "header.d", "reason"; of Received-SPF the key
  std::string value;
  friend bool operator==(const ClaimProperty&, const ClaimProperty&) = default;
};

struct ClaimedResult {
  std::string method;  // lower case
  std::string result;
  std::vector<ClaimProperty> properties;
  friend bool operator==(const ClaimedResult&, const ClaimedResult&) = default;
};

// What one field states; the word of the server named, or of whoever wrote that name.
struct Claim {
  ClaimKind kind = ClaimKind::kAuthenticationResults;
  std::uint32_t instance = 0;  // i= of ARC-Authentication-Results
  ByteRange where;
  std::string server;  // authserv-id; receiver= of Received-SPF
  std::vector<ClaimedResult> results;
  std::uint64_t results_not_kept = 0;
  friend bool operator==(const Claim&, const Claim&) = default;
};

struct Authentication {
  bool line_ends_converted = false;   // the mail's lines end in LF alone; they were read as CRLF
  std::vector<Signature> signatures;  // by position; at most Limits::signatures_per_mail of a kind
  std::uint64_t signatures_not_kept = 0;
  std::optional<ArcChain> arc;
  std::vector<SpfStatement> spf;
  std::optional<DmarcStatement> dmarc;
  std::vector<Claim> claims;  // by position
  std::uint64_t claims_not_kept = 0;

  bool empty() const {
    return signatures.empty() && !arc && spf.empty() && !dmarc && claims.empty();
  }
  friend bool operator==(const Authentication&, const Authentication&) = default;
};

// Stable names for records.
std::string_view name_of(SignatureKind kind);
std::string_view name_of(Result result);
std::string_view name_of(BodyHash hash);
std::string_view name_of(SignatureValue value);
std::string_view name_of(Expiry expiry);
std::string_view name_of(Alignment alignment);
std::string_view name_of(Reason reason);
std::string_view name_of(SpfIdentity identity);
std::string_view name_of(SpfResult result);
std::string_view name_of(DmarcResult result);
std::string_view name_of(ClaimKind kind);
// How many enumerators the longest of them (Reason) has.
std::size_t reason_count();
// In words: "the hash of the body differs from bh=".
std::string_view meaning_of(Reason reason);
std::string_view meaning_fr_of(Reason reason);

}  // namespace constat::parser::auth
