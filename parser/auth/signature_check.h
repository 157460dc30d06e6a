// Evaluates the signatures of one mail (RFC 6376 section 6.1, RFC 8617 section 5.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "parser/auth/canonical.h"
#include "parser/auth/field_index.h"
#include "parser/auth/signature_field.h"
#include "parser/auth/sources.h"
#include "parser/parsed_mail.h"

namespace constat::parser::auth {

class SignatureCheck {
 public:
  // `body`: where the body starts. All must outlive this.
  SignatureCheck(const ParsedMail& mail, std::uint64_t body, const Limits& limits,
                 const Sources& sources);

  // Fills in what is told of a DKIM-Signature or ARC-Message-Signature.
  void evaluate(SignatureField& signature);
  // The same of an ARC-Seal, given the digest of the sets it covers.
  void evaluate_seal(SignatureField& seal, const Digest& digest);

  LineEnds line_ends() const { return ends_; }
  // Why no signature of this mail can be evaluated; kNone when they can.
  Reason obstacle() const;

 private:
  struct BodyKey {
    Form form;
    std::optional<std::uint64_t> length;
    BodyDigest digest;
  };
  const BodyDigest& body_digest(Form form, std::optional<std::uint64_t> length);
  Digest header_digest(const SignatureField& signature) const;
  void tell_coverage(SignatureField& signature) const;
  void tell_expiry(Signature& told) const;
  void check_body(SignatureField& signature);
  void check_value(SignatureField& signature, const Digest& digest) const;

  const ParsedMail& mail_;
  std::string_view body_;
  const Limits& limits_;
  const Sources& sources_;
  LineEnds ends_;
  FieldIndex index_;
  std::vector<BodyKey> bodies_;  // computed so far, few
};

}  // namespace constat::parser::auth
