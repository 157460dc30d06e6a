// Any bytes as a capture file, read as both formats and reassembled: every frame is counted once,
// the digest is that of the bytes, and the streams keep the contract of capture/stream_events.h.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tests/fuzz/checking_sinks.h"

namespace {

using namespace constat;
using namespace constat::capture;

void read_as(InputKind kind, std::string_view file) {
  Limits limits;
  // Small caps, so that small inputs reach them.
  limits.early_bytes_per_flow = 2048;
  limits.early_bytes_total = 4096;
  limits.pickup_bytes_per_flow = 512;
  limits.recent_bytes_per_side = 1024;
  limits.recent_bytes_total = 4096;
  limits.fragment_bytes_total = 2048;
  limits.flows = 4;
  limits.input_defects = 8;
  fuzz::CheckingFactory sinks;
  FrameReassembler reassembler(limits, sinks);
  const auto source = open_packets(open_bytes(file), kind, limits);
  std::uint64_t frames = 0;
  for (Packet packet; source->next(packet);) {
    fuzz::check(packet.number == ++frames);
    fuzz::check(packet.bytes.size() <= limits.frame_bytes);
    reassembler.add(packet, 0, source->facts());
  }
  source->finish();
  reassembler.finish();
  const InputFacts& facts = source->facts();
  std::uint64_t counted = facts.frames_analysed;
  for (const std::uint64_t skipped : facts.frames_skipped) counted += skipped;
  fuzz::check(facts.frames == frames && counted == frames);
  fuzz::check(facts.bytes == file.size() && facts.sha256 == sha256(file));
  fuzz::check(sinks.all_ended_as(reassembler.counts()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  static_cast<void>(recognise(file.substr(0, 4096)));
  read_as(InputKind::kPcap, file);
  read_as(InputKind::kPcapng, file);
  return 0;
}
