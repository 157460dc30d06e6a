// Parts, second readings and encoded files in the record of a mail, at two levels of disclosure.
#include "classifier/records/parts_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/classifier.h"
#include "classifier/record_json.h"
#include "core/pseudonym.h"
#include "tests/unit/classifier/records/sample_mail.h"

namespace constat::classifier {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kMail[] =
    "From: a@s.example\nContent-Type: multipart/mixed; boundary=A; boundary=B\n\n"
    "--A\nContent-Type: text/plain; name=\"b.txt\"; charset=iso-8859-1\n"
    "Content-Disposition: inline; filename=\"a.txt\"\n\ncaf\xe9\n"
    "begin 644 cat.txt\n#0V%T\n`\nend\n--A--\n"
    "--B\n\nother\n--B--\n";

MailRecord record(Disclosure level) {
  static const Limits limits;
  const Pseudonymiser pseudonyms("0123456789abcdef0123456789abcdef");
  const std::vector<std::string> inputs = {"a.eml"};
  KeepingSink sink;
  Classifier classifier(limits, pseudonyms, level, inputs, sink);
  capture::RawMail raw;
  raw.bytes = kMail;
  raw.size = raw.bytes.size();
  parser::MailParser(limits, classifier).on_mail(raw);
  return sink.mails.at(0);
}

TEST(PartsRecord, tells_parts_of_both_readings) {
  const MailRecord mail = record(Disclosure::kHeaders);
  ASSERT_EQ(mail.parts.size(), 3u);
  EXPECT_EQ(mail.parts[1].path, "1");
  EXPECT_EQ(mail.parts[1].charset, "iso-8859-1");
  EXPECT_EQ(mail.parts[1].charset_used, "windows-1252");
  EXPECT_EQ(mail.parts[1].charset_source, "label");
  EXPECT_EQ(mail.parts[1].filename, "a.txt");
  EXPECT_THAT(mail.parts[1].other_filenames, ElementsAre("b.txt"));
  EXPECT_FALSE(mail.parts[1].second_reading);
  EXPECT_EQ(mail.parts[2].path, "~1.1");
  EXPECT_TRUE(mail.parts[2].second_reading);
  EXPECT_EQ(mail.parts[2].charset_used, "");
}

TEST(PartsRecord, tells_where_readings_differ) {
  const MailRecord mail = record(Disclosure::kFacts);
  ASSERT_EQ(mail.second_readings.size(), 1u);
  EXPECT_EQ(mail.second_readings[0].why, DefectKind::kBoundaryAmbiguous);
  EXPECT_EQ(mail.second_readings[0].part, "TEXT");
  EXPECT_EQ(mail.second_readings[0].second.bytes, 5u);
  EXPECT_NE(mail.second_readings[0].first, mail.second_readings[0].second);
}

TEST(PartsRecord, tells_encoded_files_and_withholds_their_names_below_headers) {
  const MailRecord headers = record(Disclosure::kHeaders);
  ASSERT_EQ(headers.encoded_files.size(), 1u);
  EXPECT_EQ(headers.encoded_files[0].encoding, "uuencode");
  EXPECT_EQ(headers.encoded_files[0].part, "1");
  EXPECT_EQ(headers.encoded_files[0].name, "cat.txt");
  EXPECT_EQ(headers.encoded_files[0].bytes, 3u);
  EXPECT_TRUE(headers.encoded_files[0].complete);
  const MailRecord facts = record(Disclosure::kFacts);
  EXPECT_EQ(facts.encoded_files[0].name, std::nullopt);
  EXPECT_THAT(facts.withheld, Contains("encoded_files.name"));
  EXPECT_THAT(facts.parts[1].other_filenames, IsEmpty());
}

TEST(PartsRecord, comes_back_from_json) {
  const MailRecord mail = record(Disclosure::kContent);
  std::string line;
  append_json(mail, line);
  const auto back = mail_record_from_json(line);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->parts, mail.parts);
  EXPECT_EQ(back->second_readings, mail.second_readings);
  EXPECT_EQ(back->encoded_files, mail.encoded_files);
}

}  // namespace
}  // namespace constat::classifier
