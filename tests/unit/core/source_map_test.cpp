#include "core/source_map.h"

#include <gtest/gtest.h>

namespace constat {
namespace {

TEST(SourceMap, leads_back_through_linear_runs) {
  SourceMap map;
  map.append_linear(10, 5);  // text 0-4 ← source 10-14
  map.append_linear(20, 5);  // text 5-9 ← source 20-24
  EXPECT_EQ(map.to_source({0, 5}), (ByteRange{10, 5}));
  EXPECT_EQ(map.to_source({6, 2}), (ByteRange{21, 2}));
  EXPECT_EQ(map.to_source({3, 4}), (ByteRange{13, 9}));  // across the hole: 13-21
}

TEST(SourceMap, joins_adjacent_linear_runs) {
  SourceMap map;
  map.append_linear(0, 4);
  map.append_linear(4, 4);
  EXPECT_EQ(map.run_count(), 1u);
  EXPECT_EQ(map.to_source({2, 4}), (ByteRange{2, 4}));
}

TEST(SourceMap, rounds_out_to_whole_units) {
  SourceMap map;
  map.append_units(6, 3, {100, 8}, 4);  // base64: two groups of 4 characters give 6 bytes
  EXPECT_EQ(map.to_source({0, 1}), (ByteRange{100, 4}));
  EXPECT_EQ(map.to_source({2, 2}), (ByteRange{100, 8}));
  EXPECT_EQ(map.to_source({4, 1}), (ByteRange{104, 4}));
}

TEST(SourceMap, never_divides_a_block) {
  SourceMap map;
  map.append_linear(0, 3);
  map.append_block(2, {3, 8});  // &eacute; → two bytes of UTF-8
  map.append_linear(11, 3);
  EXPECT_EQ(map.to_source({4, 1}), (ByteRange{3, 8}));
  EXPECT_EQ(map.to_source({2, 4}), (ByteRange{2, 10}));
}

TEST(SourceMap, keeps_the_shorter_last_unit_inside_its_source) {
  SourceMap map;
  map.append_units(4, 3, {0, 7}, 4);  // "QUJDRA" without its padding
  EXPECT_EQ(map.to_source({3, 1}), (ByteRange{4, 3}));
}

TEST(SourceMap, maps_the_empty_and_the_outside_to_positions) {
  SourceMap map;
  EXPECT_EQ(map.to_source({0, 3}), (ByteRange{0, 0}));
  map.append_linear(7, 3);
  EXPECT_EQ(map.to_source({1, 0}), (ByteRange{8, 0}));
  EXPECT_EQ(map.to_source({3, 1}), (ByteRange{10, 0}));
  EXPECT_EQ(map.to_source({2, 100}), (ByteRange{9, 1}));
}

}  // namespace
}  // namespace constat
