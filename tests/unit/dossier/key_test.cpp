// The pseudonym key: made once, private, stable, apart.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/dossier.h"
#include "tests/unit/dossier/temporary_directory.h"

namespace constat::dossier {
namespace {

using testing::HasSubstr;

TEST(Key, is_made_when_missing_and_is_the_same_ever_after) {
  const TemporaryDirectory home;
  const auto made = read_or_make_key(home / "case.key");
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->size(), 32u);
  EXPECT_EQ(contents_of(home / "case.key"), *made);
  const auto read = read_or_make_key(home / "case.key");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, *made);
}

TEST(Key, is_readable_by_its_owner_alone_under_any_umask) {
  const TemporaryDirectory home;
  for (const mode_t mask : {0000U, 0022U, 0777U}) {
    const std::string path = home / ("key" + std::to_string(mask));
    const mode_t before = umask(mask);
    const auto made = read_or_make_key(path);
    umask(before);
    ASSERT_TRUE(made.ok()) << made.status();
    EXPECT_EQ(mode_of(path), 0600u);
  }
}

TEST(Key, of_another_case_is_another_one) { EXPECT_NE(random_key(), random_key()); }

TEST(Key, of_the_users_own_making_may_be_longer_but_not_shorter_than_32_bytes) {
  const TemporaryDirectory home;
  write_file(home / "long", std::string(64, 'k'));
  EXPECT_EQ(*read_or_make_key(home / "long"), std::string(64, 'k'));
  write_file(home / "exact", std::string(32, '\0'));
  EXPECT_EQ(read_or_make_key(home / "exact")->size(), 32u);
  write_file(home / "short", std::string(31, 'k'));
  const auto read = read_or_make_key(home / "short");
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(std::string(read.status().message()), HasSubstr("31 bytes"));
  EXPECT_THAT(std::string(read.status().message()), HasSubstr(home / "short"));
  EXPECT_EQ(contents_of(home / "short"), std::string(31, 'k')) << "never overwritten";
}

TEST(Key, file_that_is_too_long_is_another_file_named_by_mistake) {
  const TemporaryDirectory home;
  write_file(home / "capture.pcap", std::string(100'000, 'x'));
  const auto read = read_or_make_key(home / "capture.pcap");
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(std::string(read.status().message()), HasSubstr("too long to be a key"));
}

TEST(Key, never_stands_inside_a_dossier) {
  const TemporaryDirectory home;
  ASSERT_TRUE(Dossier::create(home / "case").ok());
  const auto made = read_or_make_key(home / "case/case.key");
  ASSERT_FALSE(made.ok());
  EXPECT_THAT(std::string(made.status().message()), HasSubstr("inside a dossier"));
  EXPECT_FALSE(std::filesystem::exists(home / "case/case.key"));
}

TEST(Key, in_a_directory_that_does_not_exist_is_an_error_of_one_line) {
  const TemporaryDirectory home;
  const auto made = read_or_make_key(home / "missing/case.key");
  ASSERT_FALSE(made.ok());
  EXPECT_THAT(std::string(made.status().message()), HasSubstr("missing/case.key"));
  EXPECT_EQ(made.status().message().find('\n'), absl::string_view::npos);
}

TEST(Key, that_is_a_directory_is_an_error) {
  const TemporaryDirectory home;
  EXPECT_FALSE(read_or_make_key(home.path()).ok());
}

}  // namespace
}  // namespace constat::dossier
