// The dossier at rest: order, privacy, manifest, refusal.

#include "dossier/dossier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <random>

#include "core/digest.h"
#include "tests/unit/dossier/temporary_directory.h"

namespace constat::dossier {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

std::vector<StoredRecord> sample_records() {
  return {
      {"summary", "", "", "", R"({"record":"summary"})"},
      {"mail", "b.example", "2026-01-01T00:00:00.000000000Z", "m:1", R"({"n":"b1"})"},
      {"mail", "a.example", "2026-01-02T00:00:00.000000000Z", "m:3", R"({"n":"a3"})"},
      {"mail", "a.example", "2026-01-01T00:00:00.000000000Z", "m:9", R"({"n":"a9"})"},
      {"mail", "a.example", "2026-01-01T00:00:00.000000000Z", "m:2", R"({"n":"a2"})"},
      {"session", "", "", "s:1", R"({"n":"s"})"},
      {"input", "", "", "i:1", R"({"n":"i"})"},
      {"objection", "a.example", "", "m:7", R"({"n":"o"})"},
      // Equal keys: the text itself decides.
      {"mail", "b.example", "2026-01-01T00:00:00.000000000Z", "m:1", R"({"n":"b0"})"},
  };
}

std::unique_ptr<Dossier> make(const std::string& path, const std::vector<StoredRecord>& records) {
  auto dossier = Dossier::create(path);
  EXPECT_TRUE(dossier.ok()) << dossier.status();
  for (const StoredRecord& record : records) EXPECT_TRUE((*dossier)->add(record).ok());
  return std::move(*dossier);
}

std::vector<std::string> read(const Dossier& dossier, std::string_view kind) {
  std::vector<std::string> lines;
  const auto status = dossier.for_each(kind, [&](std::string_view json) {
    lines.emplace_back(json);
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return lines;
}

std::vector<std::string> names_in(const std::string& directory) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

TEST(Dossier, gives_records_back_in_the_defined_order_before_and_after_sealing) {
  const TemporaryDirectory home;
  auto dossier = make(home / "case", sample_records());
  const auto in_order = ElementsAre(R"({"n":"a2"})", R"({"n":"a9"})", R"({"n":"a3"})",
                                    R"({"n":"b0"})", R"({"n":"b1"})");
  EXPECT_THAT(read(*dossier, "mail"), in_order);
  ASSERT_TRUE(dossier->seal().ok());
  const auto opened = Dossier::open(home / "case");
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_THAT(read(**opened, "mail"), in_order);
  EXPECT_THAT(read(**opened, "input"), ElementsAre(R"({"n":"i"})"));
  EXPECT_THAT(read(**opened, "unheard_of"), ElementsAre());
}

TEST(Dossier, has_the_same_bytes_whatever_the_order_of_arrival) {
  const TemporaryDirectory home;
  std::vector<StoredRecord> records = sample_records();
  for (int index = 0; index < 500; ++index) {
    const std::string number = std::to_string(index * 7919 % 1000);
    records.push_back({"mail", number + ".example", number, "m:" + number,
                       "{\"n\":\"" + std::string(2000, 'x') + number + "\"}"});
  }
  ASSERT_TRUE(make(home / "first", records)->seal().ok());
  const std::string expected = contents_of(home / "first/records.sqlite");
  ASSERT_GT(expected.size(), 1'000'000u);
  std::mt19937 random(7);
  for (const char* name : {"second", "third"}) {
    std::ranges::shuffle(records, random);
    ASSERT_TRUE(make(home / name, records)->seal().ok());
    EXPECT_TRUE(contents_of(home / (std::string(name) + "/records.sqlite")) == expected);
    EXPECT_EQ(contents_of(home / (std::string(name) + "/manifest-sha256.txt")),
              contents_of(home / "first/manifest-sha256.txt"));
  }
}

TEST(Dossier, manifest_satisfies_sha256sum_and_leaves_out_the_run) {
  const TemporaryDirectory home;
  auto dossier = make(home / "case", sample_records());
  ASSERT_TRUE(dossier->write_file("report.fr.html", "<p>bonjour</p>").ok());
  ASSERT_TRUE(dossier->write_file("run.json", "{}").ok());
  ASSERT_TRUE(dossier->seal().ok());
  const std::string manifest = contents_of(home / "case/manifest-sha256.txt");
  EXPECT_THAT(manifest, HasSubstr("  records.sqlite\n"));
  EXPECT_THAT(manifest, HasSubstr(to_hex(sha256("<p>bonjour</p>")) + "  report.fr.html\n"));
  EXPECT_THAT(manifest, testing::Not(HasSubstr("run.json")));
  EXPECT_THAT(manifest, testing::Not(HasSubstr("manifest")));
  const std::string check =
      "cd " + home / "case" + " && sha256sum -c --strict --quiet manifest-sha256.txt";
  EXPECT_EQ(std::system(check.c_str()), 0);
  write_file(home / "case/report.fr.html", "<p>bonsoir</p>");
  EXPECT_NE(std::system((check + " 2>/dev/null >/dev/null").c_str()), 0);
}

TEST(Dossier, is_the_owners_alone_under_any_umask) {
  const TemporaryDirectory home;
  for (const mode_t mask : {0000U, 0077U, 0777U}) {
    const std::string path = home / ("case" + std::to_string(mask));
    const mode_t before = umask(mask);
    auto dossier = Dossier::create(path);
    const bool made = dossier.ok() && (*dossier)->add(sample_records()[0]).ok() &&
                      (*dossier)->write_file("report.json", "{}").ok() && (*dossier)->seal().ok();
    umask(before);
    ASSERT_TRUE(made) << mask;
    EXPECT_EQ(mode_of(path), 0700u);
    for (const std::string& name : names_in(path))
      EXPECT_EQ(mode_of(path + "/" + name), 0600u) << name;
  }
}

TEST(Dossier, leaves_no_file_behind_but_its_own) {
  const TemporaryDirectory home;
  auto dossier = make(home / "case", sample_records());
  ASSERT_TRUE(dossier->seal().ok());
  EXPECT_THAT(names_in(home / "case"),
              UnorderedElementsAre("records.sqlite", "manifest-sha256.txt"));
  EXPECT_THAT(names_in(home.path()), UnorderedElementsAre("case"));
}

TEST(Dossier, is_never_overwritten) {
  const TemporaryDirectory home;
  std::filesystem::create_directory(home / "full");
  write_file(home / "full/letter.txt", "mine");
  const auto refused = Dossier::create(home / "full");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.status().message(),
            "the directory " + home / "full" +
                " is not empty; a dossier is never overwritten, name a new one");
  EXPECT_THAT(names_in(home / "full"), ElementsAre("letter.txt"));
}

TEST(Dossier, may_fill_an_empty_directory_but_not_stand_on_a_file) {
  const TemporaryDirectory home;
  std::filesystem::create_directory(home / "empty");
  EXPECT_TRUE(Dossier::create(home / "empty").ok());
  EXPECT_EQ(mode_of(home / "empty"), 0700u);
  write_file(home / "file", "");
  EXPECT_FALSE(Dossier::create(home / "file").ok());
  EXPECT_FALSE(Dossier::create(home / "no/such/place").ok());
}

TEST(Dossier, takes_only_plain_file_names_and_each_once) {
  const TemporaryDirectory home;
  auto dossier = make(home / "case", {});
  for (const char* name : {"", ".", "..", "../x", "/etc/x", "a/b", ".hidden", "-n", "a b", "a\nb",
                           "caf\xC3\xA9", "records.sqlite", "manifest-sha256.txt"}) {
    EXPECT_FALSE(dossier->write_file(name, "x").ok()) << name;
  }
  EXPECT_TRUE(dossier->write_file("report.txt", "x").ok());
  EXPECT_FALSE(dossier->write_file("report.txt", "y").ok());
  EXPECT_EQ(contents_of(home / "case/report.txt"), "x");
}

TEST(Dossier, follows_no_link_that_waits_under_a_name) {
  const TemporaryDirectory home;
  auto dossier = make(home / "case", {});
  write_file(home / "victim", "untouched");
  std::filesystem::create_symlink(home / "victim", home / "case/report.txt");
  EXPECT_FALSE(dossier->write_file("report.txt", "x").ok());
  EXPECT_EQ(contents_of(home / "victim"), "untouched");
  EXPECT_FALSE(dossier->seal().ok()) << "a link is not evidence";
}

TEST(Dossier, takes_nothing_more_once_sealed) {
  const TemporaryDirectory home;
  auto dossier = make(home / "case", sample_records());
  ASSERT_TRUE(dossier->seal().ok());
  EXPECT_FALSE(dossier->seal().ok());
  EXPECT_FALSE(dossier->add(sample_records()[0]).ok());
  EXPECT_FALSE(dossier->write_file("late.txt", "x").ok());
  auto opened = Dossier::open(home / "case");
  ASSERT_TRUE(opened.ok());
  EXPECT_FALSE((*opened)->add(sample_records()[0]).ok());
  EXPECT_FALSE((*opened)->write_file("late.txt", "x").ok());
  EXPECT_FALSE((*opened)->seal().ok());
  EXPECT_THAT(names_in(home / "case"),
              UnorderedElementsAre("records.sqlite", "manifest-sha256.txt"));
}

TEST(Dossier, that_was_not_finished_cannot_be_opened) {
  const TemporaryDirectory home;
  make(home / "case", sample_records()).reset();
  EXPECT_FALSE(Dossier::open(home / "case").ok());
  EXPECT_FALSE(Dossier::open(home / "nothing").ok());
  std::filesystem::create_directory(home / "text");
  write_file(home / "text/records.sqlite", std::string(5000, 'x'));
  EXPECT_FALSE(Dossier::open(home / "text").ok());
}

TEST(Dossier, keeps_every_byte_of_a_line) {
  const TemporaryDirectory home;
  const std::string odd = std::string("{\"n\":\"") + '\0' + "\xFF\xC3\xA9'\";--\"}";
  auto dossier = make(home / "case", {{"mail", "a'b", "", "m:1", odd}});
  EXPECT_THAT(read(*dossier, "mail"), ElementsAre(odd));
  ASSERT_TRUE(dossier->seal().ok());
  EXPECT_THAT(read(**Dossier::open(home / "case"), "mail"), ElementsAre(odd));
}

TEST(Dossier, stops_reading_when_the_visitor_says_so) {
  const TemporaryDirectory home;
  auto dossier = make(home / "case", sample_records());
  int seen = 0;
  const auto status = dossier->for_each("mail", [&](std::string_view) {
    ++seen;
    return absl::CancelledError("enough");
  });
  EXPECT_TRUE(absl::IsCancelled(status));
  EXPECT_EQ(seen, 1);
}

TEST(Dossier, record_file_is_a_sound_strict_database) {
  const TemporaryDirectory home;
  ASSERT_TRUE(make(home / "case", sample_records())->seal().ok());
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open_v2((home / "case/records.sqlite").c_str(), &database, SQLITE_OPEN_READONLY,
                            nullptr),
            SQLITE_OK);
  const auto ask = [&](const char* sql) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(database, sql, -1, &statement, nullptr), SQLITE_OK);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
    std::string answer = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return answer;
  };
  EXPECT_EQ(ask("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(ask("PRAGMA journal_mode"), "delete");
  EXPECT_EQ(ask("SELECT count(*) FROM records"), "9");
  EXPECT_EQ(ask("SELECT group_concat(name, ' ') FROM sqlite_schema WHERE type = 'table'"),
            "records");
  EXPECT_THAT(ask("SELECT sql FROM sqlite_schema WHERE name = 'records'"), HasSubstr("STRICT"));
  EXPECT_EQ(ask("PRAGMA freelist_count"), "0");
  sqlite3_close(database);
}

}  // namespace
}  // namespace constat::dossier
