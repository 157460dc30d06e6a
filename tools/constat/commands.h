// One function a command of the program.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "tools/constat/options.h"

namespace constat::tools {

ExitCode analyze(const Options& options);
ExitCode print_facts(const Options& options);
ExitCode extract(const Options& options);
ExitCode print_criteria(const Options& options);

// The pseudonym key of the run: --key, else beside the dossier, else a throw-away one (and a note
// on standard error). "" after an error, which is then printed.
std::string key_for(const Options& options);

// Says on standard error, in one line, what went wrong.
ExitCode fail(const absl::Status& status);

}  // namespace constat::tools
