// Segments of one connection by stream offset, with every header field open to change, given to
// TcpReassembler without frames.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "capture/tcp/tcp_reassembler.h"
#include "tests/reference/collected_streams.h"

namespace constat::capture::testing {

class SegmentTalk {
 public:
  explicit SegmentTalk(Limits bounds = {}) : limits(bounds), reassembler(limits, 3, streams) {}

  // Offset 0 is the byte after the SYN. All acknowledge what `client_acked` and `server_acked` say.
  TcpSegment client(std::uint32_t offset, std::uint8_t flags = TcpSegment::kAck) const {
    return made(true, client_isn + 1 + offset, server_isn + 1 + client_acked, flags);
  }
  TcpSegment server(std::uint32_t offset, std::uint8_t flags = TcpSegment::kAck) const {
    return made(false, server_isn + 1 + offset, client_isn + 1 + server_acked, flags);
  }
  void send(TcpSegment segment, const std::string& payload = "") {
    segment.payload = payload;
    segment.payload_length = static_cast<std::uint32_t>(payload.size());
    offered += payload.size();
    now += 1'000'000;
    reassembler.add(segment, {{start + now}, {0, ++frame}}, now);
  }
  void syn(const std::string& payload = "") {
    send(made(true, client_isn, 0, TcpSegment::kSyn), payload);
  }
  void syn_ack(std::uint32_t covered = 0) {
    send(made(false, server_isn, client_isn + 1 + covered, TcpSegment::kSyn | TcpSegment::kAck));
  }
  void handshake() {
    syn();
    syn_ack();
    send(client(0));
  }
  void finish() {
    reassembler.finish(now);
    const StreamCounts& c = counts();
    EXPECT_EQ(offered,
              c.delivered_bytes + c.duplicate_bytes + c.conflicting_bytes + c.set_aside_bytes);
    EXPECT_EQ(c.offset_bytes, c.delivered_bytes + c.gap_bytes);
    EXPECT_EQ(c.directions_finished, c.directions_exact + c.directions_past_fin);
    results = streams.results();
    EXPECT_EQ(results.size(), c.flows);
  }
  const StreamCounts& counts() const { return reassembler.counts(); }
  // Of the only flow, after finish().
  const reference::SideResult& initiator() const { return side(0); }
  const reference::SideResult& responder() const { return side(1); }
  std::vector<DefectKind> notes() const {
    std::vector<DefectKind> kinds;
    for (const StreamNote& note : streams.notes) kinds.push_back(note.kind);
    return kinds;
  }

  Limits limits;
  reference::CollectedStreams streams;
  TcpReassembler reassembler;
  std::vector<reference::FlowResult> results;
  std::int64_t start = 1'767'225'600'000'000'000;
  std::int64_t now = 0;
  std::uint64_t frame = 0;
  std::uint64_t offered = 0;
  std::uint32_t client_isn = 1000, server_isn = 50'000;
  std::uint32_t client_acked = 0, server_acked = 0;  // by the client, by the server
  std::uint8_t window_shift = 7;
  std::uint16_t client_port = 40'000;

 private:
  const reference::SideResult& side(std::size_t index) const {
    static const reference::SideResult kNone;
    EXPECT_EQ(results.size(), 1u);
    return results.empty() ? kNone : results[0].sides[index];
  }
  TcpSegment made(bool from_client, std::uint32_t sequence, std::uint32_t acknowledgement,
                  std::uint8_t flags) const {
    const Endpoint client = {ip_address_from("192.0.2.1"), client_port};
    const Endpoint server = {ip_address_from("198.51.100.25"), 25};
    TcpSegment segment;
    segment.source = from_client ? client : server;
    segment.destination = from_client ? server : client;
    segment.sequence = sequence;
    segment.acknowledgement = acknowledgement;
    segment.flags = flags;
    segment.time_to_live = 60;
    segment.window = 1000;
    segment.window_shift = window_shift;
    return segment;
  }
};

}  // namespace constat::capture::testing
