// Robustness T03: which wrong checksums are read.

#include "capture/frame/checksum_review.h"

#include "capture/frame/internet_checksum.h"
#include "tests/unit/capture/frame/frame_writer.h"

namespace constat::capture {
namespace {

using namespace written;

// The packet with another TCP checksum, right IPv4 header.
std::string with_tcp_checksum(std::uint64_t checksum, const Tcp& segment = {}) {
  std::string bytes = tcp(segment, kFour);
  return ipv4(kFour, bytes.replace(16, 2, big16(checksum)));
}
std::string wrong(const Tcp& segment = {}) {
  const std::string right = tcp(segment, kFour);
  return with_tcp_checksum(
      static_cast<unsigned char>(right[16]) * 256u + static_cast<unsigned char>(right[17]) + 1u,
      segment);
}
// What a stack leaves to the card: the sum over the pseudo-header, not complemented.
unsigned unfinished_sum(std::size_t length) {
  return ~checksum_of(pseudo_header(kFour, length)) & 0xFFFF;
}

TEST(InternetChecksum, agrees_with_the_example_of_the_standard) {  // RFC 1071 section 3
  const std::string bytes = raw("\x00\x01\xF2\x03\xF4\xF5\xF6\xF7");
  const std::string expected = raw("\xDD\xF2");
  std::uint16_t sum = fold(add_words(0, bytes));
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(&sum), 2), expected);
}

TEST(InternetChecksum, agrees_with_word_by_word_at_every_length) {
  std::string bytes;
  for (unsigned at = 0; at < 300; ++at) {
    const std::uint16_t sum = fold(add_words(0, bytes));
    const std::string in_order(reinterpret_cast<const char*>(&sum), 2);
    EXPECT_EQ(in_order, big16(~checksum_of(bytes) & 0xFFFF)) << at;
    EXPECT_TRUE(bytes.size() % 2 != 0 ||
                is_sum_right(add_words(0, bytes + big16(checksum_of(bytes)))));
    bytes.push_back(static_cast<char>((at * 151 + 7) | (at % 3 == 0 ? 0xF0 : 0)));
  }
}

TEST(ChecksumReview, right_ones_are_read_in_every_mode) {
  for (const Checksums mode : {Checksums::kKeep, Checksums::kIgnore, Checksums::kStrict}) {
    Decoding decoding(mode);
    EXPECT_EQ(decoding.add(packet4()), kText4);
    EXPECT_EQ(decoding.add(packet6()), kText6);
    EXPECT_EQ(decoding.add(packet4({.payload = "odd"})).substr(0, 9), kText4.substr(0, 9));
    EXPECT_EQ(decoding.counts().checksums_wrong_read, 0u);
    EXPECT_EQ(decoding.counts().checksums_wrong_set_aside, 0u);
  }
}

TEST(ChecksumReview, a_wrong_one_among_right_ones_is_set_aside) {
  Decoding decoding;
  decoding.add(packet4());
  EXPECT_EQ(decoding.add(wrong()), "bad_checksum");
  EXPECT_EQ(decoding.add(packet4()), kText4);
  EXPECT_EQ(decoding.add(wrong()), "bad_checksum");
  EXPECT_EQ(decoding.counts().checksums_wrong_set_aside, 2u);
  EXPECT_EQ(decoding.counts().addresses_offloading, 0u);
}

TEST(ChecksumReview, a_sender_all_of_whose_checksums_are_wrong_is_read) {
  Decoding decoding;
  for (int frame = 0; frame < 9; ++frame) EXPECT_EQ(decoding.add(wrong()), kText4);
  EXPECT_EQ(decoding.counts().checksums_wrong_read, 9u);
  EXPECT_EQ(decoding.counts().addresses_offloading, 1u);
  // It says nothing of another sender.
  decoding.add(packet6());
  std::string other = packet6();
  other[56] = static_cast<char>(other[56] + 1);
  EXPECT_EQ(decoding.add(other), "bad_checksum");
}

TEST(ChecksumReview, strict_and_ignore_do_what_they_say) {
  Decoding strict(Checksums::kStrict);
  EXPECT_EQ(strict.add(wrong()), "bad_checksum");
  EXPECT_EQ(strict.add(wrong()), "bad_checksum");
  EXPECT_EQ(strict.add(with_tcp_checksum(unfinished_sum(25))), "bad_checksum");
  EXPECT_EQ(strict.counts().checksums_wrong_set_aside, 3u);
  EXPECT_EQ(strict.counts().checksums_unfinished, 1u);
  EXPECT_EQ(strict.counts().checksums_wrong_read, 0u);
  Decoding ignore(Checksums::kIgnore);
  ignore.add(packet4());
  EXPECT_EQ(ignore.add(wrong()), kText4);
  EXPECT_EQ(ignore.counts().checksums_wrong_read, 0u);
}

// Linux leaves the sum with the length (net/ipv4/tcp_ipv4.c, __tcp_v4_send_check), cards that cut
// segments want it without, and some drivers complement it. "hello" and its header are 25 bytes.
TEST(ChecksumReview, unfinished_sums_are_recognised_exactly) {
  const unsigned with_length = unfinished_sum(25);
  const unsigned without = unfinished_sum(0);
  for (const unsigned field : {with_length, without, ~with_length, ~without}) {
    Decoding decoding;
    for (int frame = 0; frame < 5; ++frame) decoding.add(packet4());
    EXPECT_EQ(decoding.add(with_tcp_checksum(field)), kText4);
    EXPECT_EQ(decoding.add(with_tcp_checksum(field + 1)), "bad_checksum");
    EXPECT_EQ(decoding.counts().checksums_unfinished, 1u);
    EXPECT_EQ(decoding.counts().checksums_wrong_read, 1u);
    EXPECT_EQ(decoding.counts().addresses_offloading, 1u);
  }
}

// A forged segment cannot hide behind a sender that leaves its checksums to the card.
TEST(ChecksumReview, unfinished_sums_do_not_count_as_wrong) {
  Decoding decoding;
  for (int frame = 0; frame < 5; ++frame) decoding.add(with_tcp_checksum(unfinished_sum(25)));
  EXPECT_EQ(decoding.add(wrong()), "bad_checksum");
}

TEST(ChecksumReview, ipv4_headers_are_verified_too) {
  std::string bad = packet4();
  bad[8] = '\x3F';  // time to live
  Decoding decoding;
  decoding.add(packet4());
  EXPECT_EQ(decoding.add(bad), "bad_checksum");
  Decoding offload;  // every header's checksum is 0: left to the card
  std::string zero = packet4();
  zero.replace(10, 2, zeros(2));
  EXPECT_EQ(offload.add(zero), kText4);
  EXPECT_EQ(offload.add(zero), kText4);
  EXPECT_EQ(offload.counts().addresses_offloading, 1u);
  // One kind of checksum says nothing of the other.
  EXPECT_EQ(offload.add(zero.replace(36, 2, big16(1))), "bad_checksum");
}

TEST(ChecksumReview, what_was_cut_cannot_be_verified) {
  Decoding decoding(Checksums::kStrict);
  decoding.add(wrong().substr(0, 42), 101, wrong().size());
  ASSERT_NE(decoding.last, nullptr);
  EXPECT_EQ(decoding.last->payload, "he");
  EXPECT_EQ(decoding.counts().checksums_wrong_set_aside, 0u);
}

TEST(ChecksumReview, fragments_are_verified_when_they_are_whole) {
  const std::string body = wrong().substr(20);
  const Ip4 first{.id = 5, .fragment = 0x2000};
  const Ip4 last{.id = 5, .fragment = 3};
  Decoding decoding;
  decoding.add(packet4());
  EXPECT_EQ(decoding.add(ipv4(kFour, body.substr(0, 24), first)), "fragment");
  EXPECT_EQ(decoding.add(ipv4(kFour, body.substr(24), last)), "bad_checksum");
}

TEST(ChecksumReview, senders_are_bounded_and_those_seen_lately_stay) {
  Limits limits;
  limits.checksum_addresses = 100;
  FrameCounts counts;
  ChecksumReview review(limits, Checksums::kKeep, counts);
  const auto from = [](unsigned number) {
    IpHeader ip;
    ip.source = IpAddress::v4(big32(0x0A000000 + number));
    ip.destination = ip.source;
    return ip;
  };
  const std::string segment = zeros(16) + "\x12\x34" + zeros(2);  // right for nobody here
  const std::string right_header = ipv4_header(kFour, 0, {});
  const std::string wrong_header = zeros(20);
  review.reads_header(from(0), right_header);
  review.reads_header(from(0), right_header);
  for (unsigned number = 1; number < 10'000; ++number) {
    review.reads_header(from(number), right_header);
    review.reads_tcp(from(0), segment, segment.size());
  }
  EXPECT_FALSE(review.reads_header(from(0), wrong_header));      // it is known
  EXPECT_FALSE(review.reads_header(from(9'999), wrong_header));  // so is the latest
  EXPECT_TRUE(review.reads_header(from(1), wrong_header));       // this one was forgotten
}

}  // namespace
}  // namespace constat::capture
