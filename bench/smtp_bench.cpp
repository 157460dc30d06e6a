// parser/smtp: a session with 20,000 small mails, both sides, in segments of 1,460 bytes at most.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "parser/smtp/session_pool.h"

namespace {

using namespace constat;
using capture::Side;

constexpr std::uint64_t kMails = 20'000;

struct Turn {
  Side side;
  std::string bytes;
};

std::vector<Turn> one_mail() {
  std::string body = "From: <a@s.example>\r\nTo: <b@r.example>\r\nSubject: bench\r\n\r\n";
  for (int line = 0; line < 40; ++line)
    body += "A line of ordinary length, as a newsletter has many of them.\r\n";
  body += "..one stuffed line\r\n.\r\n";
  std::vector<Turn> turns = {{Side::kInitiator, "MAIL FROM:<a@s.example>\r\n"},
                             {Side::kResponder, "250 2.1.0 Ok\r\n"},
                             {Side::kInitiator, "RCPT TO:<b@r.example>\r\n"},
                             {Side::kResponder, "250 2.1.5 Ok\r\n"},
                             {Side::kInitiator, "DATA\r\n"},
                             {Side::kResponder, "354 go ahead\r\n"}};
  for (std::size_t at = 0; at < body.size(); at += 1460)
    turns.push_back({Side::kInitiator, body.substr(at, 1460)});
  turns.push_back({Side::kResponder, "250 2.0.0 queued\r\n"});
  return turns;
}

struct Count final : capture::MailSink, parser::smtp::SessionSink {
  void on_mail(const capture::RawMail& mail) override {
    ++mails;
    bytes += mail.size;
    accepted += mail.outcome == capture::Outcome::kAccepted ? 1 : 0;
  }
  void on_session(const parser::smtp::SessionFacts&) override {}
  std::uint64_t mails = 0;
  std::uint64_t bytes = 0;
  std::uint64_t accepted = 0;
};

std::uint64_t run(Count& count) {
  static const std::vector<Turn> kTurns = one_mail();
  const Limits limits;
  parser::smtp::SessionPool pool(limits, capture::Door::kStream, count, count);
  const auto flow = pool.open({});
  std::uint64_t at[2] = {0, 0};
  const auto say = [&](Side side, std::string_view bytes) {
    std::uint64_t& offset = at[static_cast<std::size_t>(side)];
    flow->on_bytes({side, offset, bytes, {}, {}});
    offset += bytes.size();
  };
  say(Side::kResponder, "220 mx.example ESMTP\r\n");
  say(Side::kInitiator, "EHLO client.example\r\n");
  say(Side::kResponder, "250 mx.example\r\n");
  for (std::uint64_t mail = 0; mail < kMails; ++mail) {
    for (const Turn& turn : kTurns) say(turn.side, turn.bytes);
  }
  flow->on_end(capture::StreamEnd::kFinished, {});
  return at[0] + at[1];
}

void small_mails(benchmark::State& state) {
  Count check;
  const std::uint64_t bytes = run(check);
  if (check.mails != kMails || check.accepted != kMails) {
    state.SkipWithError("the session was not read right");
    return;
  }
  for (auto _ : state) {
    Count count;
    run(count);
    benchmark::DoNotOptimize(count.bytes);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
  state.counters["mails/s"] =
      benchmark::Counter(static_cast<double>(kMails) * static_cast<double>(state.iterations()),
                         benchmark::Counter::kIsRate);
}
BENCHMARK(small_mails)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
