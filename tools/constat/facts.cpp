// `constat facts`: every record as a JSON line on standard output, in the order of the capture. The
// contract is docs/schema/records.schema.json.

#include <cstdint>
#include <cstdio>

#include "classifier/record_json.h"
#include "classifier/timeline/second_phase.h"
#include "tools/constat/commands.h"
#include "tools/constat/run.h"

namespace constat::tools {
namespace {

// Lines on standard output, until it takes no more (a closed pipe, a full disk).
class Printer {
 public:
  void print(std::string_view line) {
    intact_ = intact_ && std::fwrite(line.data(), 1, line.size(), stdout) == line.size() &&
              std::fputc('\n', stdout) != EOF;
    ++lines_;
  }
  template <typename Record>
  void print_record(const Record& record) {
    line_.clear();
    classifier::append_json(record, line_);
    print(line_);
  }
  absl::Status print_all(SortedRecords records) {
    for (std::string_view line; intact_ && records.next(line);) print(line);
    return records.status();
  }
  std::uint64_t lines() const { return lines_; }
  bool finish() { return std::fflush(stdout) == 0 && intact_; }

 private:
  bool intact_ = true;
  std::uint64_t lines_ = 0;
  std::string line_;
};

}  // namespace

ExitCode print_facts(const Options& options) {
  const std::string key = key_for(options);
  if (key.empty()) return ExitCode::kError;
  RunRecords records(MailOrder::kCapture);
  auto result = run(options, key, records);
  if (!result.ok()) return fail(result.status());
  print_notes(*result);
  const Limits limits;
  classifier::SecondPhase phase(limits, {});
  absl::Status status = records.run(phase);
  status.Update(records.status());
  if (!status.ok()) return fail(status);
  const std::vector<classifier::Objection>& objections = phase.told().objections;

  Printer printer;
  for (const auto& input : result->inputs) printer.print_record(input);
  status = printer.print_all(records.sessions());
  status.Update(printer.print_all(records.mails_in_order()));
  if (!status.ok()) return fail(status);
  for (const auto& objection : objections) printer.print_record(objection);
  close_accounts(*result, objections.size(), printer.lines());
  printer.print_record(result->summary);
  if (!printer.finish()) {
    std::perror("constat: standard output");
    return ExitCode::kError;
  }
  return exit_code_of(*result);
}

}  // namespace constat::tools
