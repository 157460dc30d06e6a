// Robustness T19: a packet that a mirror port shows twice, and what only looks like one.

#include "capture/frame/repeated_frames.h"

#include <algorithm>
#include <set>

#include "tests/unit/capture/frame/frame_writer.h"

namespace constat::capture {
namespace {

using namespace written;

std::string stamped(unsigned tick) { return raw("\x01\x01\x08\x0A") + big32(tick) + big32(9); }

// Of the frames, how many were counted as repeated. All must have been analysed.
std::uint64_t repeated(const std::vector<std::string>& frames, std::uint32_t link_type = 1) {
  Decoding decoding;
  for (const std::string& frame : frames) decoding.add(frame, link_type);
  EXPECT_EQ(decoding.facts.frames_analysed, frames.size());
  return decoding.counts().frames_repeated;
}

TEST(RepeatedFrames, the_same_packet_twice_is_counted_and_still_analysed) {
  EXPECT_EQ(repeated({ethernet(0x0800, packet4()), ethernet(0x0800, packet4())}), 1u);
  EXPECT_EQ(
      repeated({ethernet(0x0800, packet4()), ethernet(0x8100, big16(7) + big16(0x0800) + packet4()),
                ethernet(0x8100, big16(8) + big16(0x0800) + packet4())}),
      2u);
}

// A router on the way changes the time to live and the class, a card fills the checksums in.
TEST(RepeatedFrames, what_changes_on_the_way_is_not_asked) {
  std::string unfinished = packet4();
  unfinished[1] = '\x10';
  unfinished.replace(36, 2, big16(~checksum_of(pseudo_header(kFour, 25)) & 0xFFFF));
  unfinished.replace(10, 2, zeros(2));
  unfinished.replace(10, 2, big16(checksum_of(unfinished.substr(0, 20))));
  EXPECT_EQ(repeated({unfinished, ipv4(kFour, tcp({}, kFour), {.time_to_live = 63})}, 101), 1u);
}

TEST(RepeatedFrames, a_retransmission_has_another_identification) {
  EXPECT_EQ(
      repeated({ipv4(kFour, tcp({}, kFour), {.id = 1}), ipv4(kFour, tcp({}, kFour), {.id = 2})},
               101),
      0u);
}

TEST(RepeatedFrames, anything_else_is_another_packet) {
  EXPECT_EQ(repeated({packet4(), packet4({.payload = "hellp"}), packet4({.sequence = 8}),
                      packet4({.acknowledgement = 9}), packet4({.flags = kAck}),
                      packet4({.options = stamped(1)}), packet4({.destination_port = 26}),
                      ipv4(kOuterFour, tcp({}, kOuterFour))},
                     101),
            0u);
}

// Without an identification (IPv6; IPv4 with 0, RFC 6864), a timestamp must tell copies from
// retransmissions, and acknowledgements are never counted.
TEST(RepeatedFrames, without_a_mark_nothing_is_counted) {
  const std::string unmarked = ipv4(kFour, tcp({}, kFour), {.id = 0});
  const std::string keep_alive = packet6({.payload = "", .sequence = 6, .options = stamped(5)});
  EXPECT_EQ(repeated({packet6(), packet6()}, 101), 0u);
  EXPECT_EQ(repeated({unmarked, unmarked}, 101), 0u);
  EXPECT_EQ(repeated({keep_alive, keep_alive}, 101), 0u);
  EXPECT_EQ(repeated({packet6({.options = stamped(5)}), packet6({.options = stamped(5)})}, 101),
            1u);
  EXPECT_EQ(repeated({packet6({.options = stamped(5)}), packet6({.options = stamped(6)})}, 101),
            0u);
  const std::string syn = packet6({.payload = "", .flags = kSyn, .options = stamped(5)});
  EXPECT_EQ(repeated({syn, syn}, 101), 1u);
}

TEST(RepeatedFrames, only_the_last_ones_are_remembered) {
  Limits limits;
  limits.repeated_frame_window = 10;
  for (const int between : {0, 8, 9, 10, 30}) {
    Decoding decoding(Checksums::kKeep, limits);
    decoding.add(packet4());
    for (int other = 0; other < between; ++other) {
      decoding.add(packet4({.sequence = static_cast<std::uint32_t>(1000 + other)}));
    }
    decoding.add(packet4());
    EXPECT_EQ(decoding.counts().frames_repeated, between < 10 ? 1u : 0u) << between;
  }
}

// Against a plain list of the last ones.
TEST(RepeatedFrames, agrees_with_a_search_through_the_window) {
  Limits limits;
  limits.repeated_frame_window = 64;
  RepeatedFrames frames(limits);
  std::vector<unsigned> all;
  unsigned random = 1;
  for (int step = 0; step < 20'000; ++step) {
    random = random * 1'103'515'245 + 12'345;
    const unsigned sequence = (random >> 16) % 200;
    const std::string bytes = tcp({.sequence = sequence}, kFour);
    IpHeader ip;
    ip.source = IpAddress::v4(kFour.source);
    ip.destination = IpAddress::v4(kFour.destination);
    ip.identification = 1;
    const std::size_t from = all.size() < 64 ? 0 : all.size() - 64;
    const bool expected = std::find(all.begin() + static_cast<std::ptrdiff_t>(from), all.end(),
                                    sequence) != all.end();
    ASSERT_EQ(frames.seen_before(ip, TcpSegment{}, bytes), expected) << step;
    all.push_back(sequence);
  }
}

TEST(RepeatedFrames, fingerprints_differ_by_every_bit_and_length) {
  std::set<std::uint64_t> seen;
  for (std::size_t length = 0; length < 150; ++length) {
    EXPECT_TRUE(seen.insert(fingerprint_of(zeros(length), 1)).second) << length;
    for (std::size_t bit = 0; bit < length * 8; ++bit) {
      std::string bytes = zeros(length);
      bytes[bit / 8] = static_cast<char>(1 << bit % 8);
      EXPECT_TRUE(seen.insert(fingerprint_of(bytes, 1)).second) << length << " " << bit;
    }
  }
}

}  // namespace
}  // namespace constat::capture
