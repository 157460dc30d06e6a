// Sender policy records (RFC 7208 sections 4.6, 5, 6, 12).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/ip_address.h"
#include "parser/auth/authentication.h"

namespace constat::parser::auth {

enum class SpfMechanism : std::uint8_t { kAll, kInclude, kA, kMx, kPtr, kIp4, kIp6, kExists };

struct SpfTerm {
  std::string_view text;                     // as written
  SpfResult result = SpfResult::kPermitted;  // of its qualifier
  SpfMechanism mechanism = SpfMechanism::kAll;
  std::string_view domain;  // domain-spec, "" for the domain at hand
  IpAddress network;        // of ip4 and ip6
  int prefix4 = 32, prefix6 = 128;
};

// Borrows its text.
struct SpfRecord {
  std::vector<SpfTerm> terms;
  std::optional<std::string_view> redirect;  // domain-spec
};

// Is it a record of this version at all (section 4.5)?
bool is_spf_record(std::string_view text);

// nullopt where anything in it breaks the syntax (permerror). Linear.
std::optional<SpfRecord> read_spf_record(std::string_view text);

}  // namespace constat::parser::auth
