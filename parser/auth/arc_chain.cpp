#include "parser/auth/arc_chain.h"

#include <algorithm>
#include <map>

#include "core/pseudonym.h"
#include "parser/auth/tag_list.h"

namespace constat::parser::auth {
namespace {

constexpr std::uint64_t kMostInstances = 50;  // RFC 8617 section 4.2.1

struct ArcSet {
  const HeaderField* results = nullptr;
  SignatureField* message = nullptr;
  SignatureField* seal = nullptr;
  bool repeated = false;

  bool complete() const {
    return results != nullptr && message != nullptr && seal != nullptr && !repeated;
  }
};
using ArcSets = std::map<std::uint32_t, ArcSet>;

// i= of ARC-Authentication-Results: the first of its parts (section 4.1.1).
std::uint32_t instance_of(std::string_view value) {
  const std::size_t end = std::min(value.find(';'), value.size());
  const std::string text = without_fws(value.substr(0, end));
  if (!text.starts_with("i=")) return 0;
  const auto number = saturated_number(std::string_view(text).substr(2));
  return number && *number <= kMostInstances ? static_cast<std::uint32_t>(*number) : 0;
}

ArcSets collect(const ParsedMail& mail, std::vector<SignatureField>& signatures) {
  ArcSets sets;
  for (const HeaderField& field : mail.fields) {
    if (!equals_ignoring_case(field.name, "ARC-Authentication-Results")) continue;
    ArcSet& set = sets[instance_of(field.value)];
    set.repeated = set.repeated || set.results != nullptr;
    set.results = &field;
  }
  for (SignatureField& signature : signatures) {
    if (signature.told.kind == SignatureKind::kDkim) continue;
    ArcSet& set = sets[signature.told.instance];
    SignatureField*& place =
        signature.told.kind == SignatureKind::kArcSeal ? set.seal : set.message;
    set.repeated = set.repeated || place != nullptr;
    place = &signature;
  }
  return sets;
}

// Sets from 1 on without a hole, each with its three fields once.
bool is_complete(const ArcSets& sets) {
  std::uint32_t expected = 1;
  for (const auto& [instance, set] : sets) {
    if (instance != expected++ || !set.complete()) return false;
  }
  return true;
}

// What the sets before a seal and its own set add to its input (section 5.1.1), b= left out.
void evaluate_seals(const ParsedMail& mail, ArcSets& sets, SignatureCheck& check) {
  Sha256 hash;
  std::string canonical;
  const auto add = [&](std::string_view field) {
    canonical.clear();
    append_canonical_field(field, {}, Form::kRelaxed, check.line_ends(), canonical);
    hash.update(canonical);
  };
  for (auto& [instance, set] : sets) {
    add(mail.bytes_of(set.results->where));
    add(set.message->field);
    Sha256 own = hash;
    canonical.clear();
    append_canonical_field(set.seal->field, set.seal->value_of_b, Form::kRelaxed, check.line_ends(),
                           canonical);
    own.update(std::string_view(canonical).substr(0, canonical.size() - 2));
    check.evaluate_seal(*set.seal, own.finish());
    add(set.seal->field);
  }
}

Reason reason_against_claims(const ArcSets& sets) {
  if (sets.rbegin()->second.seal->chain_claim == "fail") return Reason::kChainClaimedBroken;
  for (const auto& [instance, set] : sets) {
    if (set.seal->chain_claim != (instance == 1 ? "none" : "pass")) {
      return Reason::kChainClaimDiffers;
    }
  }
  return Reason::kNone;
}

// The newest message signature and all seals must verify.
void conclude(const ArcSets& sets, ArcChain& chain) {
  std::vector<const Signature*> links = {&sets.rbegin()->second.message->told};
  for (auto set = sets.rbegin(); set != sets.rend(); ++set)
    links.push_back(&set->second.seal->told);
  chain.result = Result::kVerifies;
  for (const Result wanted : {Result::kNotEvaluated, Result::kDoesNotVerify}) {
    for (const Signature* link : links) {
      if (link->result != wanted || chain.result == wanted) continue;
      chain.result = wanted;
      chain.reason = link->reason;
    }
  }
}

// Seals of a chain that cannot be followed are not evaluated for the reason of the chain.
void pass_on(Reason reason, std::vector<SignatureField>& signatures) {
  for (SignatureField& signature : signatures) {
    const bool open =
        signature.told.kind == SignatureKind::kArcSeal && signature.told.reason == Reason::kNone;
    if (open) signature.told.reason = reason;
  }
}

}  // namespace

std::optional<ArcChain> evaluate_chain(const ParsedMail& mail,
                                       std::vector<SignatureField>& signatures, bool beyond_cap,
                                       const Limits& limits, SignatureCheck& check) {
  ArcSets sets = collect(mail, signatures);
  if (sets.empty()) return std::nullopt;
  ArcChain chain;
  chain.instances = static_cast<std::uint32_t>(sets.size());
  const SignatureField* newest = sets.rbegin()->second.seal;
  if (newest != nullptr) chain.claimed = newest->chain_claim;
  chain.reason = check.obstacle();
  if (beyond_cap || sets.size() > limits.signatures_per_mail) chain.reason = Reason::kBeyondCap;
  if (chain.reason == Reason::kNone && !is_complete(sets)) {
    chain.result = Result::kDoesNotVerify;
    chain.reason = Reason::kChainIncomplete;
  }
  if (chain.reason != Reason::kNone) {
    pass_on(chain.reason, signatures);
    return chain;
  }
  evaluate_seals(mail, sets, check);
  chain.reason = reason_against_claims(sets);
  if (chain.reason != Reason::kNone) {
    chain.result = Result::kDoesNotVerify;
  } else {
    conclude(sets, chain);
  }
  return chain;
}

}  // namespace constat::parser::auth
