#include "report/origin.h"

#include <gtest/gtest.h>

#include "report/text_layout.h"
#include "tests/unit/report/sample_case.h"

namespace constat::report {
namespace {

const Wording kEn(Language::kEnglish);
const Wording kFr(Language::kFrench);

TEST(Tshark, command_shows_the_frames_of_the_fact) {
  EXPECT_EQ(tshark_command("a.pcap", 14, 38),
            "tshark -r a.pcap -Y 'frame.number>=14 && frame.number<=38'");
}

TEST(Tshark, command_quotes_the_name_of_the_file) {
  EXPECT_EQ(tshark_command("my 'own'; rm.pcap", 1, 1),
            "tshark -r 'my '\\''own'\\''; rm.pcap' -Y 'frame.number>=1 && frame.number<=1'");
}

TEST(Tshark, has_no_command_where_there_are_no_frames_or_no_file) {
  EXPECT_EQ(tshark_command("a.eml", 0, 0), "");
  EXPECT_EQ(tshark_command("-", 1, 2), "");
  EXPECT_EQ(tshark_command("", 1, 2), "");
}

TEST(Frames, are_one_or_a_range) {
  EXPECT_EQ(flat(frames_line(1234, 1234, kEn), kEn), "frame 1,234");
  EXPECT_EQ(flat(frames_line(14, 38, kFr), kFr), "trames 14 à 38");
  EXPECT_TRUE(frames_line(0, 0, kFr).empty());
}

TEST(Exhibit, leads_from_the_fact_to_the_digest_of_the_input) {
  const CaseReport report = sample::case_report();
  const Exhibit exhibit = Origin(report, kEn).exhibit_of(sample::example("m:aaaa", "v", "q\r\n r"));
  EXPECT_EQ(flat(exhibit.what, kEn), "“v”");
  EXPECT_EQ(exhibit.quote, "q r");
  ASSERT_EQ(exhibit.trace.size(), 3u);
  EXPECT_EQ(flat(exhibit.trace[0], kEn),
            "mail m:aaaa, header, 44 bytes from byte 210 of the mail on");
  EXPECT_EQ(flat(exhibit.trace[1], kEn), "SHA-256 of the mail: " + std::string(64, 'b'));
  std::string digest;
  for (int i = 0; i < 32; ++i) digest += "1f";
  EXPECT_EQ(flat(exhibit.trace[2], kEn),
            "input a.pcap, frames 14 to 38 · SHA-256 of the input: " + digest);
}

TEST(Exhibit, of_an_envelope_has_no_bytes_and_of_an_unknown_input_no_digest) {
  classifier::Example example = sample::example("m:aaaa", "", "");
  example.part = "envelope";
  example.range = {};
  example.input = "elsewhere.eml";
  example.first_frame = example.last_frame = 0;
  example.mail_sha256.clear();
  const CaseReport report = sample::case_report();
  const Exhibit exhibit = Origin(report, kFr).exhibit_of(example);
  EXPECT_TRUE(exhibit.what.empty());
  ASSERT_EQ(exhibit.trace.size(), 2u);
  EXPECT_EQ(flat(exhibit.trace[0], kFr), "message m:aaaa, enveloppe SMTP");
  EXPECT_EQ(flat(exhibit.trace[1], kFr), "pièce elsewhere.eml");
  EXPECT_EQ(exhibit.command, "");
}

}  // namespace
}  // namespace constat::report
