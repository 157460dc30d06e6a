#include "tools/constat/dns_file.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "core/digest.h"

namespace constat::tools {
namespace {

class DnsFileTest : public ::testing::Test {
 protected:
  std::string write(std::string_view text) {
    path_ = (std::filesystem::path(::testing::TempDir()) /
             ::testing::UnitTest::GetInstance()->current_test_info()->name())
                .string();
    std::ofstream(path_, std::ios::binary) << text;
    return path_;
  }
  void TearDown() override { std::remove(path_.c_str()); }

 private:
  std::string path_;
};

TEST_F(DnsFileTest, is_told_among_the_inputs_with_its_digest) {
  constexpr std::string_view kText = "name,type,data\na.example,A,192.0.2.1\n";
  const std::string path = write(kText);
  const auto file = read_dns_file(path, Limits());
  ASSERT_TRUE(file.ok()) << file.status().message();
  ASSERT_TRUE(*file);
  EXPECT_EQ((*file)->facts.sha256, sha256(kText));
  EXPECT_EQ((*file)->facts.bytes, kText.size());
  EXPECT_EQ((*file)->facts.kind, capture::InputKind::kDnsSnapshot);
  EXPECT_EQ((*file)->snapshot.size(), 1u);
  EXPECT_TRUE((*file)->rows_left_out.empty());
}

TEST_F(DnsFileTest, a_row_that_cannot_be_read_is_named_by_its_line) {
  const std::string path = write("name,type,data\na.example,A,192.0.2.1\nb.example,A,no address\n");
  const auto file = read_dns_file(path, Limits());
  ASSERT_TRUE(file.ok() && *file);
  ASSERT_EQ((*file)->rows_left_out.size(), 1u);
  EXPECT_TRUE((*file)->rows_left_out[0].starts_with(path + ": line 3: "));
  ASSERT_EQ((*file)->facts.defects.size(), 1u);
  EXPECT_EQ((*file)->facts.defects[0], (Defect{DefectKind::kDnsRowMalformed, {37, 22}}));
}

TEST_F(DnsFileTest, what_is_no_snapshot_and_what_is_too_long_are_errors) {
  const std::string path = write("From: a@b.example\n\ntext\n");
  EXPECT_FALSE(read_dns_file(path, Limits()).ok());
  Limits limits;
  limits.dns_snapshot_bytes = 10;
  EXPECT_FALSE(read_dns_file(write("name,type,data\n"), limits).ok());
  EXPECT_FALSE(read_dns_file(path + ".none", Limits()).ok());
}

TEST_F(DnsFileTest, without_a_path_there_is_none) {
  const auto file = read_dns_file("", Limits());
  ASSERT_TRUE(file.ok());
  EXPECT_FALSE(*file);
}

}  // namespace
}  // namespace constat::tools
