#include "parser/auth/authenticator.h"

#include <algorithm>
#include <utility>

#include "core/json_writer.h"
#include "core/pseudonym.h"
#include "parser/auth/arc_chain.h"
#include "parser/auth/claims.h"
#include "parser/auth/dmarc.h"
#include "parser/auth/signature_check.h"
#include "parser/auth/spf.h"

namespace constat::parser::auth {
namespace {

std::string domain_of(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return at == std::string_view::npos ? std::string() : std::string(address.substr(at + 1));
}

void read_claims(const ParsedMail& mail, const Limits& limits, Authentication& out,
                 Defects& defects) {
  std::size_t results = 0;
  const auto note_cap = [&defects, &out](ByteRange where) {
    const auto beyond = [](const Claim& claim) { return claim.results_not_kept > 0; };
    if (out.claims_not_kept == 0 && std::ranges::none_of(out.claims, beyond)) {
      defects.push_back({DefectKind::kAuthenticationLimit, where});
    }
  };
  for (const HeaderField& field : mail.fields) {
    const auto kind = claim_kind_of(field.name);
    if (!kind) continue;
    if (out.claims.size() == limits.authentication_fields) {
      note_cap(field.where);
      ++out.claims_not_kept;
      continue;
    }
    Claim claim;
    claim.where = field.where;
    const std::size_t most = limits.authentication_results - results;
    if (!read_claim(field.value, *kind, limits, most, claim)) {
      defects.push_back({DefectKind::kAuthenticationResultsMalformed, field.where});
    }
    results += claim.results.size();
    if (claim.results_not_kept > 0) note_cap(field.where);
    out.claims.push_back(std::move(claim));
  }
}

// The signatures of a mail as written, at most a cap of each kind.
struct SignatureFields {
  std::vector<SignatureField> kept;
  std::uint64_t not_kept = 0;
  bool arc_not_kept = false;
};

SignatureFields signature_fields(const ParsedMail& mail, const Limits& limits, Defects& defects) {
  SignatureFields fields;
  std::size_t kept_of_kind[3] = {};
  for (const HeaderField& field : mail.fields) {
    const auto kind = signature_kind_of(field.name);
    if (!kind) continue;
    if (kept_of_kind[static_cast<std::size_t>(*kind)]++ >= limits.signatures_per_mail) {
      if (fields.not_kept++ == 0) defects.push_back({DefectKind::kSignatureLimit, field.where});
      fields.arc_not_kept = fields.arc_not_kept || *kind != SignatureKind::kDkim;
      continue;
    }
    fields.kept.push_back(read_signature(mail, field, *kind, limits));
    if (fields.kept.back().told.reason == Reason::kMalformed) {
      defects.push_back({DefectKind::kSignatureMalformed, field.where});
    }
  }
  return fields;
}

bool has_arc_results(const ParsedMail& mail) {
  return std::ranges::any_of(mail.fields, [](const HeaderField& field) {
    return equals_ignoring_case(field.name, "ARC-Authentication-Results");
  });
}

// Without a snapshot it is said that nothing was looked up.
SpfStatement spf_statement(const DnsSnapshot* dns, const SpfQuestion& question,
                           const Limits& limits) {
  if (dns != nullptr) return evaluate_spf(*dns, question, limits);
  SpfStatement statement;
  statement.identity = question.identity;
  statement.domain = to_valid_utf8(spf_domain(question));
  return statement;
}

}  // namespace

std::string from_domain(const Header& header) {
  std::string domain;
  for (const Mailbox& mailbox : header.from.mailboxes) {
    std::string found = domain_of(mailbox.address);
    if (!domain.empty() && !equals_ignoring_case(domain, found)) return {};
    domain = std::move(found);
  }
  return header.from.count > header.from.mailboxes.size() ? std::string() : domain;
}

void Authenticator::read_signatures(const ParsedMail& mail, std::uint64_t body, Authentication& out,
                                    Defects& defects) const {
  SignatureFields fields = signature_fields(mail, limits_, defects);
  out.signatures_not_kept = fields.not_kept;
  if (fields.kept.empty() && !has_arc_results(mail)) return;
  SignatureCheck check(mail, body, limits_, sources_);
  out.line_ends_converted = check.line_ends() == LineEnds::kLf;
  for (SignatureField& field : fields.kept) {
    if (field.told.kind != SignatureKind::kArcSeal) check.evaluate(field);
  }
  out.arc = evaluate_chain(mail, fields.kept, fields.arc_not_kept, limits_, check);
  const std::string from = from_domain(mail.header);
  for (SignatureField& field : fields.kept) {
    if (field.told.kind == SignatureKind::kDkim) {
      field.told.alignment = alignment_of(from, field.told.domain, sources_);
    }
    out.signatures.push_back(std::move(field.told));
  }
}

void Authenticator::read_policies(const ParsedMail& mail, Authentication& out) const {
  const capture::RawMail& raw = *mail.raw;
  const std::string from = from_domain(mail.header);
  SpfQuestion question{SpfIdentity::kHelo, ip_address_from(raw.client_ip), raw.helo, {}, raw.time};
  if (raw.has_envelope && question.client.known()) {
    if (!raw.helo.empty()) out.spf.push_back(spf_statement(sources_.dns, question, limits_));
    question.identity = SpfIdentity::kMailFrom;
    question.sender = raw.mail_from;
    if (raw.mail_from_seen && !spf_domain(question).empty()) {
      out.spf.push_back(spf_statement(sources_.dns, question, limits_));
    }
  }
  for (SpfStatement& spf : out.spf) spf.alignment = alignment_of(from, spf.domain, sources_);
  if (sources_.dns != nullptr && !from.empty() && !mail.header_incomplete) {
    out.dmarc = evaluate_dmarc(from, out, sources_, raw.time);
  }
}

void Authenticator::read(const ParsedMail& mail, std::uint64_t body, Authentication& out,
                         Defects& defects) const {
  out = {};
  read_signatures(mail, body, out, defects);
  read_policies(mail, out);
  read_claims(mail, limits_, out, defects);
}

}  // namespace constat::parser::auth
