// Command lines: RFC 5321 section 4.1, RFC 3030, RFC 4954; robustness S05 and S11.
#include "parser/smtp/command.h"

#include <gtest/gtest.h>

namespace constat::parser::smtp {
namespace {

Command parsed(std::string_view line) {
  Command command;
  parse_command(line, command);
  return command;
}

struct PathCase {
  std::string_view line;
  std::string_view address;
  Form form;
};

class Path : public ::testing::TestWithParam<PathCase> {};

TEST_P(Path, is_read_without_brackets_route_and_parameters) {
  const Command command = parsed(GetParam().line);
  EXPECT_EQ(command.argument, GetParam().address) << GetParam().line;
  EXPECT_EQ(command.form, GetParam().form) << GetParam().line;
}

INSTANTIATE_TEST_SUITE_P(
    Paths, Path,
    ::testing::Values(PathCase{"MAIL FROM:<a@b.example>", "a@b.example", Form::kStrict},
                      PathCase{"MAIL FROM:<>", "", Form::kStrict},
                      PathCase{"mail from:<a@b.example> SIZE=1000000000000000000000000000000",
                               "a@b.example", Form::kStrict},
                      PathCase{"MAIL FROM:a@b", "a@b", Form::kMalformed},
                      PathCase{"MAIL FROM: <a@b>", "a@b", Form::kLenient},
                      PathCase{"MAIL FROM :<a@b>", "a@b", Form::kLenient},
                      PathCase{" MAIL FROM:<a@b>", "a@b", Form::kLenient},
                      PathCase{"RCPT TO:<@relay.example,@other.example:user@c.example>",
                               "user@c.example", Form::kStrict},
                      PathCase{"RCPT TO:<\"a b>c\\\"d\"@e.example> NOTIFY=NEVER",
                               "\"a b>c\\\"d\"@e.example", Form::kStrict},
                      PathCase{"RCPT TO:<\"never closed@e.example>", "\"never closed@e.example",
                               Form::kMalformed},
                      PathCase{"RCPT TO:<a@b", "a@b", Form::kMalformed},
                      PathCase{"RCPT TO:<a@b>SIZE=1", "a@b", Form::kLenient},
                      PathCase{"RCPT TO:<postmaster>", "postmaster", Form::kStrict},
                      PathCase{"RCPT TO:<\xC3\xA9t\xC3\xA9@exemple.example> ORCPT=rfc822;x",
                               "\xC3\xA9t\xC3\xA9@exemple.example", Form::kStrict},
                      PathCase{"RCPT TO:", "", Form::kMalformed}));

TEST(Command, verbs_are_known_in_any_case_and_only_whole) {
  EXPECT_EQ(parsed("data").verb, Verb::kData);
  EXPECT_EQ(parsed("QUIT ").verb, Verb::kQuit);
  EXPECT_EQ(parsed("QUITE").verb, Verb::kUnknown);
  EXPECT_EQ(parsed("MAIL").verb, Verb::kUnknown);
  EXPECT_EQ(parsed("MAIL TO:<a@b>").verb, Verb::kUnknown);
  EXPECT_EQ(parsed("").verb, Verb::kUnknown);
  EXPECT_EQ(parsed("DATA now").form, Form::kMalformed);
  EXPECT_EQ(parsed("EHLO  c.example ").argument, "c.example");
  EXPECT_EQ(parsed("HELO").form, Form::kMalformed);
}

TEST(Command, chunk_sizes_are_read_up_to_their_limit) {
  EXPECT_EQ(parsed("BDAT 0").verb, Verb::kBdat);
  EXPECT_EQ(parsed("BDAT 18446744073709551615").chunk_size, UINT64_MAX);
  EXPECT_EQ(parsed("bdat 12 last").verb, Verb::kBdatLast);
  EXPECT_EQ(parsed("BDAT 18446744073709551616").form, Form::kMalformed);
  EXPECT_EQ(parsed("BDAT 000000000000000000001").form, Form::kMalformed);
  EXPECT_EQ(parsed("BDAT 1LAST").form, Form::kMalformed);
}

TEST(Command, of_auth_only_the_mechanism_is_kept) {
  EXPECT_EQ(parsed("AUTH CRAM-MD5").argument, "CRAM-MD5");
  EXPECT_EQ(parsed("AUTH PLAIN AGEAYg==").argument, "PLAIN");
  EXPECT_EQ(parsed("AUTH AGEAYg==").argument, "");
}

TEST(Command, body_text_is_hardly_ever_a_strict_command) {
  EXPECT_TRUE(is_strict_command("RCPT TO:<a@b>"));
  EXPECT_TRUE(is_strict_command("QUIT"));
  EXPECT_FALSE(is_strict_command("Data protection"));
  EXPECT_FALSE(is_strict_command("Mail from: me"));
  EXPECT_FALSE(is_strict_command("helo my friend"));
  EXPECT_FALSE(is_strict_command(""));
}

}  // namespace
}  // namespace constat::parser::smtp
