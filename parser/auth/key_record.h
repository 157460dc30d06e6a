// Key records (RFC 6376 section 3.6.1, RFC 8463 section 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/limits.h"
#include "parser/auth/authentication.h"
#include "parser/auth/public_key.h"

namespace constat::parser::auth {

// What a signature asks of its key.
struct KeyUse {
  std::string_view type;      // "rsa", "ed25519"
  std::string_view domain;    // d=
  std::string_view identity;  // domain of i=; "" when there is none
};

struct KeyReading {
  Reason reason = Reason::kNone;  // why it cannot be used
  std::string type;               // k=
  std::uint32_t bits = 0;
  bool testing = false;
  std::optional<PublicKey> key;  // set when reason is kNone
};

KeyReading read_key_record(std::string_view text, const KeyUse& use, const Limits& limits);

}  // namespace constat::parser::auth
