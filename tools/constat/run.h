// One run over all inputs: reads them through the pipeline and holds the records in their defined
// order, with the summary and the assessments made of them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "capture/input.h"
#include "classifier/assessment.h"
#include "classifier/mail_record.h"
#include "tools/constat/options.h"

namespace constat::tools {

struct RunResult {
  std::vector<capture::InputFacts> inputs;          // in the order of reading
  std::vector<classifier::SessionRecord> sessions;  // by input, first frame, id
  std::vector<classifier::MailRecord> mails;        // by input, first frame, id
  std::vector<classifier::Objection> objections;
  std::vector<std::string> set_aside;  // files that are neither capture nor mail
  classifier::Summary summary;
  absl::Status reading = absl::OkStatus();  // the first input that failed half way
};

// `key` is the pseudonym key of the case.
absl::StatusOr<RunResult> run(const Options& options, const std::string& key);

// 3 when something was not seen, 1 when reading failed or an accounting equation does not close
// (said on standard error), else 0.
ExitCode exit_code_of(const RunResult& result);

}  // namespace constat::tools
