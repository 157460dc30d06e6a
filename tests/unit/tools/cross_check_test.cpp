// The second reading, by the program constat-second-reader itself.

#include "tools/constat/cross_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "tests/unit/parser/message/parsed.h"

namespace constat::tools {
namespace {

using parser::OtherReaderOutcome;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kReader = CONSTAT_BINARY_DIR "/tools/constat/constat-second-reader";

struct Checked {
  OtherReaderOutcome outcome;
  std::vector<std::string> differences;  // "part: what"
};

class CrossCheckTest : public ::testing::Test {
 protected:
  Checked check(const std::string& text) {
    const parser::Parsed parsed(text);
    parser::OtherReading reading;
    check_.read(parsed.mail, reading);
    Checked checked{reading.outcome, {}};
    for (const auto& one : reading.differences) {
      checked.differences.push_back(one.part + ": " + one.what);
    }
    return checked;
  }
  void expect_agreement(const std::string& text) {
    const Checked checked = check(text);
    EXPECT_EQ(checked.outcome, OtherReaderOutcome::kRead);
    EXPECT_THAT(checked.differences, IsEmpty()) << text.substr(0, 2000);
  }

  // Which way the reader ends differs under a sanitizer.
  void expect_no_reading(const std::string& text) {
    const OtherReaderOutcome outcome = check(text).outcome;
    EXPECT_TRUE(outcome == OtherReaderOutcome::kStopped || outcome == OtherReaderOutcome::kGaveUp);
  }

  Limits limits_;
  CrossCheck check_{limits_, kReader};
};

constexpr const char* kNewsletter =
    "From: \"Boutique, la\" <news@shop.example>\r\n"
    "Sender: bounce@shop.example\r\n"
    "Reply-To: contact@shop.example\r\n"
    "To: Jeanne =?utf-8?q?Dupr=C3=A9?= <jeanne@home.example>, paul@home.example\r\n"
    "Cc: team: a@home.example, b@home.example;\r\n"
    "Subject: =?utf-8?b?w6k=?=\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=\"outer\"\r\n\r\n"
    "preamble\r\n"
    "--outer\r\n"
    "Content-Type: multipart/alternative; boundary=inner\r\n\r\n"
    "--inner\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    "D=C3=A9but d=\r\ne ligne \r\nfin\r\n"
    "--inner\r\n"
    "Content-Type: text/html\r\n\r\n<p>x</p>\r\n"
    "--inner--\r\n"
    "--outer\r\n"
    "Content-Type: message/rfc822\r\n\r\n"
    "From: x@y.example\r\n\r\nattached\r\n"
    "--outer\r\n"
    "Content-Type: application/pdf; name*=utf-8''a%20b.pdf\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\n"
    "aGVsbG8g\r\nd29ybGQ=\r\n"
    "--outer--\r\n";

TEST_F(CrossCheckTest, finds_no_difference_in_ordinary_mail) {
  expect_agreement(kNewsletter);
  expect_agreement("From: a@b.example\nTo: c@d.example\n\ntext\n");
  expect_agreement("Subject: no address\n\n");
}

TEST_F(CrossCheckTest, does_not_count_the_from_line_of_an_mbox_file_as_header) {
  expect_agreement("From a@b.example Thu Jan  1 00:00:00 1970\nFrom: a@b.example\n\ntext\n");
}

// mimetic looks for the boundary at the start of a line, whatever follows; RFC 2046 section 5.1.1
// wants the whole line.
TEST_F(CrossCheckTest, says_which_readings_differ) {
  const Checked checked = check(
      "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n"
      "--b\n\none\n--bb\n\ntwo\n--b--\n");
  EXPECT_EQ(checked.outcome, OtherReaderOutcome::kRead);
  EXPECT_THAT(checked.differences, ElementsAre("0: structure: 2 parts, 3 in the other reading"));
}

// RFC 2045 section 6.8: a lone last character holds no byte. mimetic ends there, too.
TEST_F(CrossCheckTest, says_that_decoded_bytes_differ) {
  const Checked checked =
      check("From: a@b.example\nContent-Transfer-Encoding: base64\n\naGVs=bG8gd29y\n");
  EXPECT_EQ(checked.outcome, OtherReaderOutcome::kRead);
  ASSERT_EQ(checked.differences.size(), 1u);
  EXPECT_TRUE(checked.differences[0].starts_with("1: decoded bytes: "));
}

TEST_F(CrossCheckTest, says_that_addresses_differ_and_not_which) {
  const Checked checked = check("From: a@b.example\nTo: <two words@c.example>\n\ntext\n");
  ASSERT_EQ(checked.differences.size(), 1u);
  EXPECT_TRUE(checked.differences[0].starts_with("0: to: ")) << checked.differences[0];
  EXPECT_EQ(checked.differences[0].find("words"), std::string::npos);
}

// mimetic 0.9.8 overflows the stack on deep nesting.
TEST_F(CrossCheckTest, goes_on_after_a_mail_that_ends_the_reader) {
  std::string deep;
  for (int level = 0; level < 100'000; ++level) deep += "Content-Type: message/rfc822\n\n";
  for (int times = 0; times < 3; ++times) {
    expect_no_reading(deep + "text\n");
    expect_agreement(kNewsletter);
  }
}

// mimetic 0.9.8 reads through a null pointer here.
TEST_F(CrossCheckTest, goes_on_after_an_address_that_ends_the_reader) {
  expect_no_reading("From: a@b.example\nTo: :\n\ntext\n");
  expect_agreement(kNewsletter);
}

TEST_F(CrossCheckTest, does_not_ask_about_mails_above_the_cap) {
  limits_.other_reader_mail_bytes = 100;
  EXPECT_EQ(check(std::string(kNewsletter)).outcome, OtherReaderOutcome::kTooLarge);
}

TEST(SecondReaderProcess, tells_that_there_is_no_such_program) {
  SecondReaderProcess none("/nonexistent/constat-second-reader");
  std::string answer;
  EXPECT_EQ(none.ask("From: a@b.example\n\n", answer), SecondOutcome::kStopped);
}

TEST(SecondReaderProcess, is_not_believed_when_it_answers_something_else) {
  SecondReaderProcess echo("/bin/echo");
  std::string answer;
  EXPECT_EQ(echo.ask("From: a@b.example\n\n", answer), SecondOutcome::kStopped);
}

TEST(SecondReaderProcess, gives_the_same_answer_every_time_and_from_every_process) {
  SecondReaderProcess one(kReader);
  SecondReaderProcess other(kReader);
  std::string first;
  ASSERT_EQ(one.ask(kNewsletter, first), SecondOutcome::kRead);
  for (int times = 0; times < 5; ++times) {
    std::string again;
    EXPECT_EQ((times % 2 == 0 ? one : other).ask(kNewsletter, again), SecondOutcome::kRead);
    EXPECT_EQ(again, first);
  }
}

}  // namespace
}  // namespace constat::tools
