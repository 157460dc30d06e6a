#include "tools/constat/run.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <optional>
#include <thread>
#include <utility>

#include "capture/capture_clock.h"
#include "capture/frame/frame_decoder.h"
#include "capture/mail/mail_source.h"
#include "capture/packet/frame_filter.h"
#include "capture/stream/transcript_source.h"
#include "classifier/records/organisational_domain.h"
#include "tools/constat/capture_reader.h"
#include "tools/constat/dns_file.h"
#include "tools/constat/inputs.h"
#include "tools/constat/progress.h"
#include "tools/constat/workers.h"

namespace constat::tools {
namespace {

using capture::InputFacts;
using capture::InputKind;

// Numbers that nobody can foresee without the key of the case, and that are the same in every run
// with it.
std::uint64_t secret_of(const std::string& key, std::string_view label) {
  std::uint64_t secret = 0;
  std::memcpy(&secret, hmac_sha256(key, label).bytes.data(), sizeof secret);
  return secret;
}

std::size_t worker_count(const Options& options, const Limits& limits) {
  std::size_t count = options.workers;
  if (count == 0) count = std::max(1u, std::thread::hardware_concurrency());
  return std::min(count, limits.flow_groups);
}

std::uint64_t total_bytes(const std::vector<Input>& inputs) {
  std::uint64_t total = 0;
  for (const Input& input : inputs) total += input.bytes;
  return total;
}

// The thread that reads: inputs in, work for the workers out, facts about the inputs kept.
class Reading {
 public:
  Reading(const Options& options, const Limits& limits, std::vector<Input>& inputs,
          std::optional<capture::FrameFilter> filter, Workers& workers, RunRecords& records,
          RunResult& result)
      : limits_(limits),
        filter_(std::move(filter)),
        inputs_(inputs),
        workers_(workers),
        records_(records),
        result_(result),
        frames_(limits, options.checksums),
        progress_(options.progress, total_bytes(inputs)) {
    result_.inputs.resize(inputs.size());
  }

  void read_all() {
    read_captures();
    for (std::size_t index = 0; index < inputs_.size(); ++index) {
      if (!is_capture(inputs_[index].kind)) read_file(static_cast<std::uint32_t>(index));
    }
    workers_.finish(clock_.now());
    result_.summary.frame_counts = frames_.counts();
    result_.summary.frame_counts.payload_bytes_offered = payload_bytes_;
  }

 private:
  void read_captures() {
    CaptureReader reader(
        inputs_, limits_,
        [this](std::uint32_t input, InputFacts&& facts, const absl::Status& status) {
          keep(input, std::move(facts), status);
        });
    capture::Packet packet;
    for (std::uint32_t input = 0; reader.next(packet, input);) {
      clock_.advance(packet.time);
      read_so_far_ += packet.bytes.size();
      progress_.update(read_so_far_, records_.mails());
      if (filter_ && !passes(packet)) {
        ++reader.facts().frames_skipped[static_cast<std::size_t>(capture::SkipReason::kFiltered)];
        continue;
      }
      for (const capture::TcpSegment* segment =
               frames_.decode(packet, clock_.now(), reader.facts());
           segment != nullptr; segment = frames_.decode_further(clock_.now())) {
        payload_bytes_ += segment->payload.size();
        workers_.add(*segment, {packet.time, {input, packet.number}}, clock_.now());
      }
    }
  }

  // A frame of a link type that the expression cannot be asked about does not pass, and the run
  // ends as an error.
  bool passes(const capture::Packet& packet) {
    const absl::StatusOr<bool> matches = filter_->matches(packet);
    if (!matches.ok()) result_.reading.Update(matches.status());
    return matches.ok() && *matches;
  }

  void read_file(std::uint32_t index) {
    Input& input = inputs_[index];
    InputFacts facts;
    facts.kind = input.kind;
    auto bytes = input.open(limits_);
    if (!bytes.ok()) {
      keep(index, std::move(facts), bytes.status());
      return;
    }
    const absl::Status status =
        input.kind == InputKind::kTranscript
            ? capture::read_transcript(**bytes, index, limits_, workers_.written_sessions(), facts)
            : capture::read_mails(**bytes, input.kind, index, limits_, workers_.mails(), facts);
    read_so_far_ += facts.bytes;
    progress_.update(read_so_far_, records_.mails());
    keep(index, std::move(facts), status);
  }

  void keep(std::uint32_t index, InputFacts&& facts, const absl::Status& status) {
    if (!status.ok() && result_.reading.ok()) result_.reading = status;
    facts.name = inputs_[index].path;
    result_.inputs[index] = std::move(facts);
  }

  const Limits& limits_;
  std::optional<capture::FrameFilter> filter_;
  std::vector<Input>& inputs_;
  Workers& workers_;
  RunRecords& records_;
  RunResult& result_;
  capture::CaptureClock clock_;
  capture::FrameDecoder frames_;
  Progress progress_;
  std::uint64_t read_so_far_ = 0;
  std::uint64_t payload_bytes_ = 0;
};

absl::StatusOr<std::optional<capture::FrameFilter>> filter_of(const Options& options,
                                                              const std::vector<Input>& inputs) {
  if (options.filter.empty()) return std::nullopt;
  if (std::ranges::none_of(inputs, [](const Input& input) { return is_capture(input.kind); })) {
    return absl::InvalidArgumentError("-- " + options.filter +
                                      ": a filter applies to the frames of captures, and no input "
                                      "is a capture");
  }
  auto filter = capture::FrameFilter::compile(options.filter);
  if (!filter.ok()) return filter.status();
  return std::optional(std::move(*filter));
}

absl::Status second_reader_status(const Options& options) {
  if (!options.cross_check || access(second_reader_path().c_str(), X_OK) == 0) {
    return absl::OkStatus();
  }
  return absl::NotFoundError("--cross-check needs the program " + second_reader_path() +
                             ", which cannot be run: install it beside constat");
}

}  // namespace

absl::StatusOr<RunResult> run(const Options& options, const std::string& key, RunRecords& records,
                              capture::MailSink* extraction) {
  const Limits limits;
  auto list = find_inputs(options.inputs, options.forced_kind, limits);
  if (!list.ok()) return list.status();
  if (const auto status = second_reader_status(options); !status.ok()) return status;
  auto filter = filter_of(options, list->inputs);
  if (!filter.ok()) return filter.status();

  auto dns = read_dns_file(options.dns_file, limits);
  if (!dns.ok()) return dns.status();

  RunResult result;
  result.set_aside = std::move(list->set_aside);
  result.repeated = std::move(list->repeated);
  result.workers = worker_count(options, limits);
  std::vector<std::string> names;
  for (const Input& input : list->inputs) names.push_back(input.path);
  const Pseudonymiser pseudonyms(key);
  const Limits group_limits = limits_of_group(limits);
  const parser::auth::Sources sources{*dns ? &(*dns)->snapshot : nullptr,
                                      &classifier::organisational_domain};
  const RunSettings settings{limits,
                             group_limits,
                             pseudonyms,
                             options.disclosure,
                             options.hash_parts ? parser::Decode::kAll : parser::Decode::kTextParts,
                             names,
                             secret_of(key, "constat flow tables v1"),
                             extraction,
                             options.cross_check ? second_reader_path() : std::string(),
                             sources};
  records.prepare(names, result.workers + 1, limits);
  Workers workers(settings, result.workers, secret_of(key, "constat flow groups v1"),
                  [&records]() -> classifier::RecordSink& { return records.make_sink(); });
  Reading(options, limits, list->inputs, std::move(*filter), workers, records, result).read_all();

  if (*dns) {
    result.inputs.push_back(std::move((*dns)->facts));
    result.rows_left_out = std::move((*dns)->rows_left_out);
  }
  result.summary.streams = workers.streams();
  result.summary.other = workers.other_flows();
  result.summary.facts_found = workers.facts_found();
  for (const InputFacts& input : result.inputs) result.summary.add(input);
  records.add_to(result.summary);
  return result;
}

void close_accounts(RunResult& result, std::size_t objections, std::uint64_t records_handed_out) {
  result.summary.objections = objections;
  result.summary.records_handed_out = records_handed_out;
  result.summary.broken_equations = classifier::broken_equations(result.summary);
}

void print_notes(const RunResult& result) {
  for (const std::string& file : result.set_aside) {
    std::fprintf(stderr, "constat: %s: neither a capture nor a mail: not read\n", file.c_str());
  }
  for (const std::string& file : result.repeated) {
    std::fprintf(stderr, "constat: %s: named more than once: read once\n", file.c_str());
  }
  for (const std::string& row : result.rows_left_out) {
    std::fprintf(stderr, "constat: %s: left out\n", row.c_str());
  }
}

ExitCode exit_code_of(const RunResult& result) {
  if (!result.reading.ok()) {
    std::fprintf(stderr, "constat: %s\n", std::string(result.reading.message()).c_str());
    return ExitCode::kError;
  }
  for (const classifier::Equation& equation : result.summary.broken_equations) {
    const std::string where = equation.input.empty() ? "" : equation.input + ": ";
    std::fprintf(stderr, "constat: %s%s: please report this\n", where.c_str(),
                 sentence_of(equation).c_str());
  }
  if (!result.summary.broken_equations.empty()) return ExitCode::kError;
  return result.summary.incomplete() ? ExitCode::kIncompleteInput : ExitCode::kDone;
}

}  // namespace constat::tools
