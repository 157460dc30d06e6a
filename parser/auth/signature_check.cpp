#include "parser/auth/signature_check.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "core/pseudonym.h"
#include "parser/auth/key_record.h"

namespace constat::parser::auth {
namespace {

// The fields that carry evidence on consent and opt-out, or say who writes.
constexpr std::string_view kEvidenceFields[] = {
    "From",       "Sender",           "Reply-To",
    "To",         "Subject",          "Date",
    "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post",
    "List-Id",    "Feedback-ID"};

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

Reason reason_of(DnsStatus status) {
  return status == DnsStatus::kServerFailure ? Reason::kServerFailure : Reason::kNoKeyRecord;
}

// One key record tried.
struct Attempt {
  Reason reason = Reason::kNone;  // kNone: it fits
  SigningKey key;
};

Attempt attempt(std::string_view record, const DnsAnswer& answer, const SignatureField& signature,
                const Digest& digest, const Limits& limits) {
  const KeyReading key = read_key_record(
      record, {signature.key_type, signature.told.domain, signature.identity_domain}, limits);
  Attempt tried{key.reason, {key.type, key.bits, key.testing, answer.citation}};
  if (key.key && !key.key->verifies(digest, signature.signature)) {
    tried.reason = Reason::kSignatureDiffers;
  }
  return tried;
}

}  // namespace

SignatureCheck::SignatureCheck(const ParsedMail& mail, std::uint64_t body, const Limits& limits,
                               const Sources& sources)
    : mail_(mail),
      body_(mail.raw->bytes.substr(std::min<std::uint64_t>(body, mail.raw->bytes.size()))),
      limits_(limits),
      sources_(sources),
      ends_(line_ends_of(mail.raw->bytes)),
      index_(mail.fields) {}

Reason SignatureCheck::obstacle() const {
  if (mail_.raw->incomplete()) return Reason::kMailIncomplete;
  const bool cut = mail_.header_incomplete || mail_.raw->size > mail_.raw->bytes.size();
  return cut ? Reason::kBeyondCap : Reason::kNone;
}

const BodyDigest& SignatureCheck::body_digest(Form form, std::optional<std::uint64_t> length) {
  for (const BodyKey& known : bodies_) {
    if (known.form == form && known.length == length) return known.digest;
  }
  bodies_.push_back({form, length, digest_of_body(body_, form, ends_, length)});
  return bodies_.back().digest;
}

// Fields are taken from the bottom; a name without a field left stands for nothing (RFC 6376
// section 5.4.2). The signature is never part of its own input but at the end, without b=.
Digest SignatureCheck::header_digest(const SignatureField& signature) const {
  Sha256 hash;
  std::string canonical;
  std::vector<std::size_t> taken(index_.size(), 0);
  for (const std::string& name : signature.headers) {
    const FieldIndex::Group* group = index_.find(name);
    if (group == nullptr) continue;
    std::size_t& number = taken[index_.number_of(*group)];
    if (number == group->positions.size()) continue;
    ++number;
    const HeaderField& field = mail_.fields[group->positions[group->positions.size() - number]];
    if (field.where == signature.told.where) continue;
    canonical.clear();
    append_canonical_field(mail_.bytes_of(field.where), {}, signature.header_form, ends_,
                           canonical);
    hash.update(canonical);
  }
  canonical.clear();
  append_canonical_field(signature.field, signature.value_of_b, signature.header_form, ends_,
                         canonical);
  hash.update(std::string_view(canonical).substr(0, canonical.size() - 2));
  return hash.finish();
}

void SignatureCheck::tell_coverage(SignatureField& signature) const {
  std::array<std::uint32_t, std::size(kEvidenceFields)> named{};
  for (const std::string& name : signature.headers) {
    for (std::size_t i = 0; i < named.size(); ++i) {
      if (equals_ignoring_case(name, kEvidenceFields[i])) ++named[i];
    }
  }
  for (std::size_t i = 0; i < named.size(); ++i) {
    const auto present =
        static_cast<std::uint32_t>(index_.count(to_lower_ascii(kEvidenceFields[i])));
    if (named[i] + present == 0) continue;
    signature.told.covers.push_back({std::string(kEvidenceFields[i]), present, named[i]});
  }
}

void SignatureCheck::tell_expiry(Signature& told) const {
  if (!told.expires_at) return;
  const CaptureTime time = mail_.raw->time;
  if (!time.known()) {
    told.expiry = Expiry::kNotEvaluated;
    return;
  }
  const std::int64_t seconds = time.nanoseconds / kNanosecondsPerSecond;
  const bool past = seconds >= 0 && static_cast<std::uint64_t>(seconds) > *told.expires_at;
  told.expiry = past ? Expiry::kPast : Expiry::kNotPast;
}

void SignatureCheck::check_body(SignatureField& signature) {
  Signature& told = signature.told;
  const BodyDigest& body = body_digest(signature.body_form, told.body_length);
  told.body_bytes = body.bytes;
  const std::string_view hash = signature.body_hash;
  const bool equal =
      hash.size() == body.sha256.bytes.size() &&
      std::equal(hash.begin(), hash.end(), body.sha256.bytes.begin(),
                 [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
  if (!body.complete) {
    told.body_hash = BodyHash::kDiffers;
    told.reason = Reason::kLengthExceedsBody;
  } else if (!equal) {
    told.body_hash = BodyHash::kDiffers;
    told.reason = Reason::kBodyHashDiffers;
  } else {
    told.body_hash = BodyHash::kMatches;
  }
  if (told.body_hash == BodyHash::kDiffers) told.result = Result::kDoesNotVerify;
}

// What does not verify because of its body stays so, whatever the key.
void SignatureCheck::check_value(SignatureField& signature, const Digest& digest) const {
  Signature& told = signature.told;
  Attempt best;
  best.reason = sources_.dns == nullptr ? Reason::kNoSnapshot : Reason::kNameNotInSnapshot;
  std::vector<DnsAnswer> answers;
  if (sources_.dns != nullptr) {
    answers = sources_.dns->find_all(told.selector + "._domainkey." + told.domain, DnsType::kTxt,
                                     mail_.raw->time, limits_.keys_per_signature);
  }
  bool first = true;
  const auto keep = [&best, &first](Attempt tried) {
    const bool better =
        tried.reason == Reason::kNone ||
        (tried.reason == Reason::kSignatureDiffers && best.reason != Reason::kSignatureDiffers);
    if (first || better) best = std::move(tried);
    first = false;
  };
  std::size_t tries = limits_.keys_per_signature;
  for (const DnsAnswer& answer : answers) {
    if (answer.data.empty()) keep({reason_of(answer.status), {"", 0, false, answer.citation}});
    for (const std::string_view record : answer.data) {
      if (tries == 0 || (!first && best.reason == Reason::kNone)) break;
      --tries;
      keep(attempt(record, answer, signature, digest, limits_));
    }
  }
  if (!first) told.key = best.key;
  if (best.reason == Reason::kNone) told.value = SignatureValue::kFits;
  if (best.reason == Reason::kSignatureDiffers) told.value = SignatureValue::kDiffers;
  if (told.result == Result::kDoesNotVerify) return;
  told.reason = best.reason;
  if (told.value == SignatureValue::kFits) told.result = Result::kVerifies;
  if (told.value == SignatureValue::kDiffers) told.result = Result::kDoesNotVerify;
}

void SignatureCheck::evaluate(SignatureField& signature) {
  Signature& told = signature.told;
  tell_coverage(signature);
  tell_expiry(told);
  if (told.reason == Reason::kNone) told.reason = obstacle();
  if (told.reason != Reason::kNone) return;
  check_body(signature);
  check_value(signature, header_digest(signature));
}

void SignatureCheck::evaluate_seal(SignatureField& seal, const Digest& digest) {
  if (seal.told.reason == Reason::kNone) seal.told.reason = obstacle();
  if (seal.told.reason != Reason::kNone) return;
  check_value(seal, digest);
}

}  // namespace constat::parser::auth
