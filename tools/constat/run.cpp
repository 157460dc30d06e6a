#include "tools/constat/run.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <tuple>

#include "tools/constat/inputs.h"
#include "tools/constat/pipeline.h"
#include "tools/constat/progress.h"

namespace constat::tools {
namespace {

using capture::InputFacts;
using capture::InputKind;

class RecordCollector final : public classifier::RecordSink {
 public:
  explicit RecordCollector(RunResult& result) : result_(result) {}
  void on_mail(classifier::MailRecord&& record) override {
    result_.mails.push_back(std::move(record));
  }
  void on_session(classifier::SessionRecord&& record) override {
    result_.sessions.push_back(std::move(record));
  }

 private:
  RunResult& result_;
};

absl::StatusOr<std::unique_ptr<capture::ByteSource>> bytes_of(Input& input) {
  if (input.opened != nullptr) return std::move(input.opened);
  return capture::open_file(input.path);
}

absl::Status read_packets(std::unique_ptr<capture::ByteSource> bytes, InputKind kind,
                          std::uint32_t index, const Limits& limits, Pipeline& pipeline,
                          Progress& progress, const RunResult& result, std::uint64_t bytes_before,
                          InputFacts& facts) {
  const auto packets = capture::open_packets(std::move(bytes), kind, limits);
  capture::Packet packet;
  std::uint64_t read = bytes_before;
  while (packets->next(packet)) {
    pipeline.add(packet, index, packets->facts());
    read += packet.bytes.size();
    progress.update(read, result.mails.size());
  }
  packets->finish();
  facts = packets->facts();
  return packets->status();
}

absl::Status read_input(Input& input, std::uint32_t index, const Limits& limits, Pipeline& pipeline,
                        Progress& progress, const RunResult& result, std::uint64_t bytes_before,
                        InputFacts& facts) {
  auto bytes = bytes_of(input);
  if (!bytes.ok()) return bytes.status();
  switch (input.kind) {
    case InputKind::kPcap:
    case InputKind::kPcapng:
      return read_packets(std::move(*bytes), input.kind, index, limits, pipeline, progress, result,
                          bytes_before, facts);
    case InputKind::kTranscript:
      return pipeline.read_transcript(**bytes, index, facts);
    case InputKind::kMbox:
    case InputKind::kEml:
      return pipeline.read_mails(**bytes, input.kind, index, facts);
    case InputKind::kUnknown:
      break;
  }
  return absl::InternalError(input.path + ": kind not known");
}

void sort_records(RunResult& result) {
  std::map<std::string, std::size_t> order;
  for (const InputFacts& input : result.inputs) order.emplace(input.name, order.size());
  std::ranges::sort(result.sessions, {}, [&](const classifier::SessionRecord& session) {
    return std::tuple(order[session.input], session.facts.first_frame.frame, session.facts.id);
  });
  std::ranges::sort(result.mails, {}, [&](const classifier::MailRecord& mail) {
    return std::tuple(order[mail.input], mail.first_frame, mail.last_frame, mail.id);
  });
  std::map<std::string, std::string> digests;
  for (const InputFacts& input : result.inputs) digests[input.name] = to_hex(input.sha256);
  for (auto& mail : result.mails) mail.input_sha256 = digests[mail.input];
}

void add_inputs(const RunResult& result, classifier::Summary& summary) {
  for (const InputFacts& input : result.inputs) {
    ++summary.inputs;
    summary.frames += input.frames;
    summary.frames_analysed += input.frames_analysed;
    summary.frames_cut += input.frames_cut;
    for (std::size_t reason = 0; reason < input.frames_skipped.size(); ++reason) {
      summary.frames_skipped[reason] += input.frames_skipped[reason];
    }
    summary.defects += input.defects.size() + input.defects_not_kept;
    if (!input.defects.empty() || input.defects_not_kept > 0) ++summary.inputs_incomplete;
  }
}

void add_sessions(const RunResult& result, classifier::Summary& summary) {
  using parser::smtp::Sides;
  using parser::smtp::Starttls;
  for (const auto& session : result.sessions) {
    const auto& facts = session.facts;
    ++summary.sessions;
    if (facts.starttls == Starttls::kAccepted) ++summary.sessions_encrypted;
    if (facts.sides != Sides::kBoth) ++summary.sessions_one_sided;
    if (facts.midstream) ++summary.sessions_midstream;
    summary.defects +=
        facts.client_defects.size() + facts.server_defects.size() + facts.defects_not_kept;
    // Written conversations do not pass through TCP: they are not part of that equation.
    if (facts.door != capture::Door::kPacket) continue;
    summary.session_bytes.command += facts.bytes.command;
    summary.session_bytes.mail += facts.bytes.mail;
    summary.session_bytes.encrypted += facts.bytes.encrypted;
    summary.session_bytes.missing += facts.bytes.missing;
    summary.session_bytes.unparsed += facts.bytes.unparsed;
  }
}

void add_mails(const RunResult& result, classifier::Summary& summary) {
  for (const auto& mail : result.mails) {
    ++summary.mails;
    ++summary.completeness[static_cast<std::size_t>(mail.completeness)];
    summary.defects += mail.defects.size() + mail.defects_not_kept;
    if (mail.has_envelope) {
      ++summary.outcomes[static_cast<std::size_t>(mail.outcome)];
    } else {
      ++summary.mails_without_envelope;
    }
  }
}

void summarise(const Pipeline& pipeline, RunResult& result) {
  classifier::Summary& summary = result.summary;
  summary.streams = pipeline.streams();
  summary.other = pipeline.other_flows();
  add_inputs(result, summary);
  add_sessions(result, summary);
  add_mails(result, summary);
  summary.objections = result.objections.size();
  summary.broken_equations = classifier::broken_equations(summary);
}

std::uint64_t total_bytes(const std::vector<Input>& inputs) {
  std::uint64_t total = 0;
  for (const Input& input : inputs) total += input.bytes;
  return total;
}

}  // namespace

absl::StatusOr<RunResult> run(const Options& options, const std::string& key) {
  const Limits limits;
  auto list = find_inputs(options.inputs, options.forced_kind, limits);
  if (!list.ok()) return list.status();

  RunResult result;
  result.set_aside = std::move(list->set_aside);
  std::vector<std::string> names;
  for (const Input& input : list->inputs) names.push_back(input.path);
  RecordCollector collector(result);
  const Pseudonymiser pseudonyms(key);
  const parser::Decode decode =
      options.hash_parts ? parser::Decode::kAll : parser::Decode::kTextParts;
  Pipeline pipeline(limits, pseudonyms, options.disclosure, decode, names, collector);
  {
    Progress progress(options.progress, total_bytes(list->inputs));
    std::uint64_t bytes_before = 0;
    for (std::size_t index = 0; index < list->inputs.size(); ++index) {
      Input& input = list->inputs[index];
      InputFacts facts;
      facts.kind = input.kind;
      const absl::Status status = read_input(input, static_cast<std::uint32_t>(index), limits,
                                             pipeline, progress, result, bytes_before, facts);
      if (!status.ok() && result.reading.ok()) result.reading = status;
      facts.name = input.path;
      bytes_before += input.bytes;
      result.inputs.push_back(std::move(facts));
    }
    pipeline.finish();
  }
  sort_records(result);
  result.objections = classifier::find_objections(result.mails);
  summarise(pipeline, result);
  return result;
}

ExitCode exit_code_of(const RunResult& result) {
  if (!result.reading.ok()) {
    std::fprintf(stderr, "constat: %s\n", std::string(result.reading.message()).c_str());
    return ExitCode::kError;
  }
  for (const std::string& equation : result.summary.broken_equations) {
    std::fprintf(stderr, "constat: the accounting of '%s' does not close: please report this\n",
                 equation.c_str());
  }
  if (!result.summary.broken_equations.empty()) return ExitCode::kError;
  return result.summary.incomplete() ? ExitCode::kIncompleteInput : ExitCode::kDone;
}

}  // namespace constat::tools
