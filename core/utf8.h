// Writing UTF-8 (Unicode 15, table 3-6).
#pragma once

#include <string>

namespace constat {

// Appends the UTF-8 form of a Unicode scalar value.
void append_utf8(char32_t value, std::string& out);

}  // namespace constat
