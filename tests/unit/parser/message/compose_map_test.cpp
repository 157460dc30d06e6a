#include "parser/message/compose_map.h"

#include <gtest/gtest.h>

#include <random>

namespace constat::parser::message {
namespace {

SourceMap composed(const SourceMap& outer, const SourceMap& inner) {
  SourceMap out;
  out.append_linear(7, 7);  // what stood there before is gone
  compose(outer, inner, out);
  return out;
}

// What compose() must equal for every single byte: one map after the other.
void expect_composed(const SourceMap& outer, const SourceMap& inner) {
  const SourceMap both = composed(outer, inner);
  ASSERT_EQ(both.text_length(), outer.text_length());
  for (std::uint64_t i = 0; i < outer.text_length(); ++i) {
    EXPECT_EQ(both.to_source({i, 1}), inner.to_source(outer.to_source({i, 1}))) << i;
  }
}

TEST(ComposeMap, joins_letters_of_two_bytes_over_base64) {
  SourceMap base64;
  base64.append_units(57, 3, {1000, 76}, 4);
  base64.append_units(57, 3, {1078, 76}, 4);
  SourceMap latin1;
  latin1.append_units(228, 2, {0, 114}, 1);
  const SourceMap both = composed(latin1, base64);
  EXPECT_EQ(both.run_count(), 2u);
  EXPECT_EQ(both.to_source({0, 1}), (ByteRange{1000, 4}));
  EXPECT_EQ(both.to_source({114, 6}), (ByteRange{1078, 4}));
}

TEST(ComposeMap, keeps_one_to_one_runs_in_one_piece) {
  SourceMap identity;
  identity.append_linear(500, 100);
  SourceMap text;
  text.append_linear(10, 20);
  text.append_linear(40, 5);
  const SourceMap both = composed(text, identity);
  EXPECT_EQ(both.run_count(), 2u);
  EXPECT_EQ(both.to_source({0, 20}), (ByteRange{510, 20}));
  EXPECT_EQ(both.to_source({20, 1}), (ByteRange{540, 1}));
}

TEST(ComposeMap, spans_a_soft_line_break) {
  SourceMap quoted;  // "ab=\r\ncd"
  quoted.append_linear(0, 2);
  quoted.append_linear(5, 2);
  SourceMap entity;
  entity.append_block(1, {1, 2});
  EXPECT_EQ(composed(entity, quoted).to_source({0, 1}), (ByteRange{1, 5}));
}

TEST(ComposeMap, of_nothing_is_nothing) {
  SourceMap text;
  text.append_linear(0, 3);
  EXPECT_EQ(composed({}, text).text_length(), 0u);
  EXPECT_EQ(composed(text, {}).text_length(), 3u);
}

TEST(ComposeMap, equals_one_map_after_the_other) {
  std::mt19937 random(7);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  for (int round = 0; round < 300; ++round) {
    SourceMap inner, outer;
    std::uint64_t source = below(5);
    for (std::uint32_t i = 0; i < 1 + below(8); ++i) {
      const std::uint32_t text_unit = 1 + below(4), source_unit = 1 + below(4);
      const std::uint64_t units = 1 + below(6);
      inner.append_units(units * text_unit, text_unit, {source, units * source_unit}, source_unit);
      source += units * source_unit + below(3);
    }
    std::uint64_t middle = 0;
    while (middle < inner.text_length()) {
      const std::uint32_t text_unit = 1 + below(3), middle_unit = 1 + below(3);
      const std::uint64_t units =
          std::min<std::uint64_t>(1 + below(9), (inner.text_length() - middle) / middle_unit);
      if (units == 0) break;
      outer.append_units(units * text_unit, text_unit, {middle, units * middle_unit}, middle_unit);
      middle += units * middle_unit + below(2);
    }
    const SourceMap both = composed(outer, inner);
    ASSERT_EQ(both.text_length(), outer.text_length());
    for (std::uint64_t i = 0; i < outer.text_length(); ++i) {
      const ByteRange exact = inner.to_source(outer.to_source({i, 1}));
      const ByteRange found = both.to_source({i, 1});
      // Joined units are never smaller than the exact range, and at most the least common multiple.
      EXPECT_LE(found.offset, exact.offset);
      EXPECT_GE(found.end(), exact.end());
      EXPECT_LE(found.length, exact.length + 24);
    }
  }
}

TEST(ComposeMap, is_exact_where_one_side_is_one_to_one) {
  SourceMap base64;
  base64.append_units(6, 3, {0, 8}, 4);
  base64.append_units(6, 3, {10, 8}, 4);
  SourceMap text;
  text.append_linear(1, 4);
  text.append_linear(5, 7);
  expect_composed(text, base64);
  SourceMap linear;
  linear.append_linear(100, 12);
  SourceMap letters;
  letters.append_linear(0, 2);
  letters.append_units(6, 2, {2, 3}, 1);
  letters.append_block(1, {5, 7});
  expect_composed(letters, linear);
}

}  // namespace
}  // namespace constat::parser::message
