// Where a register comes from, as stated beside it.

#include "classifier/registers/standing.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace constat::classifier {
namespace {

std::string error_of(std::string_view text) {
  Exhibit exhibit;
  const absl::Status status = read_standing_text("c.csv.toml", text, exhibit);
  return std::string(status.message());
}

TEST(Standing, is_taken_as_stated) {
  Exhibit exhibit;
  ASSERT_TRUE(read_standing_text("c.csv.toml",
                                 "producer = \"Exemple SAS\"\nmandate = 'request 12'\n"
                                 "produced_at = \"2026-10-01\"\n",
                                 exhibit)
                  .ok());
  EXPECT_EQ(exhibit.producer, "Exemple SAS");
  EXPECT_EQ(exhibit.mandate, "request 12");
  EXPECT_EQ(exhibit.produced_at, "2026-10-01");
}

TEST(Standing, may_be_left_out_in_part) {
  Exhibit exhibit;
  ASSERT_TRUE(read_standing_text("c.csv.toml", "producer = \"Exemple SAS\"", exhibit).ok());
  EXPECT_EQ(exhibit.mandate, "");
}

TEST(Standing, errors_name_file_line_and_remedy) {
  EXPECT_EQ(error_of("producer = \"x\"\nauthor = \"y\"\n"),
            "c.csv.toml:2: \"author\" is not known here; there are producer, mandate and "
            "produced_at");
  EXPECT_EQ(error_of("producer = 7\n"),
            "c.csv.toml:1: the value is no text; put it between quotes");
  EXPECT_EQ(error_of("produced_at = \"1 Oct\"\n"),
            "c.csv.toml: produced_at is no time; write 2026-10-01 or 2026-10-01T10:00:00Z");
  EXPECT_TRUE(error_of("producer = \n").starts_with("c.csv.toml:1: "));
}

TEST(Standing, stands_beside_the_register) {
  const auto folder = std::filesystem::temp_directory_path() / "constat-standing-test";
  std::filesystem::create_directories(folder);
  const std::string path = (folder / "c.csv").string();
  Exhibit exhibit;
  EXPECT_TRUE(read_standing(path, exhibit).ok());
  EXPECT_EQ(exhibit.producer, "");
  std::ofstream(path + ".toml") << "producer = \"Exemple SAS\"\n";
  EXPECT_TRUE(read_standing(path, exhibit).ok());
  EXPECT_EQ(exhibit.producer, "Exemple SAS");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace constat::classifier
