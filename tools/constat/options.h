// The command line, read once. Nothing here opens a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "capture/input.h"
#include "classifier/criterion.h"
#include "classifier/disclosure.h"

namespace constat::tools {

// What a run ends with (design: "Exit codes"). None of them says anything about a sender.
enum class ExitCode : std::uint8_t {
  kDone = 0,
  kError = 1,
  kUsage = 2,
  kIncompleteInput = 3,
  kOutsideMandate = 4,
};

enum class Command : std::uint8_t { kAnalyze, kFacts, kExtract, kCriteria };
enum class ProgressMode : std::uint8_t { kAutomatic, kAlways, kNever };

struct Options {
  Command command = Command::kAnalyze;
  std::vector<std::string> inputs;                // "-" is standard input
  std::optional<capture::InputKind> forced_kind;  // --as
  std::string dossier;                            // -o, "" for none
  std::string basis = "undeclared";
  std::string mandate;  // reference printed on the report
  std::string key_file;
  classifier::Disclosure disclosure = classifier::Disclosure::kFacts;
  classifier::Language language = classifier::Language::kEnglish;
  bool hash_parts = false;
  // --dns: where names are looked up; "" for nowhere.
  std::string dns_file;
  bool cross_check = false;
  std::size_t workers = 0;  // 0: as many as the machine has processors
  capture::Checksums checksums = capture::Checksums::kKeep;
  std::string filter;                     // BPF expression; "" for none
  std::string extraction;                 // `constat extract`: directory of the mails
  std::vector<std::string> mails_wanted;  // `constat extract --mail`: ids; empty for all
  int columns = 100;
  ProgressMode progress = ProgressMode::kAutomatic;
  std::string criterion;           // `constat criteria ID`
  std::vector<std::string> words;  // the command line as given, for the run record
};

// The options, or the exit code when there is nothing to run (help, version, wrong usage: the
// message is already printed).
struct ParsedCommandLine {
  std::optional<Options> options;
  ExitCode exit = ExitCode::kDone;
};
ParsedCommandLine parse_command_line(int argc, char** argv);

}  // namespace constat::tools
