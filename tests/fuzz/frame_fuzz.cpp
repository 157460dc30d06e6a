// Any bytes as one frame of every link type, and as several frames of one capture: every frame is
// counted once, whatever is in it; a segment lies within the frame, or within a datagram put
// together of several; layers are bounded. And any bytes as TCP segments of two flows: every byte
// of payload is accounted for, and the streams keep their contract.
//
// A frame of a capture is 4 bytes of input (link type, what was cut, two of length) and its bytes.
// A segment is 6 bytes: flags and direction, two of sequence, a jump, a length, a fill. What a
// stream byte is depends on its sequence number and one bit of the fill, so that overlaps come
// about that agree and that do not.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fuzz/checking_sinks.h"

namespace {

using namespace constat;
using namespace constat::capture;

constexpr std::uint32_t kLinkTypes[] = {0,   1,   6,   8,   9,   10,  12,  14,  50,
                                        51,  100, 101, 104, 105, 107, 108, 113, 119,
                                        127, 147, 163, 192, 228, 229, 239, 276, 242};

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

// A decoder whose every answer is checked.
class Checked {
 public:
  Checked(const Limits& limits, Checksums checksums)
      : limits_(limits), decoder_(limits, checksums) {}

  void add(std::string_view frame, std::uint32_t link_type, std::uint32_t cut) {
    const std::vector<char> exact(frame.begin(), frame.end());
    Packet packet = packet_of({exact.data(), exact.size()}, link_type, ++facts_.frames);
    packet.original_length += cut;
    const std::uint64_t analysed = facts_.frames_analysed;
    const std::uint64_t layers = layers_met();
    const TcpSegment* segment = decoder_.decode(packet, now(), facts_);
    fuzz::check((segment != nullptr) == (facts_.frames_analysed == analysed + 1));
    for (; segment != nullptr; segment = decoder_.decode_further(now())) see(*segment, packet);
    // Each subframe of an 802.11 aggregate has all layers for itself.
    const auto most = static_cast<std::uint64_t>(limits_.encapsulation_layers);
    fuzz::check(layers_met() - layers <= most * (1 + frame.size() / 14));
    fuzz::check(counted() == facts_.frames);
  }

  ~Checked() {
    const FrameCounts& counts = decoder_.counts();
    fuzz::check(counts.frames_repeated <= segments_ + facts_.frames);
    fuzz::check(counts.checksums_unfinished <=
                counts.checksums_wrong_read + counts.checksums_wrong_set_aside);
    fuzz::check(counts.options_malformed <= segments_);
    fuzz::check(sum_ != 1);  // keeps it
  }

 private:
  void see(const TcpSegment& segment, const Packet& packet) {
    ++segments_;
    fuzz::check(segment.source.ip.known() && segment.destination.ip.known());
    fuzz::check(segment.source.ip.version == segment.destination.ip.version);
    fuzz::check(segment.payload.size() <= segment.payload_length);
    fuzz::check(segment.window_shift <= 14 || segment.window_shift == TcpSegment::kNoShift);
    const std::less_equal<const char*> not_after;
    const bool inside = not_after(packet.bytes.data(), segment.payload.data()) &&
                        not_after(segment.payload.data() + segment.payload.size(),
                                  packet.bytes.data() + packet.bytes.size());
    // Otherwise it lies in a datagram, of which this frame was the last fragment.
    fuzz::check(inside || segment.payload.size() == segment.payload_length);
    for (const char byte : segment.payload) sum_ = sum_ * 31 + static_cast<unsigned char>(byte);
  }
  std::uint64_t counted() const {
    return std::accumulate(facts_.frames_skipped.begin(), facts_.frames_skipped.end(),
                           facts_.frames_analysed);
  }
  std::uint64_t layers_met() const {
    const auto& layers = decoder_.counts().layers;
    return std::accumulate(layers.begin(), layers.end(), std::uint64_t{0});
  }
  std::int64_t now() const { return static_cast<std::int64_t>(facts_.frames) * 1'000'000; }

  const Limits& limits_;
  FrameDecoder decoder_;
  InputFacts facts_;
  std::uint64_t segments_ = 0;
  unsigned sum_ = 0;
};

void as_one_frame(std::string_view input) {
  const Limits limits;
  Checked ignore(limits, Checksums::kIgnore);
  Checked cut(limits, Checksums::kKeep);
  for (const std::uint32_t link_type : kLinkTypes) {
    ignore.add(input, link_type, 0);
    cut.add(input, link_type, 1000);
  }
}

void as_frames(std::string_view input) {
  Limits limits;
  limits.fragment_bytes_total = 16 * 1024;
  limits.checksum_addresses = 2;
  limits.repeated_frame_window = 4;
  limits.encapsulation_layers = 5;
  Checked keep(limits, Checksums::kKeep);
  Checked strict(limits, Checksums::kStrict);
  const auto byte = [&](std::size_t at) {
    return static_cast<unsigned>(static_cast<unsigned char>(input[at]));
  };
  while (input.size() >= 4) {
    const std::uint32_t link_type = kLinkTypes[byte(0) % std::size(kLinkTypes)];
    const std::uint32_t cut = byte(1) < 0xF0 ? 0 : byte(1);
    const std::size_t length = std::min<std::size_t>(byte(2) << 8 | byte(3), input.size() - 4);
    keep.add(input.substr(4, length), link_type, cut);
    strict.add(input.substr(4, length), link_type, cut);
    input.remove_prefix(4 + length);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  as_segments(input);
  as_one_frame(input);
  as_frames(input);
  return 0;
}
