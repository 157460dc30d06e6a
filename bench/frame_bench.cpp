// Decoding of frames in memory: plain Ethernet and VXLAN, large and small frames, with checksums
// looked at and not; the sums alone; and fragments, where time must grow with their number only.

#include <benchmark/benchmark.h>

#include <chrono>
#include <string>
#include <vector>

#include "capture/frame/frame_decoder.h"
#include "capture/frame/internet_checksum.h"
#include "capture/frame/repeated_frames.h"
#include "tests/support/require.h"

namespace constat::capture {
namespace {

std::string big(std::uint64_t value, int bytes) {
  std::string result;
  for (int at = bytes - 1; at >= 0; --at) {
    result.push_back(static_cast<char>(value >> (8 * at) & 0xFF));
  }
  return result;
}

// Word by word.
std::uint64_t checksum_of(const std::string& bytes) {
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const std::uint64_t byte = static_cast<unsigned char>(bytes[at]);
    sum += at % 2 == 0 ? byte << 8 : byte;
  }
  while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
  return ~sum & 0xFFFF;
}

std::string ipv4(const std::string& ends, unsigned protocol, unsigned id, unsigned fragment,
                 const std::string& body) {
  std::string header = big(0x4500, 2) + big(20 + body.size(), 2) + big(id, 2) + big(fragment, 2) +
                       big(64, 1) + big(protocol, 1) + big(0, 2) + ends;
  return header.replace(10, 2, big(checksum_of(header), 2)) + body;
}

std::string ethernet(const std::string& body) {
  return std::string(12, '\2') + big(0x0800, 2) + body;
}

std::string tcp_packet(unsigned flow, unsigned number, std::size_t payload) {
  const std::string ends = big(0x0A000000 + flow, 4) + big(0xC6336419, 4);
  std::string tcp = big(40000, 2) + big(25, 2) + big(number, 4) + big(1, 4) + big(0x5018, 2) +
                    big(5840, 2) + big(0, 4) + std::string(payload, 'm');
  const std::string pseudo_header = ends + big(6, 2) + big(tcp.size(), 2);
  tcp.replace(16, 2, big(checksum_of(pseudo_header + tcp), 2));
  return ipv4(ends, 6, number & 0xFFFF, 0, tcp);
}

enum class Wrap { kPlain, kVxlan };

std::string wrapped(Wrap wrap, const std::string& packet) {
  const std::string frame = ethernet(packet);
  if (wrap == Wrap::kPlain) return frame;
  const std::string vxlan = big(0x0800'0000, 4) + big(0x100, 4) + frame;
  const std::string udp = big(9, 2) + big(4789, 2) + big(8 + vxlan.size(), 2) + big(0, 2) + vxlan;
  return ethernet(ipv4(big(0xC0A80001, 4) + big(0xC0A80002, 4), 17, 1, 0, udp));
}

// 4000 frames of 100 senders, as a busy server sees them.
std::vector<std::string> forged(Wrap wrap, std::size_t payload) {
  std::vector<std::string> frames;
  for (unsigned number = 1; number <= 4000; ++number) {
    frames.push_back(wrapped(wrap, tcp_packet(number % 100, number, payload)));
  }
  return frames;
}

Packet packet_of(std::string_view bytes, std::uint32_t link_type) {
  Packet packet;
  packet.bytes = bytes;
  packet.original_length = static_cast<std::uint32_t>(bytes.size());
  packet.link_type = link_type;
  return packet;
}

std::uint64_t payload_of(FrameDecoder& decoder, const std::vector<std::string>& frames,
                         InputFacts& facts) {
  std::uint64_t bytes = 0;
  for (const std::string& frame : frames) {
    const TcpSegment* segment = decoder.decode(packet_of(frame, 1), 0, facts);
    if (segment != nullptr) bytes += segment->payload.size();
  }
  return bytes;
}

void decode(benchmark::State& state, Wrap wrap, Checksums checksums, std::size_t payload) {
  const std::vector<std::string> frames = forged(wrap, payload);
  std::size_t bytes = 0;
  for (const std::string& frame : frames) bytes += frame.size();
  const Limits limits;
  FrameDecoder decoder(limits, checksums);
  InputFacts facts;
  require(payload_of(decoder, frames, facts) == frames.size() * payload, "payload lost");
  require(decoder.counts().checksums_wrong_read == 0, "checksums");
  for (auto _ : state) benchmark::DoNotOptimize(payload_of(decoder, frames, facts));
  const auto rounds = state.iterations();
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * rounds);
  state.SetItemsProcessed(static_cast<std::int64_t>(frames.size()) * rounds);
}
BENCHMARK_CAPTURE(decode, plain_1460_ignore, Wrap::kPlain, Checksums::kIgnore, 1460);
BENCHMARK_CAPTURE(decode, plain_1460_keep, Wrap::kPlain, Checksums::kKeep, 1460);
BENCHMARK_CAPTURE(decode, plain_0_ignore, Wrap::kPlain, Checksums::kIgnore, 0);
BENCHMARK_CAPTURE(decode, plain_0_keep, Wrap::kPlain, Checksums::kKeep, 0);
BENCHMARK_CAPTURE(decode, vxlan_1400_ignore, Wrap::kVxlan, Checksums::kIgnore, 1400);
BENCHMARK_CAPTURE(decode, vxlan_1400_keep, Wrap::kVxlan, Checksums::kKeep, 1400);

void sum_words(benchmark::State& state) {
  const std::string bytes(static_cast<std::size_t>(state.range(0)), 'm');
  for (auto _ : state) benchmark::DoNotOptimize(add_words(0, bytes));
  state.SetBytesProcessed(state.range(0) * state.iterations());
}
BENCHMARK(sum_words)->Arg(40)->Arg(1480)->Arg(65'536);

void fingerprint(benchmark::State& state) {
  const std::string bytes(static_cast<std::size_t>(state.range(0)), 'm');
  for (auto _ : state) benchmark::DoNotOptimize(fingerprint_of(bytes, 1));
  state.SetBytesProcessed(state.range(0) * state.iterations());
}
BENCHMARK(fingerprint)->Arg(40)->Arg(1480)->Arg(65'536);

// Robustness T17: fragments that never complete a datagram, each of another one, or all of one, or
// overlapping everything. Seconds for `count` of them.
enum class Flood { kEachAnother, kDescending, kOverlapping };

double flood(Flood kind, unsigned count) {
  const Limits limits;
  FrameDecoder decoder(limits, Checksums::kIgnore);
  InputFacts facts;
  const auto start = std::chrono::steady_clock::now();
  for (unsigned number = 0; number < count; ++number) {
    const bool each_another = kind == Flood::kEachAnother;
    const unsigned datagram = each_another ? number : number / 8000;
    const std::string ends = big(0x0A000000 + (datagram >> 16), 4) + big(1, 4);
    const unsigned offset = each_another                 ? 0
                            : kind == Flood::kDescending ? 8000 - number % 8000
                                                         : number % 2 * (number % 8000);
    const std::size_t length = kind == Flood::kOverlapping && number % 2 == 0 ? 1480 : 8;
    const std::string frame =
        ipv4(ends, 6, datagram & 0xFFFF, 0x2000 | offset, std::string(length, 'f'));
    decoder.decode(packet_of(frame, 101), 0, facts);
  }
  require(facts.frames_skipped[static_cast<std::size_t>(SkipReason::kFragment)] == count,
          "fragments lost");
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  return taken.count();
}

void fragment_flood(benchmark::State& state, Flood kind) {
  constexpr unsigned kCount = 200'000;
  double once = 0;
  double twice = 0;
  for (auto _ : state) {
    once += flood(kind, kCount);
    twice += flood(kind, 2 * kCount);
  }
  state.counters["ratio_of_2n_to_n"] = twice / once;
  state.SetItemsProcessed(static_cast<std::int64_t>(3) * kCount * state.iterations());
}
BENCHMARK_CAPTURE(fragment_flood, each_another, Flood::kEachAnother)->Iterations(3);
BENCHMARK_CAPTURE(fragment_flood, descending, Flood::kDescending)->Iterations(3);
BENCHMARK_CAPTURE(fragment_flood, overlapping, Flood::kOverlapping)->Iterations(3);

}  // namespace
}  // namespace constat::capture

BENCHMARK_MAIN();
