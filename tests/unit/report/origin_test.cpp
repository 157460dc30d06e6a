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
            "tshark -r 'my '\\''own'\\''; rm.pcap' -Y 'frame.number==1'");
  EXPECT_EQ(tshark_command("a\nb.pcap", 1, 2),
            "tshark -r $'a\\x0Ab.pcap' -Y 'frame.number>=1 && frame.number<=2'");
}

TEST(Tshark, reads_a_compressed_capture_as_it_is) {
  EXPECT_EQ(tshark_command("a.pcap.zst", 7, 7), "tshark -r a.pcap.zst -Y 'frame.number==7'");
}

TEST(Bytes, command_cuts_the_fact_out_of_the_file) {
  EXPECT_EQ(bytes_command("a.eml", capture::Compression::kNone, {210, 44}),
            "tail -c +211 < a.eml | head -c 44");
  EXPECT_EQ(bytes_command("-x y.mbox", capture::Compression::kNone, {0, 5}),
            "tail -c +1 < '-x y.mbox' | head -c 5");
}

TEST(Bytes, command_undoes_the_compression_first) {
  EXPECT_EQ(bytes_command("a.mbox.gz", capture::Compression::kGzip, {9, 1}),
            "gzip -dc < a.mbox.gz | tail -c +10 | head -c 1");
  EXPECT_EQ(bytes_command("a.mbox.zst", capture::Compression::kZstd, {9, 1}),
            "zstd -dc < a.mbox.zst | tail -c +10 | head -c 1");
}

TEST(Bytes, have_no_command_without_a_place_or_a_file) {
  EXPECT_EQ(bytes_command("a.eml", capture::Compression::kNone, {210, 0}), "");
  EXPECT_EQ(bytes_command("-", capture::Compression::kNone, {210, 4}), "");
  EXPECT_EQ(bytes_command("", capture::Compression::kNone, {210, 4}), "");
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

TEST(Exhibit, leads_from_the_fact_to_the_mail_and_the_frames) {
  const CaseReport report = sample::case_report();
  const Exhibit exhibit = Origin(report, kEn).exhibit_of(sample::example("m:aaaa", "v", "q\r\n r"));
  EXPECT_EQ(flat(exhibit.what, kEn), "“v”");
  EXPECT_EQ(exhibit.quote, "q r");
  ASSERT_EQ(exhibit.trace.size(), 3u);
  EXPECT_EQ(flat(exhibit.trace[0], kEn),
            "mail m:aaaa, header, 44 bytes from byte 210 of the mail on");
  EXPECT_EQ(flat(exhibit.trace[1], kEn), "input a.pcap, frames 14 to 38");
  EXPECT_EQ(flat(exhibit.trace[2], kEn), "SHA-256 of the mail: " + std::string(64, 'b'));
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
  EXPECT_TRUE(exhibit.commands.empty());
}

TEST(Exhibit, names_every_input_that_carried_the_fact_with_its_command) {
  classifier::Example example = sample::example("m:aaaa", "v", "");
  example.origins = {{"a.pcap", 38, 38}, {"b c.pcap", 1, 3}};
  const CaseReport report = sample::case_report();
  const Exhibit exhibit = Origin(report, kEn).exhibit_of(example);
  ASSERT_EQ(exhibit.trace.size(), 4u);
  EXPECT_EQ(flat(exhibit.trace[2], kEn), "input b c.pcap, frames 1 to 3");
  EXPECT_EQ(exhibit.commands, (std::vector<std::string>{
                                  "tshark -r a.pcap -Y 'frame.number==38'",
                                  "tshark -r 'b c.pcap' -Y 'frame.number>=1 && frame.number<=3'"}));
}

TEST(Exhibit, of_a_mail_file_comes_with_a_command_that_shows_its_bytes) {
  CaseReport report = sample::case_report();
  report.inputs[0].name = "a.mbox.gz";
  report.inputs[0].compression = capture::Compression::kGzip;
  classifier::Example example = sample::example("m:aaaa", "v", "");
  example.input = "a.mbox.gz";
  example.door = capture::Door::kMail;
  example.first_frame = example.last_frame = 0;
  example.source = ByteRange{5210, 44};
  EXPECT_EQ(Origin(report, kEn).exhibit_of(example).commands,
            (std::vector<std::string>{"gzip -dc < a.mbox.gz | tail -c +5211 | head -c 44"}));
  example.door = capture::Door::kStream;  // the offset is of a stream, not of the file
  EXPECT_TRUE(Origin(report, kEn).exhibit_of(example).commands.empty());
}

}  // namespace
}  // namespace constat::report
