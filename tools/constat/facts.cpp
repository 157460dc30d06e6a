// `constat facts`: every record as a JSON line on standard output, in the order of the capture. The
// contract is docs/schema/records.schema.json.

#include <cstdio>

#include "classifier/record_json.h"
#include "tools/constat/commands.h"
#include "tools/constat/run.h"

namespace constat::tools {
namespace {

// False when standard output no longer takes anything (a closed pipe, a full disk).
template <typename Records>
bool print_lines(const Records& records) {
  std::string line;
  for (const auto& record : records) {
    line.clear();
    classifier::append_json(record, line);
    line += '\n';
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size()) return false;
  }
  return true;
}

}  // namespace

ExitCode print_facts(const Options& options) {
  const std::string key = key_for(options);
  if (key.empty()) return ExitCode::kError;
  const auto result = run(options, key);
  if (!result.ok()) {
    std::fprintf(stderr, "constat: %s\n", std::string(result.status().message()).c_str());
    return ExitCode::kError;
  }
  for (const std::string& file : result->set_aside) {
    std::fprintf(stderr, "constat: %s: neither a capture nor a mail: not read\n", file.c_str());
  }
  const std::vector<classifier::Summary> summary = {result->summary};
  const bool written = print_lines(result->inputs) && print_lines(result->sessions) &&
                       print_lines(result->mails) && print_lines(result->objections) &&
                       print_lines(summary) && std::fflush(stdout) == 0;
  if (!written) {
    std::perror("constat: standard output");
    return ExitCode::kError;
  }
  return exit_code_of(*result);
}

}  // namespace constat::tools
