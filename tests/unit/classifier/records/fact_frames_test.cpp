// From bytes of a mail to frames, stream offsets and inputs.

#include "classifier/records/fact_frames.h"

#include <gtest/gtest.h>

namespace constat::classifier {
namespace {

using Frames = std::pair<std::uint64_t, std::uint64_t>;
using Inputs = std::vector<InputFrames>;

// Bytes 0-9 came in frame 5, 10-19 in frame 9, 20-29 in frame 7 (reordered), 30-39 in the second
// input, 40-49 in the third.
const std::vector<capture::Piece> kPieces = {{0, 10, 100, {0, 5}, {}},
                                             {10, 10, 110, {0, 9}, {}},
                                             {20, 10, 120, {0, 7}, {}},
                                             {30, 10, 130, {1, 2}, {}},
                                             {40, 10, 140, {2, 1}, {}}};
const std::vector<std::string> kNames = {"a.pcap", "b.pcap", "c.pcap"};

capture::RawMail mail_of(const std::vector<capture::Piece>& pieces, capture::FrameRef first,
                         capture::FrameRef last) {
  static const std::string bytes(50, 'x');
  capture::RawMail mail;
  mail.bytes = bytes;
  mail.pieces = &pieces;
  mail.first_frame = first;
  mail.last_frame = last;
  return mail;
}

RangeOrigin origin(ByteRange range, const std::vector<capture::Piece>& pieces = kPieces,
                   capture::FrameRef first = {0, 4}) {
  const capture::RawMail mail = mail_of(pieces, first, first);
  return FrameTrace(mail, kNames).of(range);
}

TEST(FactFrames, are_those_whose_bytes_touch_the_range) {
  EXPECT_EQ(origin({0, 10}).frames, Frames(5, 5));
  EXPECT_EQ(origin({0, 11}).frames, Frames(5, 9));
  EXPECT_EQ(origin({9, 1}).frames, Frames(5, 5));
  EXPECT_EQ(origin({10, 1}).frames, Frames(9, 9));
  EXPECT_EQ(origin({20, 5}).frames, Frames(7, 7));
  EXPECT_EQ(origin({15, 10}).frames, Frames(7, 9));
  EXPECT_TRUE(origin({15, 10}).inputs.empty());
}

TEST(FactFrames, count_in_the_mails_own_input) {
  EXPECT_EQ(origin({25, 10}).frames, Frames(7, 7));
  EXPECT_EQ(origin({25, 10}, kPieces, {1, 1}).frames, Frames(2, 2));
  EXPECT_EQ(origin({30, 5}).frames, Frames(0, 0));
}

TEST(FactFrames, name_every_input_where_it_is_not_the_mails_own_alone) {
  EXPECT_EQ(origin({25, 10}).inputs, (Inputs{{"a.pcap", 7, 7}, {"b.pcap", 2, 2}}));
  EXPECT_EQ(origin({30, 5}).inputs, (Inputs{{"b.pcap", 2, 2}}));
  EXPECT_TRUE(origin({30, 5}, kPieces, {1, 1}).inputs.empty());
}

TEST(FactFrames, come_with_the_offsets_in_the_stream) {
  EXPECT_EQ(origin({15, 10}).source, (ByteRange{115, 10}));
  EXPECT_EQ(origin({25, 20}).source, (ByteRange{125, 20}));
  EXPECT_EQ(origin({60, 1}).source, std::nullopt);
}

TEST(FactFrames, are_none_without_range_or_pieces) {
  EXPECT_EQ(origin({5, 0}).frames, Frames(0, 0));
  EXPECT_EQ(origin({5, 1}, {}).frames, Frames(0, 0));
  EXPECT_EQ(origin({50, 10}).frames, Frames(0, 0));
  const capture::RawMail bare;
  EXPECT_EQ(FrameTrace(bare, kNames).of({0, 1}).source, std::nullopt);
}

TEST(FactFrames, of_a_mail_file_are_none_but_its_offsets_are) {
  const RangeOrigin found = origin({2, 3}, {{0, 10, 70, {0, 0}, {}}}, {0, 0});
  EXPECT_EQ(found.frames, Frames(0, 0));
  EXPECT_EQ(found.source, (ByteRange{72, 3}));
  EXPECT_TRUE(found.inputs.empty());
}

TEST(MailFrames, name_all_inputs_of_a_mail_that_spans_three) {
  // MAIL FROM in frame 4 of the first, the end of data in frame 3 of the third.
  const capture::RawMail mail = mail_of(kPieces, {0, 4}, {2, 3});
  EXPECT_EQ(FrameTrace(mail, kNames).of_mail(),
            (Inputs{{"a.pcap", 4, 9}, {"b.pcap", 2, 2}, {"c.pcap", 1, 3}}));
}

TEST(MailFrames, are_left_out_where_the_mail_has_one_input) {
  const std::vector<capture::Piece> pieces = {{0, 10, 100, {1, 5}, {}}};
  capture::RawMail mail = mail_of(pieces, {1, 4}, {1, 6});
  mail.input = 0;  // of the session, which began in the first input
  EXPECT_EQ(FrameTrace(mail, kNames).own_input(), 1u);
  EXPECT_TRUE(FrameTrace(mail, kNames).of_mail().empty());
}

}  // namespace
}  // namespace constat::classifier
