#include "core/defect.h"

#include <gtest/gtest.h>

#include <set>

namespace constat {
namespace {

constexpr DefectKind kAll[] = {
#define CONSTAT_DEFECT(enumerator, name, meaning) DefectKind::enumerator,
#include "core/defect_kinds.inc"
#undef CONSTAT_DEFECT
};

TEST(DefectKind, has_one_name_and_a_meaning_each) {
  std::set<std::string_view> names;
  for (const DefectKind kind : kAll) {
    EXPECT_TRUE(names.insert(name_of(kind)).second) << name_of(kind);
    EXPECT_GT(meaning_of(kind).size(), 10u) << name_of(kind);
    EXPECT_EQ(defect_kind_named(name_of(kind)), kind);
    EXPECT_EQ(name_of(kind).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"),
              std::string_view::npos);
  }
}

TEST(DefectKind, unknown_name_is_none) { EXPECT_EQ(defect_kind_named("no_such"), std::nullopt); }

}  // namespace
}  // namespace constat
