#include "tools/constat/commands.h"

#include <cstdio>

namespace constat::tools {

ExitCode fail(const absl::Status& status) {
  std::fprintf(stderr, "constat: %s\n", std::string(status.message()).c_str());
  return ExitCode::kError;
}

}  // namespace constat::tools
