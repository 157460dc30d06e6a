// Macros of sender policies (RFC 7208 section 7).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/ip_address.h"

namespace constat::parser::auth {

bool is_macro_string(std::string_view text);
// A macro string that ends in a label or a macro.
bool is_domain_spec(std::string_view text);

struct SpfMacroValues {
  std::string_view local_part, sender_domain;  // of the sender
  std::string_view domain;                     // at hand
  std::string_view helo;
  IpAddress client;
  // %{p}: looked up when asked for.
  std::function<std::string()> validated_name;
};

// The domain that `text` (a valid domain-spec) stands for, labels taken off its left until it has
// at most 253 bytes.
std::string expand_domain(std::string_view text, const SpfMacroValues& values);

// "1.2.0.192" reversed for in-addr.arpa, nibbles for ip6.arpa; the form of %{i}: not reversed.
std::string dotted(const IpAddress& address);

}  // namespace constat::parser::auth
