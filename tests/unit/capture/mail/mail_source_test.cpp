// eml files: robustness P11.
#include "capture/mail/mail_source.h"

#include <gtest/gtest.h>

#include "tests/unit/capture/compressor.h"
#include "tests/unit/capture/mail/collected_mails.h"

namespace constat::capture {
namespace {

using testing::Collected;

Collected read(std::string_view text) { return testing::read_mail_file(text, InputKind::kEml); }

const std::string kFrom = "From a@s.example Thu Jan  1 00:00:00 1970";

TEST(Eml, the_whole_file_is_one_mail) {
  const std::string text = "Subject: x\r\n\r\nFrom here\r\n\r\n";
  const Collected seen = read(text);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, text);
  EXPECT_EQ(seen.facts.kind, InputKind::kEml);
}

TEST(Eml, a_separator_at_its_start_makes_it_an_mbox_of_one_mail) {
  const Collected seen = read(kFrom + "\nSubject: x\n\nbody\n");
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "Subject: x\n\nbody\n");
  EXPECT_EQ(seen.facts.kind, InputKind::kMbox);
}

TEST(Eml, empty_and_blank_files_have_a_result) {
  const Collected empty = read("");
  EXPECT_TRUE(empty.mails.empty());
  EXPECT_EQ(empty.facts.defects.at(0).kind, DefectKind::kInputEmpty);
  EXPECT_EQ(read("\r\n\r\n").mails.at(0).bytes, "\r\n\r\n");
}

TEST(Eml, line_ends_of_any_kind_are_kept) {  // robustness P11
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const std::string text = "Subject: x" + end + end + "body" + end + end;
    EXPECT_EQ(read(text).mails.at(0).bytes, text);
  }
}

TEST(Eml, what_is_no_mail_is_kept_as_one_when_said_to_be) {  // robustness P11
  for (const std::string& text : {std::string("{}"), std::string("<html><p>saved</p></html>"),
                                  std::string(1'000'000, '\n') + "Subject: late\n",
                                  std::string(300, '\0'), std::string("\xff\xfe")}) {
    const Collected seen = read(text);
    ASSERT_EQ(seen.mails.size(), 1u);
    EXPECT_EQ(seen.mails[0].bytes, text);
    EXPECT_EQ(seen.mails[0].completeness, Completeness::kComplete);
  }
}

TEST(Eml, utf16_is_kept_as_it_is_and_stated) {  // robustness P11
  const std::string text("S\0u\0b\0j\0e\0c\0t\0:\0 \0x\0\r\0\n\0", 24);
  for (const std::string& file : {text, "\xff\xfe" + text}) {
    const Collected seen = read(file);
    ASSERT_EQ(seen.mails.size(), 1u);
    EXPECT_EQ(seen.mails[0].bytes, file);
    EXPECT_EQ(seen.mails[0].defects, (Defects{{DefectKind::kUtf16Mail, {0, file.size()}}}));
  }
}

TEST(Eml, a_damaged_compressed_file_gives_what_came_before) {
  const std::string file = testing::stored_gzip("Subject: x\n\nbody\n");
  EXPECT_EQ(read(file).mails.at(0).bytes, "Subject: x\n\nbody\n");
  const Collected cut = read(file.substr(0, file.size() - 10));
  EXPECT_EQ(cut.mails.at(0).bytes, "Subject: x\n\nbod");
  EXPECT_EQ(cut.mails.at(0).completeness, Completeness::kTruncated);
  EXPECT_EQ(cut.facts.defects.at(0).kind, DefectKind::kCompressedDataDamaged);
}

}  // namespace
}  // namespace constat::capture
