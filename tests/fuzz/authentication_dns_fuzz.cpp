// Fuzz target: any bytes as a DNS snapshot, JSON Lines or CSV; every name it holds is looked up.

#include <cstdint>
#include <string_view>

#include "parser/auth/dns_row.h"
#include "parser/auth/dns_snapshot.h"
#include "tests/fuzz/check.h"

namespace {

using namespace constat;
using namespace constat::parser::auth;
using fuzz::check;

void check_names(const DnsSnapshot& snapshot, std::string_view text) {
  // Words of the file, many of them names that stand in it.
  std::size_t begin = 0, asked = 0;
  while (begin < text.size() && asked < 64) {
    const std::size_t end = std::min(text.find_first_of("\",: \n", begin), text.size());
    for (int type = 0; type <= static_cast<int>(DnsType::kCname); ++type) {
      const auto answers = snapshot.find_all(text.substr(begin, end - begin),
                                             static_cast<DnsType>(type), CaptureTime{0}, 4);
      check(answers.size() <= 4);
      for (const DnsAnswer& answer : answers) {
        check((answer.status == DnsStatus::kRecords) == !answer.data.empty());
        check(!answer.citation.name.empty());
      }
    }
    begin = end + 1;
    ++asked;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const Limits kLimits;
  const auto read = read_dns_snapshot(text, kLimits);
  if (!read.ok()) return 0;
  check(read->notes.size() == read->defects.size());
  check(read->snapshot.size() <= read->rows);
  for (std::size_t i = 0; i < read->defects.size(); ++i) {
    check(read->defects[i].where.end() <= text.size() && !read->notes[i].reason.empty());
    if (i > 0) check(read->notes[i].line > read->notes[i - 1].line);
  }
  check_names(read->snapshot, text);
  joined_strings(text);
  return 0;
}
