// The whole way of a mail on one core, from frames in memory to lines of JSON, and how far each
// stage adds to it: forged mails of about 8 KB. Bytes are those of the capture; its SHA-256 and
// those of mails and parts are part of what is timed, files and printing are not.

#include <benchmark/benchmark.h>

#include <sstream>
#include <string>
#include <vector>

#include "capture/packet/packet_source.h"
#include "classifier/classifier.h"
#include "classifier/record_json.h"
#include "parser/parsed_mail.h"
#include "parser/smtp/session_pool.h"
#include "tests/support/frame_reassembler.h"
#include "tests/support/require.h"
#include "tools/forge/bulk.h"

namespace constat {
namespace {

constexpr std::uint64_t kMails = 2000;
// One recipient in fifty is refused (tools/forge/bulk.cpp), and with it the mail.
constexpr std::uint64_t kSent = kMails - kMails / 50;

const std::string& forged_capture() {
  static const std::string file = [] {
    forge::BulkPlan plan;
    plan.mails = kMails;
    plan.mail_bytes = 8000;
    std::ostringstream capture;
    std::ostringstream truth;
    require(forge::forge_bulk(plan, capture, truth).ok(), "forge");
    return std::move(capture).str();
  }();
  return file;
}

// Frames into `sinks`.
void read_capture(const Limits& limits, capture::StreamSinkFactory& sinks) {
  const auto packets = capture::open_packets(capture::open_bytes(forged_capture()),
                                             capture::InputKind::kPcap, limits);
  capture::FrameReassembler reassembler(limits, sinks);
  for (capture::Packet packet; packets->next(packet);) {
    reassembler.add(packet, 0, packets->facts());
  }
  reassembler.finish();
  packets->finish();
}

struct Mails final : capture::MailSink, parser::smtp::SessionSink {
  void on_mail(const capture::RawMail&) override { ++mails; }
  void on_session(const parser::smtp::SessionFacts&) override {}
  std::uint64_t mails = 0;
};

struct Parsed final : parser::ParsedMailSink {
  void on_mail(const parser::ParsedMail& mail) override { texts += mail.texts.size(); }
  std::uint64_t texts = 0;
};

struct Records final : classifier::RecordSink {
  void on_mail(classifier::MailRecord&& record) override {
    ++mails;
    if (!to_json) return;
    line.clear();
    classifier::append_json(record, line);
    written += line.size();
  }
  void on_session(classifier::SessionRecord&& record) override {
    if (!to_json) return;
    line.clear();
    classifier::append_json(record, line);
    written += line.size();
  }
  bool to_json = false;
  std::string line;
  std::uint64_t mails = 0;
  std::uint64_t written = 0;
};

void finish(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<std::int64_t>(forged_capture().size()) * state.iterations());
  state.counters["mails/s"] =
      benchmark::Counter(static_cast<double>(kMails) * static_cast<double>(state.iterations()),
                         benchmark::Counter::kIsRate);
}

void frames_to_mails(benchmark::State& state) {
  const Limits limits;
  for (auto _ : state) {
    Mails mails;
    parser::smtp::SessionPool sessions(limits, capture::Door::kPacket, mails, mails);
    read_capture(limits, sessions);
    require(mails.mails == kSent, "mails");
  }
  finish(state);
}
BENCHMARK(frames_to_mails)->Unit(benchmark::kMillisecond);

void frames_to_texts(benchmark::State& state) {
  const Limits limits;
  for (auto _ : state) {
    Mails sessions_only;
    Parsed parsed;
    parser::MailParser mail_parser(limits, parsed);
    parser::smtp::SessionPool sessions(limits, capture::Door::kPacket, mail_parser, sessions_only);
    read_capture(limits, sessions);
    require(parsed.texts == kSent, "texts");
  }
  finish(state);
}
BENCHMARK(frames_to_texts)->Unit(benchmark::kMillisecond);

void frames_to(benchmark::State& state, bool to_json) {
  const Limits limits;
  const Pseudonymiser pseudonyms("the key of the bench, 32 bytes..");
  const std::vector<std::string> names{"bench.pcap"};
  for (auto _ : state) {
    Records records;
    records.to_json = to_json;
    classifier::Classifier classifier(limits, pseudonyms, classifier::Disclosure::kFacts, names,
                                      records);
    parser::MailParser mail_parser(limits, classifier);
    parser::smtp::SessionPool sessions(limits, capture::Door::kPacket, mail_parser, classifier);
    read_capture(limits, sessions);
    require(records.mails == kSent, "records");
    require(!to_json || records.written > kSent * 2000, "lines");
  }
  finish(state);
}
void frames_to_records(benchmark::State& state) { frames_to(state, false); }
BENCHMARK(frames_to_records)->Unit(benchmark::kMillisecond);
void frames_to_json(benchmark::State& state) { frames_to(state, true); }
BENCHMARK(frames_to_json)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace constat

BENCHMARK_MAIN();
