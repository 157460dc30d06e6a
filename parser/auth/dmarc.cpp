#include "parser/auth/dmarc.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/json_writer.h"
#include "core/pseudonym.h"
#include "parser/auth/tag_list.h"

namespace constat::parser::auth {
namespace {

constexpr std::string_view kVersion = "DMARC1";

bool is_policy(std::string_view text) {
  return text == "none" || text == "quarantine" || text == "reject";
}

// "v=DMARC1" as the first tag (section 6.3); the rest need not be sound.
bool is_dmarc_record(std::string_view text) {
  const std::size_t end = std::min(text.find(';'), text.size());
  const std::string first = without_fws(text.substr(0, end));
  return first == "v=" + std::string(kVersion);
}

struct Found {
  bool asked = false;  // the snapshot holds the name
  bool failed = false;
  std::optional<std::string_view> record;
  std::size_t records = 0;
  DnsCitation dns;
};

Found look_up(const std::string& domain, const DnsSnapshot& dns, CaptureTime time) {
  Found found;
  const auto answer = dns.find("_dmarc." + domain, DnsType::kTxt, time);
  if (!answer) return found;
  found.asked = true;
  found.failed = answer->status == DnsStatus::kServerFailure;
  found.dns = answer->citation;
  for (const std::string_view text : answer->data) {
    if (!is_dmarc_record(text)) continue;
    found.record = text;
    ++found.records;
  }
  return found;
}

bool aligns(Alignment alignment, bool strict) {
  return alignment == Alignment::kSame || (!strict && alignment == Alignment::kSameOrganisation);
}

// Could a signature or policy that was not evaluated be aligned?
bool is_open(const Authentication& told, const DmarcStatement& statement) {
  const auto open_signature = [&](const Signature& signature) {
    return signature.kind == SignatureKind::kDkim && signature.result == Result::kNotEvaluated &&
           aligns(signature.alignment, statement.strict_dkim);
  };
  const auto open_policy = [&](const SpfStatement& spf) {
    return spf.identity == SpfIdentity::kMailFrom && spf.result == SpfResult::kNotEvaluated &&
           aligns(spf.alignment, statement.strict_spf);
  };
  return told.signatures_not_kept > 0 || std::ranges::any_of(told.signatures, open_signature) ||
         std::ranges::any_of(told.spf, open_policy);
}

void conclude(const Authentication& told, DmarcStatement& statement) {
  for (const Signature& signature : told.signatures) {
    const bool counts = signature.kind == SignatureKind::kDkim &&
                        signature.result == Result::kVerifies &&
                        aligns(signature.alignment, statement.strict_dkim);
    if (counts && statement.aligned_dkim.empty()) statement.aligned_dkim = signature.domain;
  }
  statement.aligned_spf = std::ranges::any_of(told.spf, [&](const SpfStatement& spf) {
    return spf.result == SpfResult::kPermitted && aligns(spf.alignment, statement.strict_spf) &&
           spf.identity == SpfIdentity::kMailFrom;
  });
  if (!statement.aligned_dkim.empty() || statement.aligned_spf) {
    statement.result = DmarcResult::kAligned;
  } else {
    statement.result =
        is_open(told, statement) ? DmarcResult::kNotEvaluated : DmarcResult::kNotAligned;
  }
}

// False where the record cannot be used (section 6.6.3: no sound p= and no rua=).
bool read_record(std::string_view text, bool of_organisation, DmarcStatement& statement) {
  TagList tags;
  if (!tags.read(text)) return false;
  const std::string policy = to_lower_ascii(tags.value("p"));
  const std::string below = to_lower_ascii(tags.value("sp"));
  const bool sound = is_policy(policy) && (below.empty() || is_policy(below));
  if (!sound && tags.find("rua") == nullptr) return false;
  statement.policy = !sound ? "none" : of_organisation && !below.empty() ? below : policy;
  statement.strict_dkim = equals_ignoring_case(tags.value("adkim"), "s");
  statement.strict_spf = equals_ignoring_case(tags.value("aspf"), "s");
  return true;
}

}  // namespace

DmarcStatement evaluate_dmarc(const std::string& from_domain, const Authentication& told,
                              const Sources& sources, CaptureTime time) {
  DmarcStatement statement;
  statement.domain = to_valid_utf8(from_domain);
  std::string asked = dns_name(from_domain);
  Found found = look_up(asked, *sources.dns, time);
  bool of_organisation = false;
  if (found.asked && !found.failed && found.records != 1 &&
      sources.organisational_domain != nullptr) {
    const std::string organisation = sources.organisational_domain(from_domain);
    of_organisation = organisation != asked;
    if (of_organisation) {
      asked = organisation;
      found = look_up(asked, *sources.dns, time);
    }
  }
  if (!found.asked) {
    statement.missing = "_dmarc." + to_valid_utf8(asked) + " TXT";
    return statement;
  }
  statement.dns = found.dns;
  if (found.failed) return statement;
  if (found.records != 1) {
    statement.result = DmarcResult::kNoRecord;
  } else if (!read_record(*found.record, of_organisation, statement)) {
    statement.result = DmarcResult::kRecordMalformed;
  } else {
    conclude(told, statement);
  }
  return statement;
}

}  // namespace constat::parser::auth
