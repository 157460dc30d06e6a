// Robustness T17, through the decoder: fragments of segments and of tunnels, each frame counted
// once.

#include <algorithm>

#include "tests/unit/capture/frame/frame_writer.h"

namespace constat::capture {
namespace {

using namespace written;

// IPv4 fragments of `body`, `step` bytes each (a multiple of eight).
std::vector<std::string> cut(const Addresses& ends, const std::string& body, std::size_t step,
                             Ip4 ip) {
  std::vector<std::string> frames;
  for (std::size_t at = 0; at < body.size(); at += step) {
    ip.fragment = static_cast<unsigned>(at / 8) | (at + step < body.size() ? 0x2000u : 0u);
    frames.push_back(ipv4(ends, body.substr(at, step), ip));
  }
  return frames;
}
// The same in IPv6.
std::vector<std::string> cut6(const Addresses& ends, const std::string& body, std::size_t step,
                              unsigned next, unsigned id) {
  std::vector<std::string> frames;
  for (std::size_t at = 0; at < body.size(); at += step) {
    const std::size_t field = at | (at + step < body.size() ? 1u : 0u);
    frames.push_back(ipv6(ends,
                          std::string(1, static_cast<char>(next)) + zeros(1) + big16(field) +
                              big32(id) + body.substr(at, step),
                          44));
  }
  return frames;
}

// All but the frame that completes the datagram are kFragment; that one gives `expected`.
void expect_joined(std::vector<std::string> frames, const std::string& expected) {
  for (const bool last_first : {false, true}) {
    if (last_first) std::rotate(frames.begin(), frames.end() - 1, frames.end());
    Decoding decoding(Checksums::kStrict);
    for (std::size_t at = 0; at + 1 < frames.size(); ++at) {
      EXPECT_EQ(decoding.add(frames[at]), "fragment");
    }
    EXPECT_EQ(decoding.counts().datagrams_incomplete, 1u);
    EXPECT_EQ(decoding.add(frames.back()), expected);
    EXPECT_EQ(decoding.counts().datagrams_incomplete, 0u);
  }
}

TEST(FragmentedFrames, segments_are_put_together) {
  for (const std::size_t step : {8u, 16u, 24u}) {  // 8: the TCP header itself is cut in three
    expect_joined(cut(kFour, tcp({}, kFour), step, {}), kText4);
    expect_joined(cut6(kSix, tcp({}, kSix), step, 6, 99), kText6);
  }
}

TEST(FragmentedFrames, tunnels_are_put_together) {
  const std::string vxlan = raw("\x08\x00\x00\x00\x00\x01\x23\x00");
  const std::string in_vxlan = udp(9, 4789, vxlan + ethernet(0x0800, packet4()));
  expect_joined(cut(kOuterFour, in_vxlan, 24, {.protocol = 17}), kText4);
  expect_joined(cut6(kOuterSix, in_vxlan, 8, 17, 4), kText4);
  expect_joined(cut(kOuterFour, packet6(), 16, {.protocol = 41}), kText6);
  expect_joined(cut(kOuterFour, big16(0) + big16(0x0800) + packet4(), 8, {.protocol = 47}), kText4);
  expect_joined(cut6(kOuterSix, raw("\x06\x00\x01\x04") + zeros(4) + tcp({}, kOuterSix), 8, 60, 5),
                "fd00::1:40000>fd00::2:25 7/8 flags 24 hops 64 window 5840 5 'hello'");
}

TEST(FragmentedFrames, fragments_of_fragments_are_put_together) {
  Decoding decoding;
  std::vector<std::string> results;
  for (const std::string& inner : cut(kFour, tcp({}, kFour), 16, {})) {
    static unsigned id = 0;
    for (const std::string& outer : cut(kOuterFour, inner, 16, {.protocol = 4, .id = ++id})) {
      results.push_back(decoding.add(outer));
    }
  }
  ASSERT_EQ(results.size(), 5u);  // 36 and 29 bytes, by 16
  EXPECT_EQ(results.back(), kText4);
  EXPECT_EQ(decoding.facts.frames_analysed, 1u);
  EXPECT_EQ(decoding.counts().datagrams_incomplete, 0u);
  EXPECT_EQ(decoding.layers(Layer::kIpInIp), 2u);  // each inner fragment once
}

TEST(FragmentedFrames, of_what_is_not_tcp_are_not_held) {
  Decoding decoding;
  EXPECT_EQ(decoding.add(ipv4(kFour, zeros(16), {.protocol = 1, .fragment = 0x2000})), "not_tcp");
  EXPECT_EQ(decoding.add(ipv4(kFour, zeros(16), {.protocol = 50, .fragment = 0x2000})),
            "encrypted");
  EXPECT_EQ(decoding.counts().datagrams_incomplete, 0u);
  // A whole one is counted as what it turns out to be.
  const auto frames = cut(kFour, udp(53, 53, zeros(16)), 16, {.protocol = 17});
  EXPECT_EQ(decoding.add(frames[0]), "fragment");
  EXPECT_EQ(decoding.add(frames[1]), "not_tcp");
}

TEST(FragmentedFrames, impossible_ones_are_malformed) {
  EXPECT_EQ(decoded(ipv4(kFour, zeros(9), {.fragment = 0x2000})), "malformed");
  EXPECT_EQ(decoded(ipv4(kFour, zeros(16), {.fragment = 0x1FFE})), "malformed");  // > 65 535
  EXPECT_EQ(decoded(ipv4(kFour, "", {.fragment = 1})), "malformed");
}

TEST(FragmentedFrames, teardrop_keeps_the_first_copy) {
  // The second fragment lies inside the first, with other bytes.
  const std::string body = tcp({.payload = "hello!!!"}, kFour);
  Decoding decoding;
  EXPECT_EQ(decoding.add(ipv4(kFour, body.substr(0, 24), {.fragment = 0x2000})), "fragment");
  EXPECT_EQ(decoding.add(ipv4(kFour, std::string(8, 'x'), {.fragment = 0x2001})), "fragment");
  EXPECT_NE(decoding.add(ipv4(kFour, body.substr(24), {.fragment = 3})).find("'hello!!!'"),
            std::string::npos);
  EXPECT_EQ(decoding.counts().datagrams_overlapping, 1u);
}

TEST(FragmentedFrames, what_the_snap_length_cut_is_never_put_together) {
  Decoding decoding;
  const auto frames = cut(kFour, tcp({}, kFour), 16, {});
  EXPECT_EQ(decoding.add(frames[0].substr(0, 30), 101, frames[0].size()), "fragment");
  EXPECT_EQ(decoding.add(frames[1]), "fragment");
  EXPECT_EQ(decoding.counts().datagrams_incomplete, 1u);
}

TEST(FragmentedFrames, mirrored_twice_give_one_segment) {  // robustness T19
  Decoding decoding;
  for (const std::string& frame : cut(kFour, tcp({}, kFour), 8, {})) {
    decoding.add(ethernet(0x0800, frame), 1);
    decoding.add(ethernet(0x8100, big16(5) + big16(0x0800) + frame), 1);
  }
  EXPECT_EQ(decoding.facts.frames_analysed, 1u);
  EXPECT_EQ(decoding.counts().frames_repeated, 4u);
  EXPECT_EQ(decoding.counts().datagrams_incomplete, 0u);
}

TEST(FragmentedFrames, a_million_incomplete_ones_stay_within_bounds) {
  Limits limits;
  limits.fragment_bytes_total = 1024 * 1024;
  Decoding decoding(Checksums::kIgnore, limits);
  std::string frame = ipv4(kFour, std::string(8, 'f'), {.fragment = 0x2000});
  for (unsigned id = 0; id < 1'000'000; ++id) {
    frame[13] = static_cast<char>(id >> 16);  // an address for each 65 536
    frame.replace(4, 2, big16(id));
    Packet packet;
    packet.bytes = frame;
    packet.link_type = 101;
    decoding.decoder.decode(packet, 0, decoding.facts);
  }
  EXPECT_EQ(decoding.facts.frames_skipped[static_cast<std::size_t>(SkipReason::kFragment)],
            1'000'000u);
  EXPECT_EQ(decoding.counts().datagrams_incomplete, 1'000'000u);
}

}  // namespace
}  // namespace constat::capture
