// Fuzz target: any bytes as a key record (RFC 6376 section 3.6.1) and as DER of a key.

#include <cstdint>
#include <string>
#include <string_view>

#include "parser/auth/key_record.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/utf8_check.h"

namespace {

using namespace constat;
using namespace constat::parser::auth;
using fuzz::check;

void check_record(std::string_view text, const KeyUse& use) {
  const KeyReading read = read_key_record(text, use, fuzz::limits_of_run());
  check((read.reason == Reason::kNone) == read.key.has_value());
  check(is_well_formed_utf8(read.type));
  if (!read.key) return;
  check(read.type == use.type && read.bits == read.key->bits() && read.bits > 0);
  // Nobody signed this.
  check(!read.key->verifies(sha256(text), std::string(64, 'x')));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::string_view type : {"rsa", "ed25519"}) {
    check_record(text, {type, "x.example", "sub.x.example"});
    check_record("p=" + to_base64(text), {type, "x.example", ""});
  }
  return 0;
}
