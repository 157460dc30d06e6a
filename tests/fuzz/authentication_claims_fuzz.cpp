// Fuzz target: any bytes as Authentication-Results (RFC 8601), ARC-Authentication-Results and
// Received-SPF.

#include <cstdint>
#include <string>
#include <string_view>

#include "parser/auth/claims.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/utf8_check.h"

namespace {

using namespace constat;
using namespace constat::parser::auth;
using fuzz::check;

void check_claim(std::string_view value, ClaimKind kind) {
  Claim claim;
  const bool sound = read_claim(value, kind, fuzz::limits_of_run(), 20, claim);
  check(claim.kind == kind && is_well_formed_utf8(claim.server));
  check(claim.results.size() <= 20);
  std::size_t bytes = claim.server.size();
  for (const ClaimedResult& result : claim.results) {
    check(is_well_formed_utf8(result.method) && is_well_formed_utf8(result.result));
    check(result.properties.size() <= fuzz::limits_of_run().parameters_per_field);
    bytes += result.method.size() + result.result.size();
    for (const ClaimProperty& property : result.properties) {
      check(is_well_formed_utf8(property.name) && is_well_formed_utf8(property.value));
      bytes += property.name.size() + property.value.size();
    }
  }
  // U+FFFD has three bytes; the server of Received-SPF is told twice, "spf" is added.
  check(bytes <= 6 * value.size() + 3);
  if (sound && kind != ClaimKind::kReceivedSpf) check(!claim.server.empty());
  if (kind == ClaimKind::kArcAuthenticationResults) check(claim.instance <= 99);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view value(reinterpret_cast<const char*>(data), size);
  check_claim(value, ClaimKind::kAuthenticationResults);
  check_claim(value, ClaimKind::kArcAuthenticationResults);
  check_claim(value, ClaimKind::kReceivedSpf);
  return 0;
}
