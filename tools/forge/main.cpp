// constat-forge: writes SMTP captures with ground truth, from a scenario file or in bulk.
// Exit codes: 0 done, 1 error (file, scenario), 2 usage.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "tools/forge/bulk.h"
#include "tools/forge/forge.h"
#include "tools/forge/list_scenarios.h"
#include "tools/forge/read_scenario.h"
#include "tools/forge/rows/row.h"

namespace constat::forge {
namespace {

constexpr int kDone = 0;
constexpr int kError = 1;
constexpr int kUsage = 2;

struct Options {
  std::string scenario;
  std::string output;
  std::string truth;
  std::optional<std::uint64_t> seed;
  std::string list;
  std::string wrap;
  std::string format;
  std::string order;
  bool list_wraps = false;
  std::string row;
  bool list_rows = false;
  bool full_size = false;
  BulkPlan bulk;
  bool bulk_wanted = false;
};

int complain(const std::string& message, int code) {
  std::cerr << "constat-forge: " << message << '\n';
  return code;
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path)) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

// Opens both outputs, lets `write` fill them, and says whether everything reached them.
template <typename Write>
int write_files(const Options& options, Write write) {
  const std::string truth_path =
      options.truth.empty() ? options.output + ".truth.jsonl" : options.truth;
  std::ofstream capture(options.output, std::ios::binary | std::ios::trunc);
  if (!capture)
    return complain("cannot write " + options.output + "; is the folder there?", kError);
  std::ofstream truth(truth_path, std::ios::binary | std::ios::trunc);
  if (!truth) return complain("cannot write " + truth_path + "; is the folder there?", kError);
  const absl::Status status = write(capture, truth);
  if (!status.ok()) return complain(std::string(status.message()), kError);
  capture.close();
  truth.close();
  if (!capture || !truth)
    return complain("cannot finish " + options.output + "; is the disk full?", kError);
  return kDone;
}

void set_format(const std::string& name, CaptureFormat& format) {
  format.format = name == "pcapng" ? FileFormat::kPcapng : FileFormat::kPcap;
  format.unit = name == "pcap-ns" ? TimeUnit::kNanoseconds : TimeUnit::kMicroseconds;
}

int run_scenario(const Options& options) {
  const auto source = read_file(options.scenario);
  if (!source) return complain("cannot read " + options.scenario + "; is the path right?", kError);
  ScenarioReading reading = read_scenario(*source, options.scenario);
  if (!reading.problem.empty()) return complain(reading.problem, kError);
  if (options.seed) reading.scenario.seed = *options.seed;
  CaptureFormat& written = reading.scenario.capture;
  if (!options.wrap.empty()) written.wrap = options.wrap;
  if (!options.format.empty()) set_format(options.format, written);
  if (!options.order.empty())
    written.order = options.order == "big" ? ByteOrder::kBig : ByteOrder::kLittle;
  return write_files(options, [&](std::ostream& capture, std::ostream& truth) {
    return forge_scenario(reading.scenario, capture, truth);
  });
}

int run_bulk(Options options) {
  if (options.seed) options.bulk.seed = *options.seed;
  return write_files(options, [&](std::ostream& capture, std::ostream& truth) {
    return forge_bulk(options.bulk, capture, truth);
  });
}

int print_wraps() {
  for (const WrapKind& kind : wrap_kinds()) {
    const char* carries = kind.carries == Carries::kVersion4   ? "IPv4 only"
                          : kind.carries == Carries::kVersion6 ? "IPv6 only"
                                                               : "";
    std::cout << kind.name << '\t' << kind.shows << '\t' << carries << '\n';
  }
  return kDone;
}

int run_row(const Options& options) {
  const Row* row = find_row(options.row);
  if (row == nullptr)
    return complain("there is no row " + options.row + "; see --list-rows", kUsage);
  if (options.output.empty()) return complain("say into which folder with -o OUT", kUsage);
  const Size size = options.full_size ? Size::kFull : Size::kTest;
  const absl::Status status = write_row(*row, size, options.output);
  return status.ok() ? kDone : complain(std::string(status.message()), kError);
}

int run(const Options& options) {
  if (options.list_rows) {
    for (const Row& row : rows()) std::cout << row.id << '\t' << row.shows << '\n';
    return kDone;
  }
  if (!options.row.empty()) return run_row(options);
  if (options.list_wraps) return print_wraps();
  if (!options.list.empty()) {
    const ScenarioList list = list_scenarios(options.list);
    if (!list.problem.empty()) return complain(list.problem, kError);
    std::cout << list.text;
    return kDone;
  }
  if (options.bulk_wanted != options.scenario.empty()) {
    return complain("give either a SCENARIO file or --bulk N; see --help", kUsage);
  }
  if (options.output.empty()) return complain("say where to write with -o OUT.pcap", kUsage);
  return options.bulk_wanted ? run_bulk(options) : run_scenario(options);
}

}  // namespace
}  // namespace constat::forge

int main(int argc, char** argv) {
  using namespace constat::forge;
  Options options;
  CLI::App app(
      "Writes an SMTP capture and its ground truth (OUT.truth.jsonl). Same scenario and seed, same "
      "bytes.");
  app.name("constat-forge");
  app.add_option("SCENARIO", options.scenario, "scenario file; its language is in docs/forge.md");
  app.add_option("-o,--output", options.output, "capture file to write (a folder for --row)");
  app.add_option("--truth", options.truth,
                 "ground truth file (default: the capture's name with .truth.jsonl)");
  app.add_option("--seed", options.seed, "use this seed, not the scenario's");
  app.add_option("--list", options.list,
                 "list the scenarios of a folder, or the sessions of one scenario");
  CLI::Option* row = app.add_option(
      "--row", options.row, "write this row of the fault catalogue into a folder: T01 to P11");
  app.add_flag("--full-size", options.full_size, "larger than a test run has time for")->needs(row);
  app.add_flag("--list-rows", options.list_rows, "list the rows of the fault catalogue");
  app.add_option("--wrap", options.wrap, "put each packet into this link or tunnel");
  app.add_flag("--list-wraps", options.list_wraps, "list the links and tunnels of --wrap");
  app.add_option("--format", options.format, "of the file, whatever the scenario says")
      ->check(CLI::IsMember({"pcap", "pcapng", "pcap-ns"}));
  app.add_option("--order", options.order, "of the bytes of the file's numbers")
      ->check(CLI::IsMember({"little", "big"}));
  CLI::Option* bulk =
      app.add_option("--bulk", options.bulk.mails, "write N mails for a benchmark; no scenario");
  app.add_option("--senders", options.bulk.senders, "of the bulk mails (default 10)")->needs(bulk);
  app.add_option("--recipients", options.bulk.recipients, "of each bulk mail (default 1)")
      ->needs(bulk);
  app.add_option("--mail-bytes", options.bulk.mail_bytes, "of each bulk mail, about (default 4096)")
      ->needs(bulk);
  app.footer("Exit codes: 0 done, 1 error, 2 usage.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    return complain(std::string(error.what()) + "; see --help", kUsage);
  }
  options.bulk_wanted = bulk->count() > 0;
  return run(options);
}
