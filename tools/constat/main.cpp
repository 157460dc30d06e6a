#include "tools/constat/commands.h"
#include "tools/constat/options.h"

int main(int argc, char** argv) {
  using namespace constat::tools;
  const ParsedCommandLine parsed = parse_command_line(argc, argv);
  if (!parsed.options) return static_cast<int>(parsed.exit);
  switch (parsed.options->command) {
    case Command::kAnalyze:
      return static_cast<int>(analyze(*parsed.options));
    case Command::kFacts:
      return static_cast<int>(print_facts(*parsed.options));
    case Command::kExtract:
      return static_cast<int>(extract(*parsed.options));
    case Command::kCriteria:
      return static_cast<int>(print_criteria(*parsed.options));
  }
  return static_cast<int>(ExitCode::kUsage);
}
