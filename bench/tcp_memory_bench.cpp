// Memory of TCP reassembly (robustness M01, T23).
//
//   tcp_memory_bench flows COUNT MOST_MIB   COUNT connections in the middle of a mail at once
//   tcp_memory_bench flood SYNS MOST_MIB    SYNS different SYNs around 1000 live sessions
//
// Prints the peak of the process and ends with 1 when it is above MOST_MIB, or when a stream is not
// what was sent.

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>

#include "capture/tcp/tcp_reassembler.h"

namespace constat::capture {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;

std::uint64_t peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) / 1024;
}

// FNV-1a over all chunks of all flows, each flow's on its own and then added up, so that the order
// of flows does not count.
class HashingSinks final : public StreamSinkFactory {
 public:
  std::unique_ptr<StreamSink> open(const Flow&) override { return std::make_unique<Sink>(*this); }
  std::uint64_t bytes = 0, gaps = 0, hash = 0, evicted = 0;

 private:
  class Sink final : public StreamSink {
   public:
    explicit Sink(HashingSinks& all) : all_(all) {}
    void on_bytes(const StreamChunk& chunk) override {
      all_.bytes += chunk.bytes.size();
      for (const char c : chunk.bytes) {
        hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001B3;
      }
    }
    void on_gap(const StreamGap&) override { ++all_.gaps; }
    void on_conflict(const StreamConflict&) override {}
    void on_end(StreamEnd reason, FrameRef) override {
      all_.hash += hash_;
      if (reason == StreamEnd::kEvicted) ++all_.evicted;
    }

   private:
    HashingSinks& all_;
    std::uint64_t hash_ = 0xCBF29CE484222325;
  };
};

// Segments of many connections to one mail server, one after the other.
class Traffic {
 public:
  Traffic(const Limits& limits, StreamSinkFactory& sinks) : reassembler_(limits, 99, sinks) {}

  struct Numbers {
    std::uint32_t sequence, acknowledgement;
  };
  void client(std::uint32_t flow, Numbers numbers, std::uint8_t flags, std::string_view text) {
    add(client_of(flow), kServer, numbers, flags, text);
  }
  void server(std::uint32_t flow, Numbers numbers, std::uint8_t flags, std::string_view text) {
    add(kServer, client_of(flow), numbers, flags, text);
  }
  void handshake(std::uint32_t flow) {
    client(flow, {1000, 0}, TcpSegment::kSyn, "");
    server(flow, {9000, 1001}, TcpSegment::kSyn | TcpSegment::kAck, "");
    client(flow, {1001, 9001}, TcpSegment::kAck, "");
  }
  void advance(std::int64_t nanoseconds) { now_ += nanoseconds; }
  const StreamCounts& finish() {
    reassembler_.finish(now_);
    return reassembler_.counts();
  }

 private:
  static inline const Endpoint kServer{IpAddress::v4("\xC6\x33\x64\x19"), 25};
  static Endpoint client_of(std::uint32_t flow) {
    Endpoint client;
    client.ip.version = 4;
    const std::uint32_t address = 0x0A000000 + flow / 50'000;
    for (unsigned at = 0; at < 4; ++at) {
      client.ip.bytes[at] = static_cast<std::uint8_t>(address >> (24 - 8 * at));
    }
    client.port = static_cast<std::uint16_t>(1024 + flow % 50'000);
    return client;
  }

  void add(const Endpoint& from, const Endpoint& to, Numbers numbers, std::uint8_t flags,
           std::string_view text) {
    TcpSegment segment;
    segment.source = from;
    segment.destination = to;
    segment.sequence = numbers.sequence;
    segment.acknowledgement = numbers.acknowledgement;
    segment.flags = flags;
    segment.time_to_live = 64;
    segment.window_shift = 7;
    segment.window = 500;
    segment.payload = text;
    segment.payload_length = static_cast<std::uint32_t>(text.size());
    reassembler_.add(segment, {{now_}, {0, ++frame_}}, now_);
  }

  TcpReassembler reassembler_;
  std::int64_t now_ = 0;
  std::uint64_t frame_ = 0;
};

// A dialogue up to the first header line.
struct Turn {
  bool from_client;
  std::string_view text;
};
constexpr Turn kDialogue[] = {
    {false, "220 mx.example ESMTP ready\r\n"},
    {true, "EHLO mail.sender.example\r\n"},
    {false, "250-mx.example\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250 8BITMIME\r\n"},
    {true, "MAIL FROM:<news@sender.example>\r\nRCPT TO:<somebody@mx.example>\r\nDATA\r\n"},
    {false, "250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n354 End data with <CR><LF>.<CR><LF>\r\n"},
    {true, "Received: from app.sender.example (app.sender.example [192.0.2.7]) by mail\r\n"},
};

int report(const char* what, std::uint64_t count, std::uint64_t most_mib, double seconds,
           bool right) {
  const std::uint64_t peak = peak_mib();
  std::printf("%s %llu: peak %llu MiB (at most %llu), %.1f s of CPU, streams %s\n", what,
              static_cast<unsigned long long>(count), static_cast<unsigned long long>(peak),
              static_cast<unsigned long long>(most_mib), seconds, right ? "as sent" : "DIFFER");
  return right && peak <= most_mib ? 0 : 1;
}

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

int hold_flows(std::uint32_t count, std::uint64_t most_mib) {
  const double start = cpu_seconds();
  const Limits limits;
  HashingSinks sinks;
  Traffic traffic(limits, sinks);
  for (std::uint32_t flow = 0; flow < count; ++flow) traffic.handshake(flow);
  Traffic::Numbers next{1001, 9001};
  std::uint64_t sent = 0;
  for (const Turn& turn : kDialogue) {
    const auto length = static_cast<std::uint32_t>(turn.text.size());
    for (std::uint32_t flow = 0; flow < count; ++flow) {
      if (turn.from_client) {
        traffic.client(flow, next, TcpSegment::kAck, turn.text);
      } else {
        traffic.server(flow, {next.acknowledgement, next.sequence}, TcpSegment::kAck, turn.text);
      }
    }
    (turn.from_client ? next.sequence : next.acknowledgement) += length;
    sent += std::uint64_t{length} * count;
    traffic.advance(1000 * kMillisecond);
  }
  const StreamCounts& counts = traffic.finish();
  const bool right =
      sinks.bytes == sent && sinks.gaps == 0 && counts.flows == count && sinks.evicted == 0;
  return report("flows", count, most_mib, cpu_seconds() - start, right);
}

// The hash of 1000 sessions that speak in turn while `syns` SYNs come between them.
std::uint64_t run_flood(std::uint32_t syns, StreamCounts& counts) {
  constexpr std::uint32_t kLive = 1000;
  constexpr std::uint32_t kRounds = 40;
  const Limits limits;
  HashingSinks sinks;
  Traffic traffic(limits, sinks);
  for (std::uint32_t flow = 0; flow < kLive; ++flow) traffic.handshake(flow);
  std::uint32_t sent = 0;
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    for (std::uint32_t flow = 0; flow < kLive; ++flow) {
      std::string text = "line " + std::to_string(round) + " of " + std::to_string(flow) + "\r\n";
      text.resize(40, '.');
      // Every second line is sent early, behind a hole that fills in the next round.
      const std::uint32_t place = (round ^ 1) * 40;
      traffic.client(flow, {1001 + place, 9001}, TcpSegment::kAck, text);
    }
    for (std::uint32_t share = syns / kRounds; share > 0; --share) {
      traffic.client(kLive + sent, {sent * 7919, 0}, TcpSegment::kSyn, "");
      ++sent;
    }
    traffic.advance(500 * kMillisecond);
  }
  counts = traffic.finish();
  return sinks.gaps == 0 && sinks.bytes == kLive * kRounds * 40 ? sinks.hash : 0;
}

int flood(std::uint32_t syns, std::uint64_t most_mib) {
  StreamCounts calm, flooded;
  const std::uint64_t expected = run_flood(0, calm);
  const double start = cpu_seconds();
  const std::uint64_t hash = run_flood(syns, flooded);
  const double seconds = cpu_seconds() - start;
  const std::uint64_t half_open = flooded.half_open_flows;
  std::printf("half open: %llu, of them given up for the cap: %llu\n",
              static_cast<unsigned long long>(half_open),
              static_cast<unsigned long long>(flooded.half_open_flows_evicted));
  const bool right = expected != 0 && hash == expected && flooded.flows == calm.flows &&
                     half_open >= syns / 40 * 40;
  return report("flood", syns, most_mib, seconds, right);
}

}  // namespace
}  // namespace constat::capture

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: tcp_memory_bench flows|flood COUNT MOST_MIB\n");
    return 2;
  }
  const std::string_view what = argv[1];
  const auto count = static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10));
  const std::uint64_t most = std::strtoull(argv[3], nullptr, 10);
  return what == "flood" ? constat::capture::flood(count, most)
                         : constat::capture::hold_flows(count, most);
}
