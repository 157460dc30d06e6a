// The check of benches and fuzz targets, in every build type: they have no test framework.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace constat {

// Ends the program where `holds` is false, and says what does not.
inline void require(bool holds, std::string_view what = "", std::string_view where = "") {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %.*s (%.*s)\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(where.size()), where.data());
  std::abort();
}

}  // namespace constat
