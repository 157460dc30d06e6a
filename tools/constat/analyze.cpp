// `constat analyze`: the report per sender on standard output and, with -o, a dossier.

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>

#include "classifier/record_json.h"
#include "classifier/records/organisational_domain.h"
#include "core/capture_time.h"
#include "core/json_writer.h"
#include "dossier/dossier.h"
#include "report/case_report.h"
#include "tools/constat/commands.h"
#include "tools/constat/run.h"

namespace constat::tools {
namespace {

using classifier::Language;

// What a run found, with all of its records.
struct Findings {
  RunResult run;
  std::vector<classifier::SessionRecord> sessions;
  std::vector<classifier::MailRecord> mails;
  std::vector<classifier::Objection> objections;
};

absl::StatusOr<Findings> find(const Options& options, const std::string& key) {
  KeptRecords records;
  auto result = run(options, key, records);
  if (!result.ok()) return result.status();
  Findings findings{std::move(*result), records.take_sessions(), records.take_mails(), {}};
  std::map<std::string, std::string> digests;
  for (const auto& input : findings.run.inputs) digests[input.name] = to_hex(input.sha256);
  for (auto& mail : findings.mails) mail.input_sha256 = digests[mail.input];
  findings.objections = classifier::find_objections(findings.mails);
  close_accounts(findings.run, findings.objections.size(),
                 findings.run.inputs.size() + findings.sessions.size() + findings.mails.size() +
                     findings.objections.size());
  return findings;
}

report::CaseReport case_report(const Options& options, const Findings& findings) {
  report::CaseReport report;
  report.program_version = CONSTAT_VERSION;
  report.basis = options.basis;
  report.mandate = options.mandate;
  report.disclosure = name_of(options.disclosure);
  report.psl_version = classifier::psl_version();
  report.inputs = findings.run.inputs;
  report.summary = findings.run.summary;
  report.assessments = classifier::assess(findings.mails);
  return report;
}

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

template <typename Record>
absl::Status store(dossier::Dossier& dossier, dossier::StoredRecord keys, const Record& record) {
  classifier::append_json(record, keys.json);
  return dossier.add(keys);
}

absl::Status store_records(dossier::Dossier& dossier, const Findings& findings) {
  absl::Status status;
  for (const auto& input : findings.run.inputs) {
    status.Update(store(
        dossier, {"input", "", to_rfc3339(input.first_time), to_hex(input.sha256), ""}, input));
  }
  for (const auto& session : findings.sessions) {
    status.Update(store(
        dossier, {"session", "", to_rfc3339(session.facts.time), session.facts.id, ""}, session));
  }
  for (const auto& mail : findings.mails) {
    status.Update(store(dossier, {"mail", mail.sender_domain, mail.time, mail.id, ""}, mail));
  }
  for (const auto& objection : findings.objections) {
    status.Update(store(dossier,
                        {"objection", objection.sender_domain, objection.time, objection.mail, ""},
                        objection));
  }
  status.Update(store(dossier, {"summary", "", "", "", ""}, findings.run.summary));
  return status;
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

absl::Status write_dossier(const Options& options, const Findings& findings,
                           const report::CaseReport& report,
                           std::chrono::system_clock::time_point started) {
  auto dossier = dossier::Dossier::create(options.dossier);
  if (!dossier.ok()) return dossier.status();
  if (auto status = store_records(**dossier, findings); !status.ok()) return status;
  if (auto status = write_reports(**dossier, report); !status.ok()) return status;
  if (auto status =
          (*dossier)->write_file("run.json", run_record(options, findings.run.workers, started));
      !status.ok()) {
    return status;
  }
  return (*dossier)->seal();
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
  const auto findings = find(options, key);
  if (!findings.ok()) return fail(findings.status());
  print_notes(findings->run);
  const report::CaseReport report = case_report(options, *findings);
  const std::string text = render_text(report, options.language, options.columns);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    std::perror("constat: standard output");
    return ExitCode::kError;
  }
  if (!options.dossier.empty()) {
    if (const auto status = write_dossier(options, *findings, report, started); !status.ok()) {
      return fail(status);
    }
    std::fprintf(stderr, "constat: dossier written to %s (key: %s)\n", options.dossier.c_str(),
                 options.key_file.empty() ? "beside it" : options.key_file.c_str());
  }
  return exit_code_of(findings->run);
}

}  // namespace constat::tools
