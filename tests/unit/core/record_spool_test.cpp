// Records sorted in memory and through a temporary file.

#include "core/record_spool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace constat {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> all_of(std::vector<RecordSpool>& spools) {
  std::vector<std::string> records;
  SortedRecords sorted(spools);
  for (std::string_view record; sorted.next(record);) records.emplace_back(record);
  EXPECT_TRUE(sorted.status().ok()) << sorted.status();
  return records;
}

std::vector<RecordSpool> spools_of(std::size_t count, std::size_t bytes_in_memory) {
  std::vector<RecordSpool> spools;
  for (std::size_t index = 0; index < count; ++index) spools.emplace_back(bytes_in_memory);
  return spools;
}

TEST(SortKey, sorts_numbers_by_value_and_texts_by_their_bytes) {
  const auto key = [](std::string_view text, std::uint64_t number) {
    SortKey result;
    result.add(text).add(number);
    return std::string(result.bytes());
  };
  EXPECT_LT(key("a", 255), key("a", 256));
  EXPECT_LT(key("a", UINT64_MAX - 1), key("a", UINT64_MAX));
  EXPECT_LT(key("a", 9), key("ab", 1));
  EXPECT_LT(key("", 9), key("a", 1));
}

TEST(SortKey, tells_texts_with_bytes_of_zero_and_one_from_their_ends) {
  const auto key = [](std::string_view first, std::string_view second) {
    SortKey result;
    result.add(first).add(second);
    return std::string(result.bytes());
  };
  const std::string_view texts[] = {"",
                                    std::string_view("\0", 1),
                                    std::string_view("\0\0", 2),
                                    std::string_view("\0\1", 2),
                                    "\1",
                                    "\1\1",
                                    "\2",
                                    "a",
                                    std::string_view("a\0", 2),
                                    std::string_view("a\0b", 3),
                                    "ab"};
  for (std::size_t a = 0; a < std::size(texts); ++a) {
    for (std::size_t b = 0; b < std::size(texts); ++b) {
      EXPECT_EQ(key(texts[a], "\1z") < key(texts[b], ""), a < b) << a << ' ' << b;
    }
  }
}

TEST(RecordSpool, gives_nothing_back_when_it_was_given_nothing) {
  auto spools = spools_of(3, 100);
  EXPECT_THAT(all_of(spools), IsEmpty());
}

TEST(RecordSpool, sorts_over_several_spools) {
  auto spools = spools_of(2, 1 << 20);
  spools[0].add("c", "third");
  spools[1].add("d", "fourth");
  spools[1].add("a", "first");
  spools[0].add("b", "second");
  EXPECT_THAT(all_of(spools), ElementsAre("first", "second", "third", "fourth"));
  EXPECT_EQ(spools[0].size(), 2u);
}

TEST(RecordSpool, may_be_read_again) {
  auto spools = spools_of(1, 8);
  for (const char* key : {"5", "3", "4", "1", "2"}) spools[0].add(key, std::string("r") + key);
  EXPECT_THAT(all_of(spools), ElementsAre("r1", "r2", "r3", "r4", "r5"));
  EXPECT_THAT(all_of(spools), ElementsAre("r1", "r2", "r3", "r4", "r5"));
}

TEST(RecordSpool, takes_records_larger_than_its_memory_and_empty_ones) {
  auto spools = spools_of(1, 16);
  spools[0].add("b", std::string(100'000, 'x'));
  spools[0].add("a", "");
  spools[0].add("c", std::string(17, 'y'));
  EXPECT_THAT(all_of(spools), ElementsAre("", std::string(100'000, 'x'), std::string(17, 'y')));
}

TEST(RecordSpool, gives_the_same_order_whatever_the_memory_and_the_number_of_spools) {
  std::mt19937 random(7);
  std::vector<std::pair<std::string, std::string>> records;
  for (int number = 0; number < 5000; ++number) {
    SortKey key;
    key.add(std::uint64_t{random() % 1000});
    records.emplace_back(key.bytes(), std::string(random() % 300, 'a') + std::to_string(number));
  }
  auto expected = records;
  std::ranges::sort(expected);
  std::vector<std::string> texts;
  for (const auto& [key, text] : expected) texts.push_back(text);
  for (const std::size_t memory : {1ul, 1000ul, 50'000ul, 10'000'000ul}) {
    for (const std::size_t count : {1ul, 3ul}) {
      auto spools = spools_of(count, memory);
      for (std::size_t index = 0; index < records.size(); ++index) {
        spools[index % count].add(records[index].first, records[index].second);
      }
      EXPECT_EQ(all_of(spools), texts) << memory << " bytes, " << count << " spools";
    }
  }
}

TEST(RecordSpool, says_when_its_file_cannot_be_made) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before != nullptr ? before : "";
  ::setenv("TMPDIR", "/nonexistent/folder", 1);
  auto spools = spools_of(1, 1);
  spools[0].add("a", "first");
  spools[0].add("b", "second");
  before != nullptr ? ::setenv("TMPDIR", kept.c_str(), 1) : ::unsetenv("TMPDIR");
  EXPECT_FALSE(spools[0].status().ok());
  SortedRecords sorted(spools);
  std::string_view record;
  EXPECT_FALSE(sorted.next(record));
  EXPECT_THAT(std::string(sorted.status().message()), testing::HasSubstr("TMPDIR"));
}

}  // namespace
}  // namespace constat
