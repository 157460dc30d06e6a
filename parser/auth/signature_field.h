// The fields of a signature as written: DKIM-Signature (RFC 6376 section 3.5),
// ARC-Message-Signature and ARC-Seal (RFC 8617 section 4.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "parser/auth/authentication.h"
#include "parser/auth/canonical.h"
#include "parser/auth/tag_list.h"
#include "parser/parsed_mail.h"

namespace constat::parser::auth {

struct SignatureField {
  // What is told of it; result and reason say why it cannot be evaluated, if that is known from the
  // field alone.
  Signature told;
  std::string_view field;       // raw, name to line end
  ByteRange value_of_b;         // in `field`
  std::string_view key_type;    // "rsa", "ed25519"
  std::string identity_domain;  // of i=, "" when absent
  Form header_form = Form::kSimple;
  Form body_form = Form::kSimple;
  std::vector<std::string> headers;  // h=, lower case, in order
  std::string body_hash;             // bh=, decoded
  std::string signature;             // b=, decoded
  std::string chain_claim;           // cv= of a seal
};

// nullopt for a field of another name.
std::optional<SignatureKind> signature_kind_of(std::string_view field_name);

// `mail` must outlive the result.
SignatureField read_signature(const ParsedMail& mail, const HeaderField& field, SignatureKind kind,
                              const Limits& limits);

// Decimal digits, the largest number for longer ones; nullopt for anything else.
std::optional<std::uint64_t> saturated_number(std::string_view text);

}  // namespace constat::parser::auth
