// mbox files: robustness P10, RFC 4155, mboxo/mboxrd/mboxcl/mboxcl2 as mbox(5) of qmail describes.
#include "capture/mail/mbox_file.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/unit/capture/compressor.h"
#include "tests/unit/capture/mail/collected_mails.h"

namespace constat::capture {
namespace {

using testing::Collected;

Collected read(std::string_view text, const Limits& limits = {}) {
  return testing::read_mail_file(text, InputKind::kMbox, limits);
}

const std::string kFrom = "From a@s.example Thu Jan  1 00:00:00 1970";

TEST(Mbox, mails_are_parted_at_separators_and_keep_their_bytes) {
  const std::string text = kFrom + "\nA: 1\n\nbody\n\n" + kFrom + "\nA: 2\n\n>From x\n\n";
  const Collected seen = read(text);
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
        read(kFrom + end + "A: 1" + end + end + "x" + end + end + kFrom + end + "A: 2" + end);
    ASSERT_EQ(seen.mails.size(), 2u) << to_hex(sha256(end));
    EXPECT_EQ(seen.mails[0].bytes, "A: 1" + end + end + "x" + end);
    EXPECT_EQ(seen.mails[1].bytes, "A: 2" + end);
  }
}

TEST(Mbox, a_from_line_that_is_no_separator_is_text_and_noted) {
  const std::string text = kFrom + "\nA: 1\n\nFrom here on it is text.\n" + kFrom + "\nend\n";
  const Collected seen = read(text);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, text.substr(kFrom.size() + 1));
  ASSERT_EQ(seen.facts.defects.size(), 2u);
  EXPECT_EQ(seen.facts.defects[0].kind, DefectKind::kMboxSeparatorDoubtful);
  EXPECT_EQ(seen.facts.defects[0].where.offset, text.find("From here"));
}

TEST(Mbox, no_final_newline_and_a_lost_first_letter_lose_nothing) {
  EXPECT_EQ(read(kFrom + "\nA: 1\n\nx").mails.at(0).bytes, "A: 1\n\nx");
  const Collected lost = read("rom a@b\nA: 1\n\nx\n\n" + kFrom + "\nA: 2\n");
  ASSERT_EQ(lost.mails.size(), 2u);
  EXPECT_EQ(lost.mails[0].bytes, "rom a@b\nA: 1\n\nx\n");
  EXPECT_EQ(lost.facts.defects.at(0).kind, DefectKind::kMboxSeparatorDoubtful);
}

TEST(Mbox, equal_mails_have_different_ids) {
  const Collected seen = read(kFrom + "\nA: 1\n\n" + kFrom + "\nA: 1\n\n");
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
  const Collected seen = read(kFrom + "\n" + body + "\n" + kFrom + "\nA: 2\n", limits);
  ASSERT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.mails[0].bytes, body.substr(0, 1000));
  EXPECT_EQ(seen.mails[0].size, body.size());
  EXPECT_EQ(seen.mails[0].digest, to_hex(sha256(body)));
  EXPECT_EQ(seen.mails[0].defects.at(0).kind, DefectKind::kMailTooLarge);
  EXPECT_TRUE(seen.mails[1].defects.empty());
}

Defects doubtful(const std::vector<ByteRange>& places) {
  Defects defects;
  for (const ByteRange& where : places) {
    defects.push_back({DefectKind::kMboxSeparatorDoubtful, where});
  }
  return defects;
}

TEST(Mbox, a_missing_empty_line_before_a_separator_is_made_up_for_by_a_field_behind_it) {
  const std::string first = kFrom + "\nA: 1\n\nbody\n";
  const Collected seen = read(first + kFrom + "\nSubject: 2\n");
  ASSERT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.mails[0].bytes, "A: 1\n\nbody\n");
  EXPECT_EQ(seen.mails[1].bytes, "Subject: 2\n");
  EXPECT_EQ(seen.facts.mbox.separator, 1u);
  EXPECT_EQ(seen.facts.mbox.separator_alone, 1u);
  EXPECT_EQ(seen.facts.defects, doubtful({{first.size(), kFrom.size() + 1}}));
}

TEST(Mbox, a_separator_with_text_behind_it_opens_a_mail_and_is_noted) {
  const std::string first = kFrom + "\nA: 1\n\nbody\n\n";
  const Collected seen = read(first + kFrom + "\nno header at all\n");
  EXPECT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.facts.mbox.separator, 2u);
  EXPECT_EQ(seen.facts.defects, doubtful({{first.size(), kFrom.size() + 1}}));
}

TEST(Mbox, what_follows_a_separator_is_seen_across_the_window) {
  // The window has 1 MiB; the separator without an empty line before it stands around its end.
  for (const std::size_t before : {2100u, 2048u, 60u, 44u, 43u, 42u, 41u, 30u, 1u, 0u}) {
    std::string text = kFrom + "\nA: 1\n\n";
    text += std::string(1024 * 1024 - before - text.size() - 1, 'x') + "\n";
    const Collected seen = read(text + kFrom + "\nSubject: 2\n");
    ASSERT_EQ(seen.mails.size(), 2u) << before;
    ASSERT_EQ(seen.mails[1].bytes, "Subject: 2\n");
  }
}

TEST(Mbox, empty_lines_before_the_first_separator_are_part_of_no_mail) {
  const std::string mail = kFrom + "\nA: 1\n";
  const Collected seen = read(std::string(1'000'000, '\n') + mail);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "A: 1\n");
  EXPECT_TRUE(seen.facts.defects.empty());
  EXPECT_EQ(seen.facts.mbox.file_start, 0u);
  const Collected text = read("\r\n\r\nA: 1\r\n\r\n" + kFrom + "\r\nA: 2\r\n");
  ASSERT_EQ(text.mails.size(), 2u);
  EXPECT_EQ(text.mails[0].bytes, "\r\n\r\nA: 1\r\n");
  EXPECT_EQ(text.facts.mbox.file_start, 1u);
  EXPECT_EQ(text.facts.defects, doubtful({{4, 0}}));
  EXPECT_EQ(read("\n\n\n").mails.at(0).bytes, "\n\n\n");
}

TEST(Mbox, a_first_line_that_is_no_separator_is_kept) {
  const Collected seen = read("From a@s.example\nA: 1\n\nx\n\n" + kFrom + "\nA: 2\n");
  ASSERT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.mails[0].bytes, "From a@s.example\nA: 1\n\nx\n");
  EXPECT_EQ(seen.facts.mbox.file_start, 1u);
}

TEST(Mbox, the_first_line_tells_how_lines_end) {
  const std::string text = kFrom + "\rA: 1\r\ra stray\nline feed\r\r" + kFrom + "\rA: 2\r";
  EXPECT_EQ(read(text).mails.size(), 2u);
  const std::string doubled = kFrom + "\r\r\nA: 1\r\n\r\nx\r\n\r\n" + kFrom + "\r\nA: 2\r\n";
  EXPECT_EQ(read(doubled).mails.size(), 2u);
}

std::string with_length(std::size_t length, const std::string& body) {
  return "A: 1\ncontent-Length : " + std::to_string(length) + " \n\n" + body;
}

TEST(Mbox, a_length_that_leads_to_a_separator_makes_text_of_those_before_it) {  // mboxcl2
  const std::string body = "text\n\n" + kFrom + "\nSubject: quoted\n";
  const std::string first = with_length(body.size(), body);
  for (const std::string border : {"\n", ""}) {
    const std::string text = kFrom + "\n" + first + border + kFrom + "\nA: 2\n";
    const Collected seen = read(text);
    ASSERT_EQ(seen.mails.size(), 2u);
    EXPECT_EQ(seen.mails[0].bytes, first);
    EXPECT_EQ(seen.mails[1].bytes, "A: 2\n");
    EXPECT_EQ(seen.facts.mbox.content_length, 1u);
    // The other reading is told: a length is whatever the sender of a mail wrote.
    EXPECT_EQ(seen.facts.defects, doubtful({{text.find("\n\n" + kFrom) + 2, kFrom.size()}}));
  }
}

TEST(Mbox, a_length_that_leads_to_the_end_of_the_file_is_followed) {  // mboxcl2
  const std::string body = "text\n\n" + kFrom + "\nno more newline";
  for (const std::string end : {"", "\n"}) {
    const Collected seen = read(kFrom + "\n" + with_length(body.size(), body) + end);
    ASSERT_EQ(seen.mails.size(), 1u);
    EXPECT_EQ(seen.mails[0].bytes, with_length(body.size(), body));
  }
  const Collected none = read(kFrom + "\n" + with_length(0, "") + "\n" + kFrom + "\nA: 2\n");
  ASSERT_EQ(none.mails.size(), 2u);
  EXPECT_EQ(none.mails[0].bytes, with_length(0, ""));
  EXPECT_TRUE(none.facts.defects.empty());
}

TEST(Mbox, a_lying_length_is_noted_and_the_separators_are_followed) {
  const std::string body = "one\ntwo\n";
  const std::string next = "\n" + kFrom + "\nA: 2\n";
  for (std::size_t length = 0; length < body.size() + next.size() + 5; ++length) {
    const std::string first = with_length(length, body);
    const Collected seen = read(kFrom + "\n" + first + next);
    // The rest of the file, with or without its last line end: the length is right, by its word,
    // and the separator that it passes over is noted.
    const std::size_t rest = body.size() + next.size();
    if (length == rest || length == rest - 1) {
      ASSERT_EQ(seen.mails.size(), 1u);
      ASSERT_EQ(seen.facts.defects.size(), 1u);
      ASSERT_EQ(seen.facts.defects[0].kind, DefectKind::kMboxSeparatorDoubtful);
      continue;
    }
    ASSERT_EQ(seen.mails.size(), 2u) << length;
    ASSERT_EQ(seen.mails[1].bytes, "A: 2\n");
    const bool right = length == body.size() || length == body.size() + 1;
    ASSERT_EQ(seen.mails[0].bytes, first + (length == body.size() + 1 ? "\n" : ""));
    ASSERT_EQ(seen.facts.mbox.content_length, right ? 1u : 0u);
    const ByteRange field{kFrom.size() + 6, first.find("\n\n") - 4};
    ASSERT_EQ(seen.facts.defects,
              right ? Defects{} : (Defects{{DefectKind::kMboxLengthWrong, field}}));
  }
}

TEST(Mbox, lengths_too_large_for_any_file_are_no_lengths_or_wrong) {
  for (const std::string length :
       {"9223372036854775807", "99999999999999999999", "-1", "1e3", ""}) {
    const Collected seen = read(kFrom + "\nContent-Length: " + length + "\n\nx\n\n" + kFrom + "\n");
    EXPECT_EQ(seen.mails.size(), 2u);
    EXPECT_TRUE(seen.facts.defects.empty());
  }
  const Collected seen =
      read(kFrom + "\nContent-Length: 4611686018427387903\n\nx\n\n" + kFrom + "\n");
  EXPECT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.facts.defects.at(0).kind, DefectKind::kMboxLengthWrong);
}

TEST(Mbox, a_length_beyond_the_window_is_compared_with_where_the_mail_ends) {
  const std::string body(9 * 1024 * 1024, 'x');
  const std::string right = kFrom + "\n" + with_length(body.size() + 1, body + "\n");
  const Collected seen = read(right + "\n" + kFrom + "\nA: 2\n");
  EXPECT_EQ(seen.mails.size(), 2u);
  EXPECT_TRUE(seen.facts.defects.empty());
  EXPECT_TRUE(read(right).facts.defects.empty());
  const std::string wrong = kFrom + "\n" + with_length(body.size() + 7, body + "\n");
  const Collected other = read(wrong + "\n" + kFrom + "\nA: 2\n");
  EXPECT_EQ(other.mails.size(), 2u);
  EXPECT_EQ(other.facts.defects.at(0).kind, DefectKind::kMboxLengthWrong);
}

TEST(Mbox, a_length_in_the_body_or_cut_in_two_is_text) {
  const Collected seen =
      read(kFrom + "\nA: 1\n\nContent-Length: 3\n\nbody\n\n" + kFrom + "\nA: 2\n");
  EXPECT_EQ(seen.mails.size(), 2u);
  EXPECT_TRUE(seen.facts.defects.empty());
}

TEST(Mbox, cutting_a_file_anywhere_changes_no_mail_before_the_cut) {
  std::string text;
  std::vector<std::size_t> starts;
  for (std::size_t index = 0; index < 20; ++index) {
    starts.push_back(text.size());
    const std::string body = "body " + std::to_string(index) + "\n" + std::string(index % 4, '\n');
    text += kFrom + "\nA: " + std::to_string(index) + "\n";
    if (index % 3 == 0) text += "Content-Length: " + std::to_string(body.size()) + "\n";
    text += "\n" + body + "\n";
  }
  const Collected whole = read(text);
  ASSERT_EQ(whole.mails.size(), 20u);
  for (std::size_t length = 1; length < text.size(); ++length) {
    const Collected seen = read(text.substr(0, length));
    const std::size_t complete = seen.mails.size() - 1;
    for (std::size_t index = 0; index < complete; ++index) {
      ASSERT_EQ(seen.mails[index].digest, whole.mails[index].digest) << length;
      ASSERT_EQ(seen.mails[index].id, whole.mails[index].id);
    }
    ASSERT_GE(length, starts[complete]);
  }
}

TEST(Mbox, of_a_damaged_compressed_file_the_last_mail_is_truncated) {
  const std::string text = kFrom + "\nA: 1\n\nx\n\n" + kFrom + "\nA: 2\n\nlong body\n";
  const std::string file = testing::stored_gzip(text);
  const Collected whole = read(file);
  ASSERT_EQ(whole.mails.size(), 2u);
  EXPECT_EQ(whole.mails[1].completeness, Completeness::kComplete);
  EXPECT_EQ(whole.facts.bytes_decompressed, text.size());
  EXPECT_EQ(whole.mails[0].pieces.at(0).source_offset, kFrom.size() + 1);
  const Collected cut = read(file.substr(0, file.size() - 12));
  ASSERT_EQ(cut.mails.size(), 2u);
  EXPECT_EQ(cut.mails[0].completeness, Completeness::kComplete);
  EXPECT_EQ(cut.mails[1].completeness, Completeness::kTruncated);
  EXPECT_EQ(cut.mails[1].bytes, "A: 2\n\nlong b");
}

TEST(Mbox, equal_mails_differ_in_id_beyond_the_cap_of_remembered_digests) {
  Limits limits;
  limits.mail_digests_per_input = 2;
  std::string text;
  for (int index = 0; index < 40; ++index) {
    text += kFrom + "\nA: " + std::to_string(index % 5) + "\n\n";
  }
  std::vector<std::string> ids;
  for (const auto& mail : read(text, limits).mails) ids.push_back(mail.id);
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
  EXPECT_EQ(ids.size(), 40u);
}

}  // namespace
}  // namespace constat::capture
