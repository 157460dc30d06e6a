// Capture stages over a forged capture of many small mails in memory: walking records, reassembly
// from frames, and reassembly alone.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "capture/packet/packet_source.h"
#include "tests/support/frame_reassembler.h"
#include "tests/support/require.h"

namespace constat::capture {
namespace {

constexpr unsigned kFlows = 2000;
constexpr unsigned kSegments = 6;  // of the client, besides the handshake
constexpr unsigned kPayload = 1400;

std::string big(std::uint64_t value, int bytes) {
  std::string result;
  for (int at = bytes - 1; at >= 0; --at) {
    result.push_back(static_cast<char>(value >> (8 * at) & 0xFF));
  }
  return result;
}
std::string little(std::uint64_t value, int bytes) {
  std::string result = big(value, bytes);
  return {result.rbegin(), result.rend()};
}

class Forge {
 public:
  Forge()
      : file_(little(0xA1B2C3D4, 4) + little(2, 2) + little(4, 2) + std::string(8, '\0') +
              little(65535, 4) + little(1, 4)) {}

  void client(unsigned flow, std::uint32_t sequence, unsigned flags, const std::string& text,
              std::uint32_t acknowledged = 9001) {
    frame(big(0x0A000000 + flow, 4) + big(0xC6336419, 4),
          big(1024 + flow % 60'000, 2) + big(25, 2) + big(sequence, 4) + big(acknowledged, 4),
          flags, text);
  }
  void server(unsigned flow, std::uint32_t sequence, std::uint32_t acknowledged, unsigned flags,
              const std::string& text) {
    frame(big(0xC6336419, 4) + big(0x0A000000 + flow, 4),
          big(25, 2) + big(1024 + flow % 60'000, 2) + big(sequence, 4) + big(acknowledged, 4),
          flags, text);
  }
  const std::string& file() const { return file_; }

 private:
  void frame(const std::string& addresses, const std::string& ports_and_numbers, unsigned flags,
             const std::string& text) {
    const std::string ip = big(0x4500, 2) + big(40 + text.size(), 2) + std::string(4, '\0') +
                           big(0x4006, 2) + big(0, 2) + addresses;
    const std::string bytes = std::string(12, '\x02') + big(0x0800, 2) + ip + ports_and_numbers +
                              big(0x50, 1) + big(flags, 1) + std::string(6, '\0') + text;
    file_ += little(1'767'225'600, 4) + little(0, 4) + little(bytes.size(), 4) +
             little(bytes.size(), 4) + bytes;
  }
  std::string file_;
};

// Eight flows at a time take turns, as on a busy server.
const std::string& forged_capture() {
  static const std::string file = [] {
    Forge forge;
    const std::string text(kPayload, 'm');
    for (unsigned group = 0; group < kFlows; group += 8) {
      for (unsigned flow = group; flow < group + 8; ++flow) {
        forge.client(flow, 1000, 0x02, "");
        forge.server(flow, 9000, 1001, 0x12, "");
        forge.server(flow, 9001, 1001, 0x18, "220 mx.example ESMTP\r\n");
      }
      for (unsigned segment = 0; segment < kSegments; ++segment) {
        for (unsigned flow = group; flow < group + 8; ++flow) {
          forge.client(flow, 1001 + segment * kPayload, 0x18, text);
          if (segment % 2 == 1) forge.server(flow, 9023, 1001 + segment * kPayload, 0x10, "");
        }
      }
      for (unsigned flow = group; flow < group + 8; ++flow) {
        forge.client(flow, 1001 + kSegments * kPayload, 0x11, "");
        forge.server(flow, 9023, 1002 + kSegments * kPayload, 0x11, "");
        forge.client(flow, 1002 + kSegments * kPayload, 0x10, "", 9024);
      }
    }
    return forge.file();
  }();
  return file;
}

class Counter final : public StreamSinkFactory {
 public:
  std::unique_ptr<StreamSink> open(const Flow&) override { return std::make_unique<Sink>(*this); }
  std::uint64_t bytes = 0;

 private:
  class Sink final : public StreamSink {
   public:
    explicit Sink(Counter& counter) : counter_(counter) {}
    void on_bytes(const StreamChunk& chunk) override { counter_.bytes += chunk.bytes.size(); }
    void on_gap(const StreamGap&) override {}
    void on_conflict(const StreamConflict&) override {}
    void on_end(StreamEnd, FrameRef) override {}

   private:
    Counter& counter_;
  };
};

void walk_records(benchmark::State& state) {
  const std::string& file = forged_capture();
  const Limits limits;
  for (auto _ : state) {
    const auto source = open_packets(open_bytes(file), InputKind::kPcap, limits);
    std::uint64_t bytes = 24;
    for (Packet packet; source->next(packet);) bytes += 16 + packet.bytes.size();
    require(bytes == file.size());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(file.size()) * state.iterations());
}
BENCHMARK(walk_records);

void reassemble(benchmark::State& state) {
  const std::string& file = forged_capture();
  const Limits limits;
  for (auto _ : state) {
    const auto source = open_packets(open_bytes(file), InputKind::kPcap, limits);
    Counter sinks;
    FrameReassembler reassembler(limits, sinks);
    for (Packet packet; source->next(packet);) reassembler.add(packet, 0, source->facts());
    reassembler.finish();
    require(sinks.bytes == kFlows * (kSegments * kPayload + 22));
    require(reassembler.counts().gaps == 0 && reassembler.counts().flows == kFlows);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(file.size()) * state.iterations());
}
BENCHMARK(reassemble);

// What is decoded already; the rate is that of the frames.
void reassemble_segments(benchmark::State& state) {
  struct Decoded {
    TcpSegment segment;
    Arrival arrival;
  };
  const std::string& file = forged_capture();
  const Limits limits;
  std::vector<Decoded> decoded;
  FrameDecoder decoder(limits, Checksums::kIgnore);
  const auto source = open_packets(open_bytes(file), InputKind::kPcap, limits);
  for (Packet packet; source->next(packet);) {
    const TcpSegment* segment = decoder.decode(packet, 0, source->facts());
    require(segment != nullptr);
    decoded.push_back({*segment, {packet.time, {0, packet.number}}});
    // The source reads on: payload of this length at another place, of the same cost.
    decoded.back().segment.payload = std::string_view(file).substr(24, segment->payload.size());
  }
  for (auto _ : state) {
    Counter sinks;
    TcpReassembler reassembler(limits, 1, sinks);
    for (const Decoded& one : decoded) reassembler.add(one.segment, one.arrival, 0);
    reassembler.finish(0);
    require(sinks.bytes == kFlows * (kSegments * kPayload + 22));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(file.size()) * state.iterations());
}
BENCHMARK(reassemble_segments);

void hash_input(benchmark::State& state) {
  const std::string& file = forged_capture();
  for (auto _ : state) benchmark::DoNotOptimize(sha256(file));
  state.SetBytesProcessed(static_cast<std::int64_t>(file.size()) * state.iterations());
}
BENCHMARK(hash_input);

}  // namespace
}  // namespace constat::capture

BENCHMARK_MAIN();
