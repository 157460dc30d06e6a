// Any bytes as TCP segments of two flows, and the same bytes as one frame of each link type: every
// byte of payload is accounted for, and the streams keep their contract.
//
// A segment is 6 bytes of input: flags and direction, two of sequence, a jump, a length, a fill.
// What a stream byte is depends on its sequence number and one bit of the fill, so that overlaps
// come about that agree and that do not.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fuzz/checking_sinks.h"

namespace {

using namespace constat;
using namespace constat::capture;

std::string big(std::uint64_t value, int bytes) {
  std::string result;
  for (int at = bytes - 1; at >= 0; --at) {
    result.push_back(static_cast<char>(value >> (8 * at) & 0xFF));
  }
  return result;
}

// Raw IPv4, flow 0 or 1, from the client or the server.
std::string frame_of(unsigned control, std::uint32_t sequence, const std::string& payload) {
  const bool from_client = (control & 1) != 0;
  const std::string client = big(0xC0000201, 4);
  const std::string server = big(0xC6336419, 4);
  const std::string client_port = big(40000 + (control >> 1 & 1), 2);
  const std::uint8_t flags = control >> 3 & 0x1F;
  const std::string tcp = (from_client ? client_port + big(25, 2) : big(25, 2) + client_port) +
                          big(sequence, 4) + big(0xFFFFFF00 + control, 4) + big(0x50, 1) +
                          big(flags, 1) + std::string(6, '\0') + payload;
  return big(0x4500, 2) + big(20 + tcp.size(), 2) + std::string(4, '\0') + big(0x4006, 2) +
         big(0, 2) + (from_client ? client + server : server + client) + tcp;
}

Packet packet_of(std::string_view bytes, std::uint32_t link_type, std::uint64_t number) {
  Packet packet;
  packet.bytes = bytes;
  packet.original_length = static_cast<std::uint32_t>(bytes.size());
  packet.time = {static_cast<std::int64_t>(number) * 1'000'000};
  packet.link_type = link_type;
  packet.number = number;
  return packet;
}

void as_segments(std::string_view input) {
  Limits limits;
  limits.early_bytes_per_flow = 4096;
  limits.pickup_bytes_per_flow = 1024;
  limits.recent_bytes_per_side = 2048;
  fuzz::CheckingFactory sinks;
  FrameReassembler reassembler(limits, sinks);
  InputFacts facts;
  std::uint64_t offered = 0;
  std::uint64_t number = 0;
  for (; input.size() >= 6; input.remove_prefix(6)) {
    const auto byte = [&](std::size_t at) {
      return static_cast<unsigned>(static_cast<unsigned char>(input[at]));
    };
    const std::uint32_t sequence = 0xFFFFFF00u + (byte(1) << 8 | byte(2)) + (byte(3) << 27);
    std::string payload(byte(4), '\0');
    for (std::size_t at = 0; at < payload.size(); ++at) {
      payload[at] = static_cast<char>('a' + (sequence + at) % 23 + (byte(5) & 1));
    }
    offered += payload.size();
    const std::string frame = frame_of(byte(0), sequence, payload);
    reassembler.add(packet_of(frame, 101, ++number), 0, facts);
  }
  reassembler.finish();
  const StreamCounts& counts = reassembler.counts();
  fuzz::check(facts.frames_analysed == number);
  fuzz::check(offered == counts.delivered_bytes + counts.duplicate_bytes +
                             counts.conflicting_bytes + counts.set_aside_bytes);
  fuzz::check(sinks.all_ended_as(counts));
}

void as_one_frame(std::string_view input) {
  const Limits limits;
  fuzz::CheckingFactory sinks;
  FrameReassembler reassembler(limits, sinks);
  InputFacts facts;
  std::uint64_t number = 0;
  for (const std::uint32_t link_type : {0u, 1u, 12u, 101u, 108u, 113u, 147u, 228u, 229u, 276u}) {
    reassembler.add(packet_of(input, link_type, ++number), 0, facts);
  }
  reassembler.finish();
  std::uint64_t counted = facts.frames_analysed;
  for (const std::uint64_t skipped : facts.frames_skipped) counted += skipped;
  fuzz::check(counted == number && sinks.all_ended_as(reassembler.counts()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  as_segments(input);
  as_one_frame(input);
  return 0;
}
