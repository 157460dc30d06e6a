#include "classifier/fact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include <set>

namespace constat::classifier {
namespace {

Fact made(std::string id, std::string value) {
  return {std::move(id), std::move(value), "1", {}, ""};
}

TEST(FactSink, drops_exact_repetitions) {
  const Limits limits;
  FactSink sink(limits);
  sink.add(made("a", "1"));
  sink.add(made("a", "1"));
  sink.add(made("a", "2"));
  EXPECT_EQ(sink.facts().size(), 2u);
  EXPECT_EQ(sink.not_kept(), 0u);
}

TEST(FactSink, counts_what_it_does_not_keep) {
  Limits limits;
  limits.facts_per_kind = 3;
  FactSink sink(limits);
  for (int i = 0; i < 10; ++i) sink.add(made("a", std::to_string(i)));
  EXPECT_EQ(sink.facts().size(), 3u);
  EXPECT_EQ(sink.not_kept(), 7u);
}

TEST(FactSink, keeps_the_first_of_each_kind_in_any_flood) {
  Limits limits;
  limits.facts_per_mail = 5;
  FactSink sink(limits);
  for (int i = 0; i < 10; ++i) sink.add(made("flood", std::to_string(i)));
  sink.add(made("rare", "1"));
  ASSERT_EQ(sink.facts().size(), 6u);
  EXPECT_EQ(sink.facts().back().id, "rare");
}

TEST(FactSink, cuts_long_values_between_characters) {
  Limits limits;
  limits.value_bytes = 10;
  FactSink sink(limits);
  sink.add(made("a", "123456\xC3\xA9\xC3\xA9\xC3\xA9"));
  EXPECT_EQ(sink.facts()[0].value, "123456\xE2\x80\xA6");
}

TEST(FactFamilies, are_known_by_name_and_in_order) {
  std::vector<std::string_view> ids;
  for (const FactFamily* family : fact_families()) ids.push_back(family->id);
  EXPECT_TRUE(std::ranges::is_sorted(ids));
  EXPECT_THAT(ids, ::testing::IsSupersetOf({"identity", "means_to_stop", "prospection"}));
}

TEST(FactFamilies, give_each_kind_once) {
  std::set<std::string_view> ids;
  for (const FactFamily* family : fact_families()) {
    for (const FactKind& kind : family->kinds) {
      EXPECT_TRUE(ids.insert(kind.id).second) << kind.id;
      EXPECT_EQ(fact_kind(kind.id), &kind);
    }
  }
  EXPECT_EQ(fact_kind("nothing.of.the.kind"), nullptr);
}

}  // namespace
}  // namespace constat::classifier
