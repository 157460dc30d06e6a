// One run over all inputs: what was read goes through the workers into the records, and what is
// known of the run as a whole comes back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "capture/input.h"
#include "classifier/assessment.h"
#include "tools/constat/options.h"
#include "tools/constat/run_records.h"

namespace constat::tools {

struct RunResult {
  std::vector<capture::InputFacts> inputs;  // in the order of reading
  std::vector<std::string> set_aside;       // files that are neither capture nor mail
  std::vector<std::string> repeated;        // files that were named twice, and read once
  std::vector<std::string> rows_left_out;   // of the DNS snapshot
  classifier::Summary summary;              // without objections and broken equations
  std::size_t workers = 1;
  absl::Status reading = absl::OkStatus();  // the first input that failed half way
};

// `key` is the pseudonym key of the case. `extraction`: see RunSettings; null for a run that makes
// records.
absl::StatusOr<RunResult> run(const Options& options, const std::string& key, RunRecords& records,
                              capture::MailSink* extraction = nullptr);

// Once the objections are found and the records before the summary handed out: which accounting
// equations do not close.
void close_accounts(RunResult& result, std::size_t objections, std::uint64_t records_handed_out);

// Lines on standard error on what was not read as named.
void print_notes(const RunResult& result);

// 3 when something was not seen, 1 when reading failed or an accounting equation does not close
// (said on standard error), else 0.
ExitCode exit_code_of(const RunResult& result);

}  // namespace constat::tools
