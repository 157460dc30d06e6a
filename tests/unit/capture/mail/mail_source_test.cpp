// mbox and eml files: robustness P10 and P11, RFC 4155.
#include "capture/mail/mail_source.h"

#include <gtest/gtest.h>

#include <chrono>

#include "capture/mail/mbox_file.h"

namespace constat::capture {
namespace {

struct Collected final : MailSink {
  struct Mail {
    std::string bytes, id, digest;
    std::uint64_t size;
    std::vector<Piece> pieces;
    Defects defects;
  };
  std::vector<Mail> mails;
  InputFacts facts;
  void on_mail(const RawMail& mail) override {
    EXPECT_FALSE(mail.has_envelope);
    EXPECT_EQ(mail.session_id, "");
    mails.push_back({std::string(mail.bytes), mail.id, to_hex(mail.sha256), mail.size, *mail.pieces,
                     mail.defects});
  }
};

Collected read(std::string_view text, InputKind kind, const Limits& limits = {}) {
  Collected collected;
  const auto source = open_bytes(text);
  EXPECT_TRUE(read_mails(*source, kind, 3, limits, collected, collected.facts).ok());
  EXPECT_EQ(collected.facts.bytes, text.size());
  EXPECT_EQ(to_hex(collected.facts.sha256), to_hex(sha256(text)));
  EXPECT_EQ(collected.facts.mails, collected.mails.size());
  return collected;
}

const std::string kFrom = "From a@s.example Thu Jan  1 00:00:00 1970";

TEST(Mbox, mails_are_parted_at_separators_and_keep_their_bytes) {
  const std::string text = kFrom + "\nA: 1\n\nbody\n\n" + kFrom + "\nA: 2\n\n>From x\n\n";
  const Collected seen = read(text, InputKind::kMbox);
  ASSERT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.mails[0].bytes, "A: 1\n\nbody\n");
  EXPECT_EQ(seen.mails[1].bytes, "A: 2\n\n>From x\n");
  EXPECT_TRUE(seen.facts.defects.empty());
  // Every piece points at the very bytes of the file.
  for (const auto& mail : seen.mails) {
    for (const Piece& piece : mail.pieces) {
      EXPECT_EQ(text.substr(piece.source_offset, piece.length),
                mail.bytes.substr(piece.mail_offset, piece.length));
      EXPECT_EQ(piece.frame, (FrameRef{3, 0}));
    }
  }
}

TEST(Mbox, crlf_and_cr_files_are_read_alike) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const Collected seen =
        read(kFrom + end + "A: 1" + end + end + "x" + end + end + kFrom + end + "A: 2" + end,
             InputKind::kMbox);
    ASSERT_EQ(seen.mails.size(), 2u) << to_hex(sha256(end));
    EXPECT_EQ(seen.mails[0].bytes, "A: 1" + end + end + "x" + end);
    EXPECT_EQ(seen.mails[1].bytes, "A: 2" + end);
  }
}

TEST(Mbox, a_from_line_that_is_no_separator_is_text_and_noted) {
  const std::string text = kFrom + "\nA: 1\n\nFrom here on it is text.\n" + kFrom + "\nend\n";
  const Collected seen = read(text, InputKind::kMbox);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, text.substr(kFrom.size() + 1));
  ASSERT_EQ(seen.facts.defects.size(), 2u);
  EXPECT_EQ(seen.facts.defects[0].kind, DefectKind::kMboxSeparatorDoubtful);
  EXPECT_EQ(seen.facts.defects[0].where.offset, text.find("From here"));
}

TEST(Mbox, no_final_newline_and_a_lost_first_letter_lose_nothing) {
  EXPECT_EQ(read(kFrom + "\nA: 1\n\nx", InputKind::kMbox).mails.at(0).bytes, "A: 1\n\nx");
  const Collected lost = read("rom a@b\nA: 1\n\nx\n\n" + kFrom + "\nA: 2\n", InputKind::kMbox);
  ASSERT_EQ(lost.mails.size(), 2u);
  EXPECT_EQ(lost.mails[0].bytes, "rom a@b\nA: 1\n\nx\n");
  EXPECT_EQ(lost.facts.defects.at(0).kind, DefectKind::kMboxSeparatorDoubtful);
}

TEST(Mbox, equal_mails_have_different_ids) {
  const Collected seen = read(kFrom + "\nA: 1\n\n" + kFrom + "\nA: 1\n\n", InputKind::kMbox);
  ASSERT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.mails[0].digest, seen.mails[1].digest);
  EXPECT_NE(seen.mails[0].id, seen.mails[1].id);
  EXPECT_EQ(seen.mails[0].id, mail_id("", 0, sha256("A: 1\n")));
}

TEST(Mbox, a_million_empty_mails_are_a_million_mails_in_linear_time) {
  const std::string one = kFrom + "\n\n";
  std::string text;
  for (int index = 0; index < 1'000'000; ++index) text += one;
  struct Count final : MailSink {
    std::uint64_t mails = 0;
    void on_mail(const RawMail& mail) override {
      EXPECT_EQ(mail.size, 0u);
      ++mails;
    }
  } count;
  InputFacts facts;
  const auto source = open_bytes(text);
  EXPECT_TRUE(read_mails(*source, InputKind::kMbox, 0, {}, count, facts).ok());
  EXPECT_EQ(count.mails, 1'000'000u);
}

TEST(Mbox, a_mail_larger_than_window_and_cap_is_hashed_whole) {
  Limits limits;
  limits.mail_bytes = 1000;
  const std::string body = "A: 1\n\n" + std::string(3 * 1024 * 1024, 'x') + "\n";
  const Collected seen =
      read(kFrom + "\n" + body + "\n" + kFrom + "\nA: 2\n", InputKind::kMbox, limits);
  ASSERT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.mails[0].bytes, body.substr(0, 1000));
  EXPECT_EQ(seen.mails[0].size, body.size());
  EXPECT_EQ(seen.mails[0].digest, to_hex(sha256(body)));
  EXPECT_EQ(seen.mails[0].defects.at(0).kind, DefectKind::kMailTooLarge);
  EXPECT_TRUE(seen.mails[1].defects.empty());
}

TEST(Mbox, separators_are_told_from_text) {
  EXPECT_TRUE(is_mbox_separator("From MAILER-DAEMON Fri Jul  8 12:08:34 2011"));
  EXPECT_TRUE(is_mbox_separator("From - Sat Jan 01 00:00:00 2000"));
  EXPECT_TRUE(is_mbox_separator("From a@b.example Mon Feb 29 10:00:00 CET 2016\r"));
  EXPECT_FALSE(is_mbox_separator("From here on"));
  EXPECT_FALSE(is_mbox_separator("From May 2019 on"));
  EXPECT_FALSE(is_mbox_separator(">From a@b Thu Jan  1 00:00:00 1970"));
}

TEST(Eml, the_whole_file_is_one_mail) {
  const std::string text = "Subject: x\r\n\r\nFrom here\r\n\r\n";
  const Collected seen = read(text, InputKind::kEml);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, text);
  EXPECT_EQ(seen.facts.kind, InputKind::kEml);
}

TEST(Eml, a_separator_at_its_start_makes_it_an_mbox_of_one_mail) {
  const Collected seen = read(kFrom + "\nSubject: x\n\nbody\n", InputKind::kEml);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "Subject: x\n\nbody\n");
  EXPECT_EQ(seen.facts.kind, InputKind::kMbox);
}

TEST(Eml, empty_and_blank_files_have_a_result) {
  const Collected empty = read("", InputKind::kEml);
  EXPECT_TRUE(empty.mails.empty());
  EXPECT_EQ(empty.facts.defects.at(0).kind, DefectKind::kInputEmpty);
  EXPECT_EQ(read("\r\n\r\n", InputKind::kEml).mails.at(0).bytes, "\r\n\r\n");
}

}  // namespace
}  // namespace constat::capture
