// RFC 9293 section 3.1, RFC 7323; robustness T25.

#include "tests/unit/capture/frame/frame_writer.h"

namespace constat::capture {
namespace {

using namespace written;

// The segment with these options; `options` is padded with "end of options".
struct Read {
  explicit Read(std::string options, std::uint8_t flags = kSyn) {
    options.resize((options.size() + 3) / 4 * 4);
    text = decoding.add(packet4({.flags = flags, .options = options}));
    EXPECT_NE(decoding.last, nullptr);
    if (decoding.last != nullptr) segment = *decoding.last;
  }
  Decoding decoding;
  TcpSegment segment;
  std::string text;
};

TEST(TcpHeader, fields_stand_where_the_rfc_says) {
  Decoding decoding;
  std::string bytes =
      tcp({.sequence = 0x01020304, .acknowledgement = 0x05060708, .flags = 0x3F}, kFour);
  bytes.replace(18, 2, big16(0x0A0B));
  decoding.add(ipv4(kFour, bytes, {.time_to_live = 57}));
  ASSERT_NE(decoding.last, nullptr);
  EXPECT_EQ(decoding.last->sequence, 0x01020304u);
  EXPECT_EQ(decoding.last->acknowledgement, 0x05060708u);
  EXPECT_EQ(decoding.last->flags, 0x3F);
  EXPECT_EQ(decoding.last->window, 5840);
  EXPECT_EQ(decoding.last->urgent_pointer, 0x0A0B);
  EXPECT_EQ(decoding.last->time_to_live, 57);
  EXPECT_EQ(decoding.last->window_shift, TcpSegment::kNoShift);
  EXPECT_FALSE(decoding.last->has_timestamp);
}

// As Linux sends them: MSS, SACK permitted, timestamp, NOP, window scale.
TEST(TcpHeader, options_of_a_syn) {
  const Read syn(
      raw("\x02\x04\x05\xB4\x04\x02\x08\x0A\x01\x02\x03\x04\x00\x00\x00\x00\x01\x03\x03\x07"));
  EXPECT_EQ(syn.segment.window_shift, 7);
  EXPECT_TRUE(syn.segment.has_timestamp);
  EXPECT_EQ(syn.segment.timestamp, 0x01020304u);
  EXPECT_FALSE(syn.segment.options_malformed);
  EXPECT_EQ(syn.segment.payload, "hello");
}

TEST(TcpHeader, window_scale_counts_on_a_syn_only) {  // RFC 7323 section 2.2
  EXPECT_EQ(Read(raw("\x03\x03\x07"), kAck).segment.window_shift, TcpSegment::kNoShift);
  EXPECT_EQ(Read(raw("\x03\x03\x00")).segment.window_shift, 0);
  EXPECT_EQ(Read(raw("\x03\x03\xFF")).segment.window_shift, 14);  // section 2.3
}

TEST(TcpHeader, options_that_contradict_themselves_end_the_reading) {
  const std::string later = raw("\x03\x03\x07");  // is not reached
  for (const std::string& options : {
           raw("\xFE\x00"), raw("\xFE\x01"), raw("\xFE\xFF"),  // length 0, 1, more than the rest
           raw("\x08\x09") + zeros(7),                         // a timestamp has 10 bytes
           raw("\x03\x04\x01\x01"),                            // a window scale 3
       }) {
    const Read read(options + later);
    EXPECT_TRUE(read.segment.options_malformed);
    EXPECT_EQ(read.segment.window_shift, TcpSegment::kNoShift);
    EXPECT_EQ(read.segment.payload, "hello");
    EXPECT_EQ(read.decoding.counts().options_malformed, 1u);
  }
  EXPECT_TRUE(Read(raw("\x01\x01\x01\xFE")).segment.options_malformed);  // no length at all
}

TEST(TcpHeader, padding_and_unknown_options_are_passed) {
  EXPECT_FALSE(Read(std::string(40, '\1')).segment.options_malformed);  // 40 NOPs
  EXPECT_FALSE(Read(zeros(40)).segment.options_malformed);
  const Read unknown(raw("\xFE\x05") + "abc" + raw("\x03\x03\x02"));
  EXPECT_FALSE(unknown.segment.options_malformed);
  EXPECT_EQ(unknown.segment.window_shift, 2);
  // After the end of options anything may stand.
  EXPECT_FALSE(Read(raw("\x00\xFE\x00\x00")).segment.options_malformed);
}

// As captures with the snap length 68 of old tools do to every SYN.
TEST(TcpHeader, options_cut_by_the_snap_length) {
  const std::string syn = packet4(
      {.payload = "", .flags = kSyn, .options = raw("\x03\x03\x07") + raw("\x08\x0A") + zeros(15)});
  Decoding decoding;
  decoding.add(syn.substr(0, 46), 101, syn.size());
  ASSERT_NE(decoding.last, nullptr);
  EXPECT_EQ(decoding.last->window_shift, 7);
  EXPECT_FALSE(decoding.last->has_timestamp);
  EXPECT_FALSE(decoding.last->options_malformed);
  EXPECT_EQ(decoding.last->payload_length, 0u);
  decoding.add(syn.substr(0, 39), 101, syn.size());
  EXPECT_EQ(decoding.last, nullptr);
}

TEST(TcpHeader, offset_that_contradicts_the_length) {
  for (const char offset : {'\x00', '\x40', '\xF0'}) {
    std::string segment = tcp({}, kFour);
    segment[12] = offset;
    EXPECT_EQ(decoded(ipv4(kFour, segment)), "malformed");
  }
  EXPECT_EQ(decoded(ipv4(kFour, tcp({}, kFour).substr(0, 19))), "malformed");
  EXPECT_EQ(decoded(ipv4(kFour, "")), "malformed");
}

}  // namespace
}  // namespace constat::capture
