// The sets of ARC (RFC 8617): one ARC-Authentication-Results, ARC-Message-Signature and ARC-Seal
// for each server that handled the mail, numbered by i=.
#pragma once

#include <optional>
#include <vector>

#include "core/limits.h"
#include "parser/auth/signature_check.h"
#include "parser/auth/signature_field.h"

namespace constat::parser::auth {

// Evaluates the seals among `signatures` and the chain they form; the message signatures must have
// been evaluated. `beyond_cap`: there were more ARC fields than are kept. nullopt without any set.
std::optional<ArcChain> evaluate_chain(const ParsedMail& mail,
                                       std::vector<SignatureField>& signatures, bool beyond_cap,
                                       const Limits& limits, SignatureCheck& check);

}  // namespace constat::parser::auth
