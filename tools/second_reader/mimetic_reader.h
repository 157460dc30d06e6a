// One mail as mimetic reads it.
#pragma once

#include <string_view>

#include "tools/second_reading.h"

namespace constat::tools::second_reader {

// May throw, and may do worse on hostile bytes: call it where that does no harm.
SecondReading read_with_mimetic(std::string_view mail);

}  // namespace constat::tools::second_reader
