#include "capture/raw_mail.h"

#include <gtest/gtest.h>

namespace constat::capture {
namespace {

TEST(Outcome, follows_the_first_digit_of_the_reply) {
  EXPECT_EQ(outcome_of_reply(250), Outcome::kAccepted);
  EXPECT_EQ(outcome_of_reply(252), Outcome::kAccepted);
  EXPECT_EQ(outcome_of_reply(354), Outcome::kAccepted);
  EXPECT_EQ(outcome_of_reply(451), Outcome::kDeferred);
  EXPECT_EQ(outcome_of_reply(550), Outcome::kRefused);
}

TEST(Outcome, of_no_or_an_odd_reply_is_not_observed) {
  for (const int code : {0, 100, 199, 300, 334, 600, -1}) {
    EXPECT_EQ(outcome_of_reply(code), Outcome::kNotObserved) << code;
  }
}

TEST(MailId, depends_on_session_ordinal_and_content_alone) {
  const Digest digest = sha256("mail");
  EXPECT_EQ(mail_id("s:a", 1, digest), mail_id("s:a", 1, digest));
  EXPECT_NE(mail_id("s:a", 1, digest), mail_id("s:a", 2, digest));
  EXPECT_NE(mail_id("s:a", 1, digest), mail_id("s:b", 1, digest));
  EXPECT_NE(mail_id("s:a", 1, digest), mail_id("s:a", 1, sha256("other")));
  EXPECT_EQ(mail_id("s:a", 1, digest).size(), 28u);
}

// Bytes 0-9 stand at stream offset 100 in frame 5; a stuffed dot was removed; 10-19 at 111 in frame
// 9; 20-29 in frame 7, captured late; then the second input goes on, and the third.
const std::vector<Piece> kPieces = {{0, 10, 100, {0, 5}, {}},
                                    {10, 10, 111, {0, 9}, {}},
                                    {20, 10, 121, {0, 7}, {}},
                                    {30, 10, 131, {1, 2}, {}},
                                    {40, 10, 141, {2, 1}, {}}};

std::vector<Origin> origins(ByteRange range, const std::vector<Piece>& pieces = kPieces) {
  RawMail mail;
  mail.pieces = &pieces;
  return origins_of(mail, range);
}

TEST(Origins, lead_from_bytes_of_the_mail_to_stream_offsets_and_frames) {
  EXPECT_EQ(origins({3, 4}), (std::vector<Origin>{{{3, 4}, {103, 4}, 0, 5, 5}}));
  EXPECT_EQ(origins({10, 1}), (std::vector<Origin>{{{10, 1}, {111, 1}, 0, 9, 9}}));
}

TEST(Origins, hold_the_removed_dot_between_two_pieces) {
  EXPECT_EQ(origins({9, 2}), (std::vector<Origin>{{{9, 2}, {109, 3}, 0, 5, 9}}));
}

TEST(Origins, name_the_lowest_and_highest_frame_whatever_the_order_of_capture) {
  EXPECT_EQ(origins({0, 30}), (std::vector<Origin>{{{0, 30}, {100, 31}, 0, 5, 9}}));
  EXPECT_EQ(origins({19, 2}), (std::vector<Origin>{{{19, 2}, {120, 2}, 0, 7, 9}}));
}

// T24, P11: a mail that goes on in the next file, and in the one after it.
TEST(Origins, part_where_another_input_begins) {
  EXPECT_EQ(origins({25, 20}), (std::vector<Origin>{{{25, 5}, {126, 5}, 0, 7, 7},
                                                    {{30, 10}, {131, 10}, 1, 2, 2},
                                                    {{40, 5}, {141, 5}, 2, 1, 1}}));
}

TEST(Origins, are_none_where_no_piece_was_kept) {
  EXPECT_TRUE(origins({0, 0}).empty());
  EXPECT_TRUE(origins({50, 10}).empty());
  EXPECT_TRUE(origins({0, 10}, {}).empty());
  EXPECT_TRUE(origins_of(RawMail(), {0, 10}).empty());
  EXPECT_EQ(origins({45, 100}), (std::vector<Origin>{{{45, 5}, {146, 5}, 2, 1, 1}}));
  const std::vector<Piece> apart = {{0, 5, 0, {0, 1}, {}}, {10, 5, 10, {0, 2}, {}}};
  EXPECT_TRUE(origins({5, 5}, apart).empty());
  EXPECT_TRUE(origins({7, 0}, apart).empty());
}

TEST(Origins, of_a_mail_file_have_offsets_and_no_frames) {
  EXPECT_EQ(origins({2, 3}, {{0, 10, 700, {4, 0}, {}}}),
            (std::vector<Origin>{{{2, 3}, {702, 3}, 4, 0, 0}}));
}

// Beyond Limits::pieces_per_mail a piece stands for many frames.
TEST(Origins, of_a_joined_piece_are_all_its_frames) {
  EXPECT_EQ(origins({50, 1}, {{0, 100, 0, {0, 3}, {}, 90}}),
            (std::vector<Origin>{{{50, 1}, {50, 1}, 0, 3, 90}}));
}

TEST(Origins, can_be_gathered_for_several_ranges) {
  std::vector<Origin> all;
  append_origins(kPieces, {0, 1}, all);
  append_origins(kPieces, {1, 1}, all);
  EXPECT_EQ(all, (std::vector<Origin>{{{0, 1}, {100, 1}, 0, 5, 5}, {{1, 1}, {101, 1}, 0, 5, 5}}));
}

}  // namespace
}  // namespace constat::capture
