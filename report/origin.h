// How a fact is traced back: part, bytes of the mail, frames, input, digests, and a command with
// which anybody can look again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "classifier/assessment.h"
#include "report/case_report.h"
#include "report/wording.h"

namespace constat::report {

// "frames 14 to 38"; empty when there are none.
Line frames_line(std::uint64_t first, std::uint64_t last, const Wording& wording);

// Input, frames and the input's digest; what is not known is left out.
Line input_line(const CaseReport& report, std::string_view input, std::uint64_t first_frame,
                std::uint64_t last_frame, const Wording& wording);

// tshark -r FILE -Y 'frame.number>=14 && frame.number<=38'; "" without frames or for standard
// input.
std::string tshark_command(std::string_view input, std::uint64_t first, std::uint64_t last);

Exhibit exhibit_of(const CaseReport& report, const classifier::Example& example,
                   const Wording& wording);

}  // namespace constat::report
