// One reading of a header value by a fuzz target: where its ranges may stand, what its texts may
// hold, and a summary to compare two readings of the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "parser/message/defect_log.h"
#include "parser/message/encoded_word.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/utf8_check.h"

namespace constat::fuzz {

constexpr std::uint64_t kOffset = 1000;  // where the value is said to stand

class HeaderReading {
 public:
  explicit HeaderReading(std::string_view bytes) : value(bytes) {}

  ByteRange where() const { return {kOffset, value.size()}; }
  void note(std::string_view text) {
    check(is_well_formed_utf8(text));
    check(text.size() <= 4 * value.size() + 64);  // no amplification
    summary.append(text).append("|");
  }
  void note(ByteRange range) {
    check(range.offset >= kOffset && range.end() <= kOffset + value.size());
    summary += std::to_string(range.offset) + "+" + std::to_string(range.length) + "|";
  }
  // To be called last.
  void note_defects() {
    Defects found;
    defects.copy_sorted(found);
    for (const Defect& defect : found) {
      note(defect.where);
      summary += name_of(defect.kind);
    }
  }
  bool has_defects() const {
    Defects found;
    defects.copy_sorted(found);
    return !found.empty();
  }

  const std::string_view value;
  const Limits& limits = limits_of_run();
  parser::message::DefectLog defects{1000};
  parser::message::HeaderText text{defects};
  std::string summary;
};

// The same bytes read twice give the same.
template <typename Read>
void check_twice(std::string_view value, Read read) {
  const auto once = [&] {
    HeaderReading reading(value);
    read(reading);
    reading.note_defects();
    return std::move(reading.summary);
  };
  check(once() == once());
}

}  // namespace constat::fuzz
