#include "tools/constat/options.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <map>

namespace constat::tools {
namespace {

using capture::InputKind;
using classifier::Disclosure;
using classifier::Language;

const std::map<std::string, InputKind> kKinds = {{"pcap", InputKind::kPcap},
                                                 {"pcapng", InputKind::kPcapng},
                                                 {"mbox", InputKind::kMbox},
                                                 {"eml", InputKind::kEml},
                                                 {"transcript", InputKind::kTranscript}};
const std::map<std::string, Language> kLanguages = {{"en", Language::kEnglish},
                                                    {"fr", Language::kFrench}};
const std::map<std::string, Disclosure> kDisclosures = {{"counts", Disclosure::kCounts},
                                                        {"facts", Disclosure::kFacts},
                                                        {"headers", Disclosure::kHeaders},
                                                        {"content", Disclosure::kContent}};
const std::vector<std::string> kBases = {"undeclared",  "own-campaign",    "own-mailbox",
                                         "handed-over", "authority-order", "operator-flow"};
// Bases under which headers and content may be shown at all (criteria: "basis of a run").
const std::vector<std::string> kBasesForContent = {"own-campaign", "own-mailbox", "handed-over",
                                                   "authority-order"};

constexpr const char* kFooter =
    "Exit codes: 0 done; 1 error; 2 wrong usage; 3 done, but input incomplete (gaps, truncation);\n"
    "4 outside the mandate. No exit code says anything about a sender.\n"
    "constat reads; it never connects, sends or alters anything.";

int terminal_columns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) {
    return std::min<int>(size.ws_col, 140);
  }
  return 100;
}

// What only the commands that read captures know.
void add_capture_options(CLI::App& command, Options& options) {
  command
      .add_option("-j,--jobs", options.workers,
                  "threads that parse; as many as there are processors unless said otherwise; the "
                  "result does not depend on it")
      ->check(CLI::Range(1, 32));
  command
      .add_option_function<std::string>(
          "--checksums",
          [&options](const std::string& mode) {
            options.checksums = *capture::checksums_named(mode);
          },
          "wrong IP and TCP checksums: keep (default: read them where the network card fills them "
          "in, set aside otherwise), ignore, strict (set aside)")
      ->check(CLI::IsMember({"keep", "ignore", "strict"}));
}

void add_input_options(CLI::App& command, Options& options) {
  command.add_option("INPUT", options.inputs,
                     "pcap, pcapng (also .gz, .zst), mbox, .eml, a Maildir, a directory of them "
                     "(recursive, sorted), or - for standard input; after -- a filter expression "
                     "as tcpdump takes it");
  add_capture_options(command, options);
  command
      .add_option_function<std::vector<std::string>>(
          "-r,--read",
          [&options](const std::vector<std::string>& more) {
            options.inputs.insert(options.inputs.end(), more.begin(), more.end());
          },
          "another INPUT, as tcpdump says it")
      ->type_size(1)
      ->expected(-1);
  command
      .add_option_function<std::string>(
          "--as", [&options](const std::string& kind) { options.forced_kind = kKinds.at(kind); },
          "read every INPUT as this kind instead of finding it by content")
      ->check(CLI::IsMember({"pcap", "pcapng", "mbox", "eml", "transcript"}));
  command.add_option("--basis", options.basis, "why you may read this (printed on the report)")
      ->check(CLI::IsMember(kBases))
      ->capture_default_str();
  command.add_option("--mandate", options.mandate, "reference of the mandate, for the report");
  command.add_option("--key", options.key_file,
                     "file with the pseudonym key of the case; made with mode 0600 when missing");
  command
      .add_option_function<std::string>(
          "--disclose",
          [&options](const std::string& level) { options.disclosure = kDisclosures.at(level); },
          "counts, facts (default), headers or content; the last two need a --basis")
      ->check(CLI::IsMember({"counts", "facts", "headers", "content"}));
  command.add_option("--dns", options.dns_file,
                     "DNS snapshot (JSON Lines or CSV: name, type, data, ttl, observed_at, server, "
                     "dnssec, status) for keys and policies; without it nothing is looked up");
  command.add_flag("--hash-parts", options.hash_parts, "digest of every decoded MIME part");
  command.add_flag_callback(
      "-q,--quiet", [&options] { options.progress = ProgressMode::kNever; }, "no progress line");
  command.add_flag_callback(
      "--progress", [&options] { options.progress = ProgressMode::kAlways; },
      "progress line even when standard error is not a terminal");
}

void add_cross_check_option(CLI::App& command, Options& options) {
  command.add_flag("--cross-check", options.cross_check,
                   "read each mail a second time, with another reader in a process apart, and say "
                   "where the two differ");
}

void add_language_option(CLI::App& command, Options& options) {
  command
      .add_option_function<std::string>(
          "--lang", [&options](const std::string& name) { options.language = kLanguages.at(name); },
          "language of the text: en (default) or fr")
      ->check(CLI::IsMember({"en", "fr"}));
}

// What CLI11 does not say clearly: "" when there is nothing to say.
std::string usage_problem(const CLI::App& app, int argc, char** argv) {
  if (argc < 2) return "give a command";
  const std::string_view first = argv[1];
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  const bool known = std::ranges::any_of(
      commands, [&](const CLI::App* command) { return command->get_name() == first; });
  if (known || first.starts_with("-")) return {};
  return "there is no command '" + std::string(first) + "'";
}

// The words after "--" are the filter, as tcpdump's habit has it; returns how many words stand
// before.
int take_filter(int argc, char** argv, std::string& filter) {
  int words = 1;
  while (words < argc && std::string_view(argv[words]) != "--") ++words;
  for (int word = words + 1; word < argc; ++word) {
    if (!filter.empty()) filter += ' ';
    filter += argv[word];
  }
  return words;
}

ExitCode wrong_usage(const std::string& problem) {
  std::fprintf(stderr, "constat: %s (constat --help shows the usage)\n", problem.c_str());
  return ExitCode::kUsage;
}

// "" when what is asked for is covered by the basis.
std::string disclosure_problem(const Options& options) {
  const bool extracts = options.command == Command::kExtract;
  if (options.disclosure <= Disclosure::kFacts && !extracts) return {};
  if (std::ranges::count(kBasesForContent, options.basis) > 0) return {};
  return (extracts ? "extract" : "--disclose " + std::string(name_of(options.disclosure))) +
         " is not covered by the basis '" + options.basis +
         "'; give --basis own-campaign, own-mailbox, handed-over or authority-order if it applies";
}

}  // namespace

ParsedCommandLine parse_command_line(int argc, char** argv) {
  Options options;
  options.columns = terminal_columns();
  options.words.assign(argv + 1, argv + argc);
  argc = take_filter(argc, argv, options.filter);

  CLI::App app{
      "constat states the facts that mail traffic shows on consent and opt-out"
      " (article L.34-5 CPCE), for and against."};
  app.name("constat");
  app.footer(kFooter);
  app.require_subcommand(1);
  app.set_version_flag("--version,-V", "constat " CONSTAT_VERSION);

  CLI::App* analyze = app.add_subcommand("analyze", "report per sender, as text and as a dossier");
  add_input_options(*analyze, options);
  add_cross_check_option(*analyze, options);
  add_language_option(*analyze, options);
  analyze->add_option("-o,--output", options.dossier,
                      "dossier directory to make: records, reports (HTML, text, JSON), manifest");
  analyze->add_option("--columns", options.columns, "width of the text report")
      ->check(CLI::Range(60, 400));

  CLI::App* facts = app.add_subcommand("facts", "records as JSON Lines on standard output");
  add_input_options(*facts, options);
  add_cross_check_option(*facts, options);

  CLI::App* extract =
      app.add_subcommand("extract", "the mails themselves, byte for byte, with their origins");
  add_input_options(*extract, options);
  extract->add_option("-o,--output", options.extraction, "directory to make for the mails")
      ->required();
  extract->add_option("--mail", options.mails_wanted,
                      "only the mail with this id, as the records print it (may be repeated)");

  CLI::App* criteria =
      app.add_subcommand("criteria", "the catalogue: law, question, facts, limits");
  criteria->add_option("ID", options.criterion, "only this criterion");
  add_language_option(*criteria, options);

  if (const std::string problem = usage_problem(app, argc, argv); !problem.empty()) {
    return {std::nullopt, wrong_usage(problem)};
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      app.exit(error);
      return {std::nullopt, ExitCode::kDone};
    }
    return {std::nullopt, wrong_usage(error.what())};
  }

  if (facts->parsed()) options.command = Command::kFacts;
  if (extract->parsed()) options.command = Command::kExtract;
  if (criteria->parsed()) options.command = Command::kCriteria;
  if (!criteria->parsed() && options.inputs.empty()) {
    return {std::nullopt, wrong_usage("no INPUT: name a capture, a mail file, a directory or -")};
  }
  if (const std::string problem = disclosure_problem(options); !problem.empty()) {
    std::fprintf(stderr, "constat: %s\n", problem.c_str());
    return {std::nullopt, ExitCode::kOutsideMandate};
  }
  return {std::move(options), ExitCode::kDone};
}

}  // namespace constat::tools
