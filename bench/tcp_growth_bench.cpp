// tcp_growth_bench N MOST_RATIO: the time of TCP reassembly over each of its worst inputs at N and
// 2 N segments. Ends with 1 when T(2N)/T(N) is above MOST_RATIO for one of them, or when the result
// is wrong.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "capture/tcp/tcp_reassembler.h"

namespace constat::capture {
namespace {

class Counter final : public StreamSinkFactory {
 public:
  std::unique_ptr<StreamSink> open(const Flow&) override { return std::make_unique<Sink>(*this); }
  std::uint64_t bytes = 0, events = 0;

 private:
  class Sink final : public StreamSink {
   public:
    explicit Sink(Counter& counter) : counter_(counter) {}
    void on_bytes(const StreamChunk& chunk) override { counter_.bytes += chunk.bytes.size(); }
    void on_gap(const StreamGap&) override { ++counter_.events; }
    void on_conflict(const StreamConflict&) override { ++counter_.events; }
    void on_note(const StreamNote&) override { ++counter_.events; }
    void on_end(StreamEnd, FrameRef) override {}

   private:
    Counter& counter_;
  };
};

Endpoint endpoint(std::uint32_t address, std::uint32_t port) {
  Endpoint result;
  result.ip.version = 4;
  for (unsigned at = 0; at < 4; ++at) {
    result.ip.bytes[at] = static_cast<std::uint8_t>(address >> (24 - 8 * at));
  }
  result.port = static_cast<std::uint16_t>(port);
  return result;
}

// One run of a generator.
class Run {
 public:
  explicit Run(const Limits& limits) : reassembler_(limits, 42, sinks) {}

  void segment(const Endpoint& from, const Endpoint& to, std::uint32_t sequence, std::uint8_t flags,
               std::string_view text) {
    TcpSegment segment;
    segment.source = from;
    segment.destination = to;
    segment.sequence = sequence;
    segment.acknowledgement = 1;
    segment.flags = flags;
    segment.time_to_live = time_to_live;
    segment.window_shift = 14;
    segment.window = 0xFFFF;
    segment.payload = text;
    segment.payload_length = static_cast<std::uint32_t>(text.size());
    offered += text.size();
    reassembler_.add(segment, {{now_}, {0, ++frame_}}, now_);
    now_ += 1000;
  }
  void open(const Endpoint& client) {
    segment(client, server, 0, TcpSegment::kSyn, "");
    TcpSegment answer;
    answer.source = server;
    answer.destination = client;
    answer.acknowledgement = 1;
    answer.flags = TcpSegment::kSyn | TcpSegment::kAck;
    answer.window_shift = 14;
    reassembler_.add(answer, {{now_}, {0, ++frame_}}, now_);
  }
  // A stream byte is a function of its place; `other` tells readings apart.
  void byte(std::uint32_t place, int other = 0) {
    const char c = static_cast<char>('a' + static_cast<int>(place % 23) + other);
    segment(client, server, 1 + place, TcpSegment::kAck, {&c, 1});
  }
  bool finish() {
    reassembler_.finish(now_);
    const StreamCounts& counts = reassembler_.counts();
    return offered == counts.delivered_bytes + counts.duplicate_bytes + counts.conflicting_bytes +
                          counts.set_aside_bytes &&
           sinks.bytes == counts.delivered_bytes;
  }

  Counter sinks;
  const Endpoint client = endpoint(0x0A000001, 40'000);
  const Endpoint server = endpoint(0xC6336419, 25);
  std::uint8_t time_to_live = 64;
  std::uint64_t offered = 0;

 private:
  TcpReassembler reassembler_;
  std::int64_t now_ = 0;
  std::uint64_t frame_ = 0;
};

struct Generator {
  const char* name;
  void (*feed)(Run&, std::uint32_t);
  bool roomy;  // with caps that hold everything, so that the lists grow long
};

void tiny_in_window(Run& run, std::uint32_t n) {  // T07
  run.open(run.client);
  for (std::uint32_t at = 0; at < n; ++at) run.byte((at & ~63u) + (at * 29 & 63));
}

void hoarding(Run& run, std::uint32_t n) {  // T15
  const std::string text(1000, 'h');
  for (std::uint32_t at = 0; at < n; ++at) {
    const Endpoint client = endpoint(0x0A000000 + at / 32 / 50'000, 1024 + at / 32 % 50'000);
    if (at % 32 == 0) run.open(client);
    run.segment(client, run.server, 2 + at % 32 * 1000, TcpSegment::kAck, text);
  }
}

void falling(Run& run, std::uint32_t n) {  // T16
  run.open(run.client);
  for (std::uint32_t at = n; at-- > 0;) run.byte(at);
}

void odd_then_even(Run& run, std::uint32_t n) {  // T16
  run.open(run.client);
  for (std::uint32_t at = 1; at < n; at += 2) run.byte(at);
  for (std::uint32_t at = 0; at < n; at += 2) run.byte(at);
}

void in_random_order(Run& run, std::uint32_t n) {
  std::vector<std::uint32_t> places(n);
  for (std::uint32_t at = 0; at < n; ++at) places[at] = at;
  std::shuffle(places.begin(), places.end(), std::mt19937(1));
  run.open(run.client);
  for (const std::uint32_t place : places) run.byte(place);
}

void other_readings(Run& run, std::uint32_t n) {  // T01
  run.open(run.client);
  for (std::uint32_t at = 1; at < n / 2; ++at) run.byte(at);
  for (std::uint32_t at = 1; at < n / 2; ++at) run.byte(at, 1);
  run.byte(0);
}

void doubtful_copies(Run& run, std::uint32_t n) {  // T03
  run.open(run.client);
  const std::string text(20, 'd');
  for (std::uint32_t at = 0; at < n; ++at) {
    run.segment(run.client, run.server, 2 + (n - at) * 3, 0, text);  // no ACK flag
  }
}

void flood(Run& run, std::uint32_t n) {  // T23
  for (std::uint32_t at = 0; at < n; ++at) {
    run.segment(endpoint(0x0A000000 + at, 1024 + at % 1000), run.server, at, TcpSegment::kSyn, "");
  }
}

void colliding_tuples(Run& run, std::uint32_t n) {  // T24: sums and exclusive ors are all equal
  for (std::uint32_t at = 0; at < n; ++at) {
    run.segment(endpoint(0x0A000000 + at, 30'000 - at % 20'000),
                endpoint(0xC6336419 ^ (0x0A000000 + at), 1025 + at % 20'000), at, TcpSegment::kSyn,
                "");
  }
}

void resets(Run& run, std::uint32_t n) {  // T05, T21
  run.open(run.client);
  for (std::uint32_t at = 0; at < n / 2; ++at) {
    run.byte(at);
    run.segment(run.client, run.server, at * 77'777,
                at % 2 == 0 ? TcpSegment::kRst : TcpSegment::kSyn, "");
  }
}

constexpr Generator kGenerators[] = {
    {"tiny segments in a window of 64 (T07)", tiny_in_window, false},
    {"hoarding behind a hole (T15)", hoarding, false},
    {"tiny segments, falling (T16)", falling, true},
    {"tiny segments, odd then even (T16)", odd_then_even, true},
    {"tiny segments, falling, at the cap (T16)", falling, false},
    {"tiny segments in random order", in_random_order, true},
    {"other readings of bytes that wait (T01)", other_readings, true},
    {"doubtful copies that overlap (T03)", doubtful_copies, false},
    {"SYN flood (T23)", flood, false},
    {"addresses that collide without a key (T24)", colliding_tuples, false},
    {"resets and SYNs inside a session (T05, T21)", resets, false},
};

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double best_time(const Generator& generator, std::uint32_t n, bool& right) {
  Limits limits;
  limits.half_open_flows = 20'000;
  if (generator.roomy) limits.early_bytes_per_flow = limits.early_bytes_total = 1ull << 34;
  double best = 1e9;
  for (int repeat = 0; repeat < 5; ++repeat) {
    const double start = cpu_seconds();
    Run run(limits);
    generator.feed(run, n);
    right = run.finish() && right;
    best = std::min(best, cpu_seconds() - start);
  }
  return best;
}

int measure(std::uint32_t n, double most_ratio) {
  int failures = 0;
  for (const Generator& generator : kGenerators) {
    bool right = true;
    double once = 0, twice = 0, ratio = 1e9;
    // The machine is shared: a ratio above the bound is measured again before it counts.
    for (int attempt = 0; attempt < 3 && ratio > most_ratio; ++attempt) {
      once = best_time(generator, n, right);
      twice = best_time(generator, 2 * n, right);
      ratio = std::min(ratio, twice / once);
    }
    const bool holds = right && ratio <= most_ratio;
    std::printf("%-45s T(n) %7.1f ms  T(2n)/T(n) %.2f%s%s\n", generator.name, once * 1e3, ratio,
                right ? "" : "  WRONG RESULT", holds ? "" : "  ABOVE THE BOUND");
    failures += holds ? 0 : 1;
  }
  return failures == 0 ? 0 : 1;
}

}  // namespace
}  // namespace constat::capture

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: tcp_growth_bench N MOST_RATIO\n");
    return 2;
  }
  return constat::capture::measure(static_cast<std::uint32_t>(std::strtoul(argv[1], nullptr, 10)),
                                   std::strtod(argv[2], nullptr));
}
