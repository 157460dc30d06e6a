// Robustness T17.

#include "capture/frame/ip_fragments.h"

#include <algorithm>
#include <set>

#include "tests/unit/capture/frame/frame_writer.h"

namespace constat::capture {
namespace {

using namespace written;
using Outcome = IpFragments::Outcome;

struct Piece {
  std::uint32_t offset;
  std::string bytes;
  bool more = true;
};

// The bytes stay until the end of the program.
IpFragment fragment_of(const Piece& piece, int version = 4, std::uint32_t id = 1) {
  static std::set<std::string> kept;
  const std::string& bytes = *kept.insert(piece.bytes).first;
  IpFragment fragment;
  fragment.ip.source =
      version == 4 ? IpAddress::v4("\x0A\x01\x01\x01") : IpAddress::v6("0123456789abcdef");
  fragment.ip.destination = fragment.ip.source;
  fragment.ip.protocol = 6;
  fragment.ip.identification = id;
  fragment.part = {bytes, bytes.size()};
  fragment.offset = piece.offset;
  fragment.more = piece.more;
  return fragment;
}

// The datagram, or "" when it did not become whole.
std::string join(const std::vector<Piece>& pieces, int version = 4) {
  const Limits limits;
  IpFragments fragments(limits);
  std::string whole;
  for (const Piece& piece : pieces) {
    if (fragments.add(fragment_of(piece, version), 0) == Outcome::kComplete) {
      whole = *fragments.datagram().bytes;
    }
  }
  return whole;
}

const std::string kA(8, 'a'), kB(8, 'b'), kC(8, 'c'), kX(8, 'x');

TEST(IpFragments, any_order_gives_the_datagram) {
  std::vector<Piece> pieces = {{0, kA}, {8, kB}, {16, kC}, {24, "end", false}};
  std::vector<int> order = {0, 1, 2, 3};
  do {
    for (const int version : {4, 6}) {
      EXPECT_EQ(join({pieces[static_cast<std::size_t>(order[0])],
                      pieces[static_cast<std::size_t>(order[1])],
                      pieces[static_cast<std::size_t>(order[2])],
                      pieces[static_cast<std::size_t>(order[3])]},
                     version),
                kA + kB + kC + "end");
    }
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(IpFragments, a_hole_is_never_closed) {
  EXPECT_EQ(join({{0, kA}, {16, kC}, {24, "end", false}}), "");
  EXPECT_EQ(join({{8, kB}, {16, "end", false}}), "");
  EXPECT_EQ(join({{0, kA}, {0, kA}, {16, "end", false}}), "");
  EXPECT_EQ(join({{0, kA}, {8, kB}}), "");
}

TEST(IpFragments, version_4_overlap_keeps_the_first_copy) {
  EXPECT_EQ(join({{8, kB + kC}, {0, kX + kX}, {24, "end", false}}), kX + kB + kC + "end");
  EXPECT_EQ(join({{0, kA}, {16, kC}, {0, kX + kX + kX}, {24, "end", false}}), kA + kX + kC + "end");
}

TEST(IpFragments, version_6_overlap_gives_the_datagram_up) {  // RFC 5722
  EXPECT_EQ(join({{8, kB + kC}, {0, kA + kB}, {24, "end", false}}, 6), "");
  EXPECT_EQ(join({{0, kA}, {0, kX}, {8, "end", false}}, 6), "");
  // And its later fragments do not begin it anew.
  EXPECT_EQ(join({{0, kA}, {0, kX}, {0, kA}, {8, "end", false}}, 6), "");
}

TEST(IpFragments, repeated_fragment_is_no_overlap) {  // RFC 8200 section 4.5
  EXPECT_EQ(join({{0, kA}, {0, kA}, {8, "end", false}}, 6), kA + "end");
  EXPECT_EQ(join({{0, kA}, {0, kA}, {8, "end", false}}, 4), kA + "end");
}

TEST(IpFragments, overlaps_that_differ_are_counted_once_a_datagram) {
  const Limits limits;
  IpFragments fragments(limits);
  for (const Piece& piece : {Piece{0, kA}, Piece{0, kX}, Piece{0, kB}}) {
    fragments.add(fragment_of(piece), 0);
  }
  EXPECT_EQ(fragments.overlapping_datagrams(), 1u);
  fragments.add(fragment_of({0, kA}, 4, 2), 0);
  fragments.add(fragment_of({0, kA}, 4, 2), 0);
  EXPECT_EQ(fragments.overlapping_datagrams(), 1u);
}

TEST(IpFragments, two_ends_give_the_datagram_up) {
  EXPECT_EQ(join({{8, "end", false}, {16, "another", false}, {0, kA}, {8, kB}}), "");
  EXPECT_EQ(join({{8, "end", false}, {16, kC}, {0, kA}}), "");
  EXPECT_EQ(join({{16, kC}, {8, "end", false}, {0, kA}}), "");
}

TEST(IpFragments, impossible_fragments_are_refused) {
  const Limits limits;
  IpFragments fragments(limits);
  EXPECT_EQ(fragments.add(fragment_of({0, "odd"}), 0), Outcome::kMalformed);
  EXPECT_EQ(fragments.add(fragment_of({8, "", false}), 0), Outcome::kMalformed);
  EXPECT_EQ(fragments.add(fragment_of({65528, kA, false}), 0), Outcome::kMalformed);
  IpFragment cut = fragment_of({0, kA});
  cut.part.length = 16;  // the snap length kept half of it
  EXPECT_EQ(fragments.add(cut, 0), Outcome::kCut);
  EXPECT_EQ(fragments.bytes_held(), 0u);
}

TEST(IpFragments, memory_is_bounded_and_the_oldest_goes_first) {
  Limits limits;
  limits.fragment_bytes_total = 100'000;
  IpFragments fragments(limits);
  for (std::uint32_t id = 0; id < 100'000; ++id) {
    fragments.add(fragment_of({0, kA}, 4, id), 0);
    ASSERT_LE(fragments.bytes_held(), 101'000u);
  }
  EXPECT_EQ(fragments.add(fragment_of({8, "end", false}, 4, 99'999), 0), Outcome::kComplete);
  EXPECT_EQ(fragments.add(fragment_of({8, "end", false}, 4, 0), 0), Outcome::kHeld);
}

TEST(IpFragments, an_identification_used_again_later_is_another_datagram) {
  const Limits limits;
  IpFragments fragments(limits);
  fragments.add(fragment_of({0, kX}), 0);
  const std::int64_t later = 61'000'000'000;
  EXPECT_EQ(fragments.add(fragment_of({8, "end", false}), later), Outcome::kHeld);
  EXPECT_EQ(fragments.add(fragment_of({0, kA}), later), Outcome::kComplete);
  EXPECT_EQ(*fragments.datagram().bytes, kA + "end");
}

// What was handed out stays until the wait is over, and no longer.
TEST(IpFragments, bytes_held_return_to_nothing) {
  const Limits limits;
  IpFragments fragments(limits);
  for (const Piece& piece : {Piece{8, kB + kC}, Piece{0, kX + kX}, Piece{24, "end", false}}) {
    fragments.add(fragment_of(piece), 0);
  }
  EXPECT_GT(fragments.bytes_held(), 0u);
  IpFragment impossible = fragment_of({0, "odd"});
  fragments.add(impossible, 61'000'000'000);
  EXPECT_EQ(fragments.bytes_held(), 0u);
}

TEST(IpFragments, incomplete_datagrams_are_counted) {
  const Limits limits;
  IpFragments fragments(limits);
  fragments.add(fragment_of({0, kA}, 4, 1), 0);
  fragments.add(fragment_of({0, kA}, 4, 2), 0);
  EXPECT_EQ(fragments.incomplete_datagrams(), 2u);
  fragments.add(fragment_of({8, "end", false}, 4, 2), 0);
  EXPECT_EQ(fragments.incomplete_datagrams(), 1u);
  fragments.add(fragment_of({0, "odd"}), 61'000'000'000);  // the wait is over for the first
  EXPECT_EQ(fragments.incomplete_datagrams(), 1u);
}

// Robustness T19: each fragment twice, in both orders that a mirror port gives.
TEST(IpFragments, copies_of_a_datagram_are_no_new_one) {
  for (const bool interleaved : {true, false}) {
    const std::vector<Piece> pieces = {{0, kA}, {8, kB}, {16, "end", false}};
    const Limits limits;
    IpFragments fragments(limits);
    std::vector<Outcome> outcomes;
    for (std::size_t at = 0; at < 6; ++at) {
      const Piece& piece = pieces[interleaved ? at / 2 : at % 3];
      outcomes.push_back(fragments.add(fragment_of(piece), 0));
    }
    using enum IpFragments::Outcome;
    const std::vector<Outcome> expected =
        interleaved ? std::vector{kHeld, kRepeated, kHeld, kRepeated, kComplete, kRepeated}
                    : std::vector{kHeld, kHeld, kComplete, kRepeated, kRepeated, kRepeated};
    EXPECT_EQ(outcomes, expected);
    EXPECT_EQ(fragments.incomplete_datagrams(), 0u);
    EXPECT_EQ(fragments.overlapping_datagrams(), 0u);
  }
}

TEST(IpFragments, identification_used_again_at_once_is_another_datagram) {
  const Limits limits;
  IpFragments fragments(limits);
  fragments.add(fragment_of({0, kA}), 0);
  EXPECT_EQ(fragments.add(fragment_of({8, "end", false}), 0), Outcome::kComplete);
  EXPECT_EQ(fragments.add(fragment_of({0, kB}), 0), Outcome::kHeld);
  EXPECT_EQ(fragments.add(fragment_of({8, "end", false}), 0), Outcome::kComplete);
  EXPECT_EQ(*fragments.datagram().bytes, kB + "end");
}

TEST(IpFragments, handed_out_datagrams_take_an_eighth_of_the_memory) {
  Limits limits;
  limits.fragment_bytes_total = 80'000;
  IpFragments fragments(limits);
  for (std::uint32_t id = 0; id < 1000; ++id) {
    fragments.add(fragment_of({0, kA + kA + kA}, 4, id), 0);
    ASSERT_EQ(fragments.add(fragment_of({24, std::string(100, 'z'), false}, 4, id), 0),
              Outcome::kComplete);
    ASSERT_LE(fragments.bytes_held(), 12'000u);
  }
}

TEST(IpFragments, version_4_protocols_are_told_apart) {  // RFC 791 section 2.3
  const Limits limits;
  IpFragments fragments(limits);
  IpFragment udp = fragment_of({0, kX});
  udp.ip.protocol = 17;
  fragments.add(udp, 0);
  fragments.add(fragment_of({0, kA}), 0);
  EXPECT_EQ(fragments.add(fragment_of({8, "end", false}), 0), Outcome::kComplete);
  EXPECT_EQ(*fragments.datagram().bytes, kA + "end");
}

TEST(IpFragments, header_is_that_of_the_first_fragment) {
  const Limits limits;
  IpFragments fragments(limits);
  IpFragment last = fragment_of({8, "end", false}, 6);
  last.ip.protocol = 17;
  last.ip.time_to_live = 1;
  IpFragment first = fragment_of({0, kA}, 6);
  first.ip.time_to_live = 64;
  fragments.add(last, 0);
  EXPECT_EQ(fragments.add(first, 0), Outcome::kComplete);
  EXPECT_EQ(fragments.datagram().ip.protocol, 6);
  EXPECT_EQ(fragments.datagram().ip.time_to_live, 64);
}

}  // namespace
}  // namespace constat::capture
