// How a fact is traced back: part, bytes of the mail, frames, input, digest of the mail, and a
// command with which anybody can look again.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "classifier/assessment.h"
#include "core/bytes.h"
#include "report/case_report.h"
#include "report/wording.h"

namespace constat::report {

// "frames 14 to 38"; empty when there are none.
Line frames_line(std::uint64_t first, std::uint64_t last, const Wording& wording);

// tshark -r FILE -Y 'frame.number>=14 && frame.number<=38'; "" without frames or for standard
// input. tshark reads compressed captures as they are.
std::string tshark_command(std::string_view input, std::uint64_t first, std::uint64_t last);

// tail -c +211 < FILE | head -c 44: the bytes `range` of a file, once decompressed.
std::string bytes_command(std::string_view input, capture::Compression compression,
                          const ByteRange& range);

// Knows the inputs by their names.
class Origin {
 public:
  // `report` and `wording` must outlive it.
  Origin(const CaseReport& report, const Wording& wording);

  // Input and frames; the digest of the input stands in the list of inputs.
  Line input_line(std::string_view input, std::uint64_t first_frame,
                  std::uint64_t last_frame) const;
  Exhibit exhibit_of(const classifier::Example& example) const;

 private:
  void add_inputs(const classifier::Example& example, Exhibit& exhibit) const;

  const Wording& wording_;
  std::map<std::string_view, const capture::InputFacts*> inputs_;
};

}  // namespace constat::report
