#include "capture/input.h"

#include <gtest/gtest.h>

#include <random>

#include "capture/byte_source.h"

namespace constat::capture {
namespace {

using namespace std::string_view_literals;

TEST(Recognise, capture_files_by_their_magic) {
  EXPECT_EQ(recognise("\xd4\xc3\xb2\xa1\x02\x00"sv), InputKind::kPcap);
  EXPECT_EQ(recognise("\xa1\xb2\xc3\xd4\x00\x02"sv), InputKind::kPcap);
  EXPECT_EQ(recognise("\x4d\x3c\xb2\xa1"sv), InputKind::kPcap);
  EXPECT_EQ(recognise("\xa1\xb2\x3c\x4d"sv), InputKind::kPcap);
  EXPECT_EQ(recognise("\x34\xcd\xb2\xa1"sv), InputKind::kPcap);
  EXPECT_EQ(recognise("\xa1\xb2\xcd\x34"sv), InputKind::kPcap);
  EXPECT_EQ(recognise("\n\r\r\n\x1c\0\0\0\x4d\x3c\x2b\x1a"sv), InputKind::kPcapng);
  EXPECT_EQ(recognise("\n\r\r\n\0\0\0\x1c\x1a\x2b\x3c\x4d"sv), InputKind::kPcapng);
}

TEST(Recognise, a_mail_after_empty_lines_is_no_section_header) {
  EXPECT_EQ(recognise("\n\r\r\nSubject: a\r\nTo: b@c.example\r\n"sv), InputKind::kEml);
}

TEST(Recognise, mbox_by_a_separator_with_a_date) {
  EXPECT_EQ(recognise("From a@b.example Thu Nov 13 10:22:00 2025\nTo: c\n"), InputKind::kMbox);
  EXPECT_EQ(recognise("From MAILER-DAEMON  Fri Jul  8 12:08:34 2011\n"), InputKind::kMbox);
  EXPECT_EQ(recognise("From - Sat Jan 02 01:02:03 1999\r\nX-A: b\r\n"), InputKind::kMbox);
}

TEST(Recognise, from_in_a_sentence_is_no_separator) {
  EXPECT_EQ(recognise("From now on nothing is the same.\n"), InputKind::kUnknown);
  EXPECT_EQ(recognise("From a@b.example\nTo: c\n"), InputKind::kEml);
}

TEST(Recognise, transcript_by_its_first_line) {
  EXPECT_EQ(recognise("# transcript two mails\nS: 220\n"), InputKind::kTranscript);
  EXPECT_EQ(recognise("# a note\n"), InputKind::kUnknown);
}

TEST(Recognise, mail_by_a_header_field) {
  EXPECT_EQ(recognise("Received: from a by b\r\n"), InputKind::kEml);
  EXPECT_EQ(recognise("received : from a\n"), InputKind::kEml);
  EXPECT_EQ(recognise("\xEF\xBB\xBFSubject: with a mark\n"), InputKind::kEml);
  EXPECT_EQ(recognise("\r\n\r\nSubject: late\n"), InputKind::kEml);
  EXPECT_EQ(recognise("X-Anything: 1\n"), InputKind::kEml);
  EXPECT_EQ(recognise(">From a Mon\nReturn-Path: <>\n"), InputKind::kEml);
  EXPECT_EQ(recognise("Unheard-Of: 1\nSubject: then\n"), InputKind::kEml);
}

TEST(Recognise, what_is_no_mail_is_unknown) {
  EXPECT_EQ(recognise(""), InputKind::kUnknown);
  EXPECT_EQ(recognise("\r\n\r\n"), InputKind::kUnknown);
  EXPECT_EQ(recognise("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv), InputKind::kUnknown);
  EXPECT_EQ(recognise("\x7f"
                      "ELF\x02\x01\x01\0"sv),
            InputKind::kUnknown);
  EXPECT_EQ(recognise("\x1f\x8b\x08\0"sv), InputKind::kUnknown);
  EXPECT_EQ(recognise("PK\x03\x04\x14\0"sv), InputKind::kUnknown);
  EXPECT_EQ(recognise("<!DOCTYPE html>\n<html>\nSubject: x\n"), InputKind::kUnknown);
  EXPECT_EQ(recognise("  <html>\nFrom: x\n"), InputKind::kUnknown);
  EXPECT_EQ(recognise("http://example/\nroot:x:0:0\n{\"a\": 1}\n"), InputKind::kUnknown);
  EXPECT_EQ(recognise("%PDF-1.7\n"), InputKind::kUnknown);
  EXPECT_EQ(recognise("{}"), InputKind::kUnknown);  // robustness P11, MimeKit #384
}

TEST(Recognise, mail_in_utf16_of_either_order) {  // robustness P11
  EXPECT_EQ(recognise("\xff\xfe"
                      "F\0r\0o\0m\0:\0 \0"sv),
            InputKind::kEml);
  EXPECT_EQ(recognise("\xfe\xff\0T\0o\0:\0 \0a"sv), InputKind::kEml);
  EXPECT_EQ(recognise("S\0u\0b\0j\0e\0c\0t\0:\0 \0x\0"sv), InputKind::kEml);
  EXPECT_EQ(recognise("\0S\0u\0b\0j\0e\0c\0t\0:\0 \0x"sv), InputKind::kEml);
  EXPECT_EQ(recognise("\xff\xfe"
                      "t\0e\0x\0t\0"sv),
            InputKind::kUnknown);
  EXPECT_EQ(recognise("\xff\xfe"sv), InputKind::kUnknown);
}

TEST(Recognise, mail_with_cr_alone_as_line_end) {
  EXPECT_EQ(recognise("Unheard-Of: 1\rSubject: then\r\rbody\r"), InputKind::kEml);
  EXPECT_EQ(recognise("From a@b.example Thu Nov 13 10:22:00 2025\rTo: c\r"), InputKind::kMbox);
}

TEST(Recognise, mbox_whose_first_letter_was_lost) {  // robustness P10
  EXPECT_EQ(recognise("rom a@b.example Thu Nov 13 10:22:00 2025\nTo: c\n"), InputKind::kMbox);
  EXPECT_EQ(recognise("rom a@b.example\nTo: c\n"), InputKind::kEml);
}

TEST(Recognise, mail_behind_a_million_empty_lines) {  // robustness P11
  const std::string blank(2'000'000, '\n');
  const std::string mail = blank + "Subject: late\n";
  EXPECT_EQ(recognise(*open_bytes(mail)), InputKind::kEml);
  const std::string mbox = blank + "From a@b.example Thu Nov 13 10:22:00 2025\nTo: c\n";
  EXPECT_EQ(recognise(*open_bytes(mbox)), InputKind::kMbox);
  EXPECT_EQ(recognise(*open_bytes(blank)), InputKind::kUnknown);
  const auto source = open_bytes(mail);
  recognise(*source);
  EXPECT_EQ(source->position(), 0u);
}

TEST(Recognise, a_field_after_the_header_block_does_not_count) {
  EXPECT_EQ(recognise("some text\n\nSubject: quoted\n"), InputKind::kUnknown);
}

TEST(Recognise, random_bytes_are_unknown) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(1 + random() % 4096, ' ');
    for (char& c : bytes) c = static_cast<char>(random());
    EXPECT_EQ(recognise(bytes), InputKind::kUnknown);
  }
}

TEST(InputNames, are_those_of_the_record_schema) {
  EXPECT_EQ(name_of(InputKind::kPcapng), "pcapng");
  EXPECT_EQ(name_of(InputKind::kTranscript), "transcript");
  EXPECT_EQ(name_of(SkipReason::kNotTcp), "not_tcp");
  EXPECT_EQ(name_of(SkipReason::kFragment), "fragment");
}

}  // namespace
}  // namespace constat::capture
