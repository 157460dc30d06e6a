// Frames for tests, written by hand from RFC 791, RFC 8200 and RFC 9293, and a sink that records
// what comes out and checks the contract of stream_events.h while it does.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "capture/stream_events.h"
#include "core/digest.h"
#include "tests/support/frame_reassembler.h"

namespace constat::capture::testing {

inline std::string big16(unsigned value) {
  return {static_cast<char>(value >> 8 & 0xFF), static_cast<char>(value & 0xFF)};
}
inline std::string big32(std::uint32_t value) { return big16(value >> 16) + big16(value & 0xFFFF); }
inline std::string little16(unsigned value) {
  return {static_cast<char>(value & 0xFF), static_cast<char>(value >> 8 & 0xFF)};
}
inline std::string little32(std::uint32_t value) {
  return little16(value & 0xFFFF) + little16(value >> 16);
}

inline constexpr std::uint8_t kFin = 0x01, kSyn = 0x02, kRst = 0x04, kPush = 0x08, kAck = 0x10;

struct Ports {
  unsigned source;
  unsigned destination;
};

// A TCP header without options, and the payload.
inline std::string tcp(Ports ports, std::uint32_t sequence, std::uint32_t acknowledgement,
                       std::uint8_t flags, const std::string& payload) {
  return big16(ports.source) + big16(ports.destination) + big32(sequence) + big32(acknowledgement) +
         std::string("\x50", 1) + static_cast<char>(flags) + big16(65535) + std::string(4, '\0') +
         payload;
}

inline const std::string kClientIp("\xC0\x00\x02\x01", 4);  // 192.0.2.1
inline const std::string kServerIp("\xC6\x33\x64\x19", 4);  // 198.51.100.25

// `fragment` is the flags and offset field, in units of 8 bytes.
inline std::string ipv4(const std::string& source, const std::string& destination,
                        const std::string& body, unsigned fragment = 0, unsigned id = 0,
                        unsigned protocol = 6) {
  return std::string("\x45\x00", 2) + big16(static_cast<unsigned>(20 + body.size())) + big16(id) +
         big16(fragment) + std::string("\x40", 1) + static_cast<char>(protocol) + big16(0) +
         source + destination + body;
}

inline std::string ethernet(unsigned type, const std::string& body) {
  return std::string(12, '\x02') + big16(type) + body;
}

// One sink's record. Streams are kept as text without the missing bytes, and the gaps beside it.
struct Recorded {
  struct OneSide {
    std::string text;
    std::vector<ByteRange> gaps;
    std::vector<StreamConflict> conflicts;  // with empty readings
    struct Readings {
      std::string first, later;
    };
    std::vector<Readings> readings;   // of the conflicts
    std::vector<StreamChunk> chunks;  // with empty bytes
    std::uint64_t next = 0;
  };
  Flow flow;
  std::array<OneSide, 2> sides;
  bool ended = false;
  StreamEnd end{};
  FrameRef last_frame;

  const OneSide& initiator() const { return sides[0]; }
  const OneSide& responder() const { return sides[1]; }
};

class Recorder final : public StreamSinkFactory {
 public:
  std::unique_ptr<StreamSink> open(const Flow& flow) override {
    flows.push_back(std::make_unique<Recorded>());
    flows.back()->flow = flow;
    return std::make_unique<Sink>(*flows.back(), order);
  }

  std::vector<std::unique_ptr<Recorded>> flows;  // in the order of opening
  std::vector<Recorded*> order;                  // in the order of ending

 private:
  class Sink final : public StreamSink {
   public:
    Sink(Recorded& record, std::vector<Recorded*>& order) : record_(record), order_(order) {}
    void on_bytes(const StreamChunk& chunk) override {
      Recorded::OneSide& side = at(chunk.side);
      EXPECT_EQ(chunk.offset, side.next);
      EXPECT_FALSE(chunk.bytes.empty());
      side.text += chunk.bytes;
      side.next = chunk.offset + chunk.bytes.size();
      side.chunks.push_back(chunk);
      side.chunks.back().bytes = {};
    }
    void on_gap(const StreamGap& gap) override {
      Recorded::OneSide& side = at(gap.side);
      EXPECT_EQ(gap.offset, side.next);
      EXPECT_GT(gap.length, 0u);
      side.gaps.push_back({gap.offset, gap.length});
      side.next = gap.offset + gap.length;
    }
    void on_conflict(const StreamConflict& conflict) override {
      Recorded::OneSide& side = at(conflict.side);
      EXPECT_LE(conflict.where.end(), side.next);
      EXPECT_NE(conflict.first, conflict.later);
      EXPECT_EQ(conflict.first, sha256(conflict.first_bytes));
      EXPECT_EQ(conflict.later, sha256(conflict.later_bytes));
      side.readings.push_back(
          {std::string(conflict.first_bytes), std::string(conflict.later_bytes)});
      side.conflicts.push_back(conflict);
      side.conflicts.back().first_bytes = side.conflicts.back().later_bytes = {};
    }
    void on_end(StreamEnd reason, FrameRef last_frame) override {
      EXPECT_FALSE(record_.ended);
      record_.ended = true;
      record_.end = reason;
      record_.last_frame = last_frame;
      order_.push_back(&record_);
    }

   private:
    Recorded::OneSide& at(Side side) {
      EXPECT_FALSE(record_.ended);
      return record_.sides[static_cast<std::size_t>(side)];
    }
    Recorded& record_;
    std::vector<Recorded*>& order_;
  };
};

// Segments by stream offset: 0 is the byte after the SYN.
class Conversation {
 public:
  enum class From : std::uint8_t { kClient, kServer };

  explicit Conversation(Limits bounds = {}) : limits(bounds), reassembler(limits, recorder) {}

  // Adds one segment with explicit numbers.
  void segment(From from, std::uint32_t sequence, std::uint32_t acknowledgement, std::uint8_t flags,
               const std::string& payload = "") {
    const bool client = from == From::kClient;
    const Ports ports = client ? Ports{client_port, 25} : Ports{25, client_port};
    const std::string body = tcp(ports, sequence, acknowledgement, flags, payload);
    frame(ethernet(0x0800,
                   client ? ipv4(kClientIp, kServerIp, body) : ipv4(kServerIp, kClientIp, body)));
    offered += payload.size();
  }
  void frame(const std::string& bytes, std::uint32_t link_type = 1) {
    Packet packet;
    packet.bytes = bytes;
    packet.original_length = static_cast<std::uint32_t>(bytes.size());
    packet.time = {time};
    packet.link_type = link_type;
    packet.number = ++number;
    ++facts.frames;
    reassembler.add(packet, 0, facts);
    time += 1'000'000;
  }

  void client_syn() { segment(From::kClient, client_isn, 0, kSyn); }
  void server_syn() { segment(From::kServer, server_isn, client_isn + 1, kSyn | kAck); }
  void handshake() {
    client_syn();
    server_syn();
    client_ack(0);
  }
  void client(std::uint32_t offset, const std::string& text, std::uint8_t flags = kAck) {
    segment(From::kClient, client_isn + 1 + offset, server_isn + 1 + server_acked, flags, text);
  }
  void server(std::uint32_t offset, const std::string& text, std::uint8_t flags = kAck) {
    segment(From::kServer, server_isn + 1 + offset, client_isn + 1 + client_acked, flags, text);
  }
  // The client acknowledges the server's bytes up to `offset`, and the other way round.
  void client_ack(std::uint32_t offset) {
    server_acked = offset;
    client(client_sent, "");
  }
  void server_ack(std::uint32_t offset) {
    client_acked = offset;
    server(server_sent, "");
  }

  // Ends the input and checks the accounting.
  void finish() {
    reassembler.finish();
    const StreamCounts& counts = reassembler.counts();
    EXPECT_EQ(offered, counts.delivered_bytes + counts.duplicate_bytes + counts.conflicting_bytes +
                           counts.set_aside_bytes);
    std::uint64_t skipped = 0;
    for (const std::uint64_t count : facts.frames_skipped) skipped += count;
    EXPECT_EQ(facts.frames, facts.frames_analysed + skipped);
    EXPECT_EQ(recorder.flows.size(), counts.flows);
    EXPECT_EQ(recorder.order.size(), counts.flows);
  }
  const Recorded& only_flow() {
    EXPECT_EQ(recorder.flows.size(), 1u);
    static const Recorded kNone;
    return recorder.flows.empty() ? kNone : *recorder.flows[0];
  }
  const StreamCounts& counts() const { return reassembler.counts(); }

  Limits limits;
  Recorder recorder;
  FrameReassembler reassembler;
  InputFacts facts;
  std::int64_t time = 1'767'225'600'000'000'000;
  std::uint64_t number = 0;
  std::uint64_t offered = 0;
  unsigned client_port = 40000;
  std::uint32_t client_isn = 1000;
  std::uint32_t server_isn = 50000;
  std::uint32_t client_sent = 0, server_sent = 0;    // for acknowledgements without payload
  std::uint32_t client_acked = 0, server_acked = 0;  // what each side's bytes were acknowledged to
};

}  // namespace constat::capture::testing
