// `constat analyze`: the report per sender on standard output and, with -o, a dossier.

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "classifier/record_json.h"
#include "classifier/records/organisational_domain.h"
#include "classifier/timeline/assessor.h"
#include "classifier/timeline/second_phase.h"
#include "core/capture_time.h"
#include "core/json_writer.h"
#include "dossier/dossier.h"
#include "report/case_report.h"
#include "tools/constat/commands.h"
#include "tools/constat/run.h"
#include "tools/constat/run_records.h"

namespace constat::tools {
namespace {

using classifier::Language;

// The circumstances of the run: wall clock, host, duration. No digest covers them.
std::string run_record(const Options& options, std::size_t workers,
                       std::chrono::system_clock::time_point started) {
  const auto now = std::chrono::system_clock::now();
  const auto nanoseconds =
      std::chrono::duration_cast<std::chrono::nanoseconds>(started.time_since_epoch()).count();
  char host[256] = "";
  gethostname(host, sizeof host - 1);
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("record").value("run").key("program").value("constat");
  json.key("version").value(CONSTAT_VERSION);
  json.key("started").value(to_rfc3339({nanoseconds}));
  json.key("host").value(host).key("threads").value(std::uint64_t{workers});
  const auto duration = std::chrono::duration_cast<std::chrono::milliseconds>(now - started);
  json.key("milliseconds").value(static_cast<std::int64_t>(duration.count()));
  json.key("command").begin_array();
  for (const std::string& word : options.words) json.value(word);
  json.end_array().end_object();
  out += '\n';
  return out;
}

// The records of a run on their way into the dossier, if there is one; counted either way.
class Keeping {
 public:
  // Null: no dossier.
  explicit Keeping(dossier::Dossier* dossier) : dossier_(dossier) {}

  void keep(const dossier::StoredRecord& record) {
    ++records_;
    if (dossier_ != nullptr) status_.Update(dossier_->add(record));
  }
  template <typename Record>
  void keep(dossier::StoredRecord keys, const Record& record) {
    classifier::append_json(record, keys.json);
    keep(keys);
  }
  std::uint64_t records() const { return records_; }
  const absl::Status& status() const { return status_; }

 private:
  dossier::Dossier* dossier_;
  std::uint64_t records_ = 0;
  absl::Status status_;
};

void keep_inputs(const RunResult& run, Keeping& keeping) {
  for (const auto& input : run.inputs) {
    keeping.keep({"input", "", to_rfc3339(input.first_time), to_hex(input.sha256), ""}, input);
  }
}

absl::Status keep_sessions(RunRecords& records, Keeping& keeping) {
  SortedRecords sessions = records.sessions();
  for (std::string_view key, line; sessions.next(key, line);) {
    const SessionKey place = RecordOrder::session_key(key);
    keeping.keep(
        {"session", "", std::string(place.time), std::string(place.id), std::string(line)});
  }
  return sessions.status();
}

// One pass over the mails, sender by sender: what the second phase found of each joins its record.
absl::StatusOr<std::vector<classifier::Assessment>> assess_mails(
    RunRecords& records, classifier::SecondPhase& phase, const Limits& limits,
    const classifier::Registers& registers, Keeping& keeping) {
  classifier::Assessor assessor(limits, registers);
  classifier::FoundFacts facts = phase.facts();
  SortedRecords mails = records.mails_in_order();
  for (std::string_view line; mails.next(line);) {
    const auto mail = classifier::mail_record_from_json(line);
    if (!mail.ok()) return mail.status();
    keeping.keep({"mail", mail->sender_domain, mail->time, mail->id, std::string(line)});
    const classifier::FoundFacts::OfMail found = facts.take(*mail);
    if (!found.is_only_objection) assessor.add(*mail, found.deliveries);
  }
  absl::Status status = mails.status();
  status.Update(facts.status());
  if (!status.ok()) return status;
  return assessor.take(phase.told());
}

// What a run found. Its records went to the dossier as they passed.
struct Findings {
  RunResult run;
  std::vector<classifier::Assessment> assessments;
  std::unique_ptr<dossier::Dossier> dossier;  // null: none is wanted
};

absl::StatusOr<Findings> find(const Options& options, const std::string& key) {
  const Limits limits;
  const classifier::Registers registers;
  RunRecords records(MailOrder::kSender);
  auto run = tools::run(options, key, records);
  if (!run.ok()) return run.status();
  classifier::SecondPhase phase(limits, registers);
  absl::Status status = records.run(phase);
  status.Update(records.status());
  if (!status.ok()) return status;
  // Made late: a run that could not read its inputs leaves none behind.
  std::unique_ptr<dossier::Dossier> dossier;
  if (!options.dossier.empty()) {
    auto made = dossier::Dossier::create(options.dossier);
    if (!made.ok()) return made.status();
    dossier = std::move(*made);
  }
  Keeping keeping(dossier.get());
  keep_inputs(*run, keeping);
  if (status = keep_sessions(records, keeping); !status.ok()) return status;
  auto assessments = assess_mails(records, phase, limits, registers, keeping);
  if (!assessments.ok()) return assessments.status();
  for (const auto& objection : phase.told().objections) {
    keeping.keep({"objection", objection.sender_domain, objection.time, objection.mail, ""},
                 objection);
  }
  close_accounts(*run, phase.told().objections.size(), keeping.records());
  keeping.keep({"summary", "", "", "", ""}, run->summary);
  if (!keeping.status().ok()) return keeping.status();
  return Findings{std::move(*run), std::move(*assessments), std::move(dossier)};
}

report::CaseReport case_report(const Options& options, const RunResult& run,
                               std::vector<classifier::Assessment> assessments) {
  report::CaseReport report;
  report.program_version = CONSTAT_VERSION;
  report.basis = options.basis;
  report.mandate = options.mandate;
  report.disclosure = name_of(options.disclosure);
  report.psl_version = classifier::psl_version();
  report.inputs = run.inputs;
  report.summary = run.summary;
  report.assessments = std::move(assessments);
  return report;
}

absl::Status write_reports(dossier::Dossier& dossier, const report::CaseReport& report) {
  absl::Status status;
  status.Update(dossier.write_file("report.fr.html", render_html(report, Language::kFrench)));
  status.Update(dossier.write_file("report.en.html", render_html(report, Language::kEnglish)));
  status.Update(dossier.write_file("report.fr.txt", render_text(report, Language::kFrench)));
  status.Update(dossier.write_file("report.en.txt", render_text(report, Language::kEnglish)));
  status.Update(dossier.write_file("report.json", render_json(report)));
  return status;
}

absl::Status finish_dossier(const Options& options, const report::CaseReport& report,
                            std::size_t workers, std::chrono::system_clock::time_point started,
                            dossier::Dossier& dossier) {
  if (auto status = write_reports(dossier, report); !status.ok()) return status;
  if (auto status = dossier.write_file("run.json", run_record(options, workers, started));
      !status.ok()) {
    return status;
  }
  return dossier.seal();
}

// Before a long run: the dossier can be made, and its key will not stand inside it.
absl::Status check_dossier_place(const Options& options) {
  namespace fs = std::filesystem;
  if (options.dossier.empty()) return absl::OkStatus();
  std::error_code error;
  if (fs::exists(options.dossier, error) && !fs::is_empty(options.dossier, error)) {
    return absl::AlreadyExistsError(options.dossier +
                                    ": exists and is not empty; a dossier is never overwritten:"
                                    " give -o another name");
  }
  const fs::path inside = fs::weakly_canonical(options.dossier, error);
  const fs::path key = fs::weakly_canonical(options.key_file, error);
  if (!options.key_file.empty() &&
      std::mismatch(inside.begin(), inside.end(), key.begin(), key.end()).first == inside.end()) {
    return absl::InvalidArgumentError(options.key_file +
                                      ": the key would stand inside the dossier; keep it apart");
  }
  return absl::OkStatus();
}

}  // namespace

ExitCode analyze(const Options& options) {
  const auto started = std::chrono::system_clock::now();
  if (const auto status = check_dossier_place(options); !status.ok()) return fail(status);
  const std::string key = key_for(options);
  if (key.empty()) return ExitCode::kError;
  auto findings = find(options, key);
  if (!findings.ok()) return fail(findings.status());
  print_notes(findings->run);
  const report::CaseReport report =
      case_report(options, findings->run, std::move(findings->assessments));
  const std::string text = render_text(report, options.language, options.columns);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    std::perror("constat: standard output");
    return ExitCode::kError;
  }
  if (findings->dossier) {
    const auto status =
        finish_dossier(options, report, findings->run.workers, started, *findings->dossier);
    if (!status.ok()) return fail(status);
    std::fprintf(stderr, "constat: dossier written to %s (key: %s)\n", options.dossier.c_str(),
                 options.key_file.empty() ? "beside it" : options.key_file.c_str());
  }
  return exit_code_of(findings->run);
}

}  // namespace constat::tools
