// Any bytes as a register: every row is read or left out by line, addresses never stand in it, and
// a second reading is the same. Byte 0 picks the kind.

#include <cstdint>
#include <string>
#include <string_view>

#include "classifier/registers/register.h"
#include "tests/fuzz/check.h"

namespace {

using namespace constat;
using namespace constat::classifier;

void check_rows(const Register& made) {
  const Exhibit& exhibit = made.exhibit();
  fuzz::check(exhibit.rows == exhibit.rows_read + exhibit.left_out_total());
  fuzz::check(exhibit.rows_read == made.size());
  fuzz::check(exhibit.left_out.size() <= exhibit.left_out_total());
  fuzz::check(exhibit.undated <= exhibit.rows_read && exhibit.pseudonyms <= exhibit.rows_read);
  std::uint64_t last = 0;
  for (const RowLeftOut& row : exhibit.left_out) {
    fuzz::check(row.line > 0 && row.line >= last);
    last = row.line;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view file(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto kind = static_cast<RegisterKind>(data[0] % 5);
  static const Pseudonymiser pseudonyms("0123456789abcdef");
  Limits limits;
  if ((data[0] & 0x40) != 0) {
    limits.register_row_bytes = 40;
    limits.register_columns = 3;
    limits.register_problems = 2;
    limits.register_detail_bytes = 50;
  }
  const auto first = capture::open_bytes(file, limits);
  const auto made = read_register(kind, "r", *first, pseudonyms, limits);
  const auto second = capture::open_bytes(file, limits);
  const auto again = read_register(kind, "r", *second, pseudonyms, limits);
  fuzz::check(made.ok() == again.ok());
  if (!made.ok()) return 0;
  check_rows(*made);
  fuzz::check(made->size() == again->size() &&
              made->exhibit().left_out == again->exhibit().left_out);
  const std::string person = pseudonyms.of_address("ana@boite.example");
  for (const RegisterRow& row : made->rows_of(person)) {
    for (const auto& [name, value] : made->details_of(row)) fuzz::check(!value.empty());
    fuzz::check(made->details_of(row) == again->details_of(row));
  }
  return 0;
}
