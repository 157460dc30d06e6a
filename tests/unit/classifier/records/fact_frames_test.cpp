// From bytes of a mail to frames.

#include "classifier/records/fact_frames.h"

#include <gtest/gtest.h>

namespace constat::classifier {
namespace {

using Frames = std::pair<std::uint64_t, std::uint64_t>;

// Bytes 0-9 came in frame 5, 10-19 in frame 9, 20-29 in frame 7 (reordered), 30-39 in another
// input.
const std::vector<capture::Piece> kPieces = {{0, 10, 100, {0, 5}, {}},
                                             {10, 10, 110, {0, 9}, {}},
                                             {20, 10, 120, {0, 7}, {}},
                                             {30, 10, 130, {1, 2}, {}}};

TEST(FactFrames, are_those_whose_bytes_touch_the_range) {
  EXPECT_EQ(frames_of({0, 10}, kPieces, 0), Frames(5, 5));
  EXPECT_EQ(frames_of({0, 11}, kPieces, 0), Frames(5, 9));
  EXPECT_EQ(frames_of({9, 1}, kPieces, 0), Frames(5, 5));
  EXPECT_EQ(frames_of({10, 1}, kPieces, 0), Frames(9, 9));
  EXPECT_EQ(frames_of({20, 5}, kPieces, 0), Frames(7, 7));
  EXPECT_EQ(frames_of({15, 10}, kPieces, 0), Frames(7, 9));
}

TEST(FactFrames, count_in_one_input_only) {
  EXPECT_EQ(frames_of({25, 10}, kPieces, 0), Frames(7, 7));
  EXPECT_EQ(frames_of({25, 10}, kPieces, 1), Frames(2, 2));
  EXPECT_EQ(frames_of({30, 5}, kPieces, 0), Frames(0, 0));
}

TEST(FactFrames, are_none_without_range_or_pieces) {
  EXPECT_EQ(frames_of({5, 0}, kPieces, 0), Frames(0, 0));
  EXPECT_EQ(frames_of({5, 1}, {}, 0), Frames(0, 0));
  EXPECT_EQ(frames_of({40, 10}, kPieces, 0), Frames(0, 0));
  EXPECT_EQ(frames_of({0, 10}, {{0, 10, 0, {0, 0}, {}}}, 0), Frames(0, 0))
      << "a mail file has no frames";
}

}  // namespace
}  // namespace constat::classifier
