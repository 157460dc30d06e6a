// Fuzz target: any bytes as sender policies (RFC 7208). Lines are the records of a.example,
// b.example, … in turn; the sender and the address come from the first two bytes.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/auth/spf.h"
#include "parser/auth/spf_record.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/utf8_check.h"

namespace {

using namespace constat;
using namespace constat::parser::auth;
using fuzz::check;

DnsSnapshot zone_of(std::string_view text) {
  std::vector<DnsRow> rows;
  const auto add = [&rows](std::string name, DnsType type, std::string data) {
    DnsRow& row = rows.emplace_back();
    row.name = std::move(name);
    row.type = type;
    row.data = std::move(data);
  };
  for (char letter = 'a'; letter <= 'z' && !text.empty(); ++letter) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string name = std::string(1, letter) + ".example";
    add(name, DnsType::kTxt, std::string(text.substr(0, end)));
    add(name, DnsType::kA, "192.0.2.1");
    add(name, DnsType::kMx, "10 m.example");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  add("1.2.0.192.in-addr.arpa", DnsType::kPtr, "m.example");
  add("m.example", DnsType::kA, "192.0.2.1");
  return DnsSnapshot(std::move(rows));
}

void check_statement(const SpfStatement& told) {
  check(is_well_formed_utf8(told.mechanism) && is_well_formed_utf8(told.missing));
  check((told.result == SpfResult::kNotEvaluated) == !told.missing.empty());
  check(told.dns.size() <= 256);
  for (std::size_t i = 1; i < told.dns.size(); ++i) check(told.dns[i] != told.dns[i - 1]);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const DnsSnapshot zone = zone_of(text);
  SpfQuestion question;
  question.client =
      ip_address_from(data[0] % 2 == 0 ? "192.0.2." + std::to_string(data[1] % 4) : "2001:db8::1");
  question.helo = "h.example";
  const std::string sender = std::string(data[0] % 8, '%') + ".x@a.example";
  question.sender = data[0] % 16 == 15 ? std::string_view() : std::string_view(sender);
  check_statement(evaluate_spf(zone, question, fuzz::limits_of_run()));
  if (is_spf_record(text)) read_spf_record(text);
  return 0;
}
