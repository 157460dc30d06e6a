#include "core/byte_search.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace constat {
namespace {

// Each of the three at each place, in buffers of exactly their size, from each start.
TEST(FindAny, finds_the_first_of_three_wherever_it_stands) {
  for (std::size_t size = 0; size < 50; ++size) {
    for (std::size_t place = 0; place <= size; ++place) {
      const auto buffer = std::make_unique<char[]>(size);
      std::fill(buffer.get(), buffer.get() + size, 'x');
      if (place < size) buffer[place] = "\r\n\0"[place % 3];
      const std::string_view bytes(buffer.get(), size);
      for (std::size_t from = 0; from <= place; ++from) {
        ASSERT_EQ(find_any(bytes, from, '\r', '\n', '\0'), place) << size << ' ' << from;
      }
    }
  }
}

TEST(FindAny, tells_bytes_above_ascii_apart) {
  EXPECT_EQ(find_any("\x8A\x8D\xFF\x80 \xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\n", 0, '\r',
                     '\n', '\0'),
            17u);
}

}  // namespace
}  // namespace constat
