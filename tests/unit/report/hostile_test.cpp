// Values of an input that try to become markup, commands of a terminal, or something else than
// text: each is put into every field that takes text, and every format must stay what it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/json_writer.h"
#include "report/excerpt.h"
#include "tests/unit/report/html_check.h"
#include "tests/unit/report/sample_case.h"

namespace constat::report {
namespace {

using classifier::Language;
using std::string_literals::operator""s;
using testing::IsEmpty;

const std::vector<std::string> kHostile = {
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "<!-- ",
    "]]>",
    "&lt;script&gt;",
    "&#x3c;script&#x3e;",
    "javascript:alert(1)",
    "\x1b]8;;http://evil.example\x07link\x1b]8;;\x07",
    "\x1b[2J\x1b[H",
    "\x1bP+q544e\x1b\\",
    "a\rb\nc\td\be",
    "\u009b31mred",
    "\u202Egpj.exe\u202C",
    "\u2066\u2067\u2068\u2069",
    "zero\u200Bwidth\uFEFF",
    "nul\0nul"s,
    "\xff\xfe\xc0\x80\xed\xa0\x80",
    "\xe2\x82",
    std::string(10240, 'x'),
    std::string(4000, '\xcc') + std::string(4000, '\x81'),
    "{0}{1}|{2}",
    "%s%n$(id)`id`",
};

CaseReport filled_with(const std::string& value) {
  CaseReport report = sample::case_report();
  report.program_version = report.basis = report.mandate = report.disclosure = value;
  report.psl_version = value;
  report.inputs[0].name = value;
  report.summary.broken_equations = {{value, value, 1, 2}};
  classifier::Assessment& sender = report.assessments[0];
  sender.sender_domain = sender.first_time = sender.last_time = value;
  sender.from_names = sender.from_addresses = sender.return_path_domains = sender.list_ids =
      sender.client_ips = sender.sirens = {value};
  classifier::Objection& objection = sender.objections[0];
  objection.mail = objection.time = objection.input = objection.person = objection.channel = value;
  for (auto& later : objection.later) later.mail = later.time = later.input = value;
  classifier::Example example;
  example.mail = example.input = example.mail_sha256 = example.part = value;
  example.value = example.quote = value;
  example.first_frame = example.last_frame = 1;
  for (classifier::CriterionTally& tally : sender.criteria) {
    tally.for_facts = tally.against_facts = tally.context_facts = {{value, 1, {example}}};
    tally.reasons = {{value, 1}};
  }
  sender.criteria[1].criterion = value;
  return report;
}

bool only_printable(const std::string& text) {
  std::string one_line = text;
  std::erase(one_line, '\n');
  // A backslash before "u{" or "x" is what printable() itself writes; every other sign stands
  // alone.
  for (std::size_t at = 0; (at = one_line.find('\\', at)) != std::string::npos; ++at)
    one_line[at] = '/';
  return printable(one_line) == one_line;
}

TEST(HostileValues, are_never_markup) {
  for (const std::string& value : kHostile) {
    for (const Language language : {Language::kEnglish, Language::kFrench}) {
      const std::string page = render_html(filled_with(value), language);
      EXPECT_THAT(HtmlCheck(page).complaints(), IsEmpty()) << printable(value).substr(0, 60);
      EXPECT_TRUE(only_printable(page)) << printable(value).substr(0, 60);
    }
  }
}

TEST(HostileValues, never_reach_a_terminal_as_commands) {
  for (const std::string& value : kHostile) {
    for (const int columns : {40, 89, 100, 200}) {
      EXPECT_TRUE(only_printable(render_text(filled_with(value), Language::kFrench, columns)))
          << printable(value).substr(0, 60);
    }
  }
}

TEST(HostileValues, leave_the_json_report_one_line_of_valid_utf8) {
  for (const std::string& value : kHostile) {
    const std::string json = render_json(filled_with(value));
    EXPECT_EQ(json.find('\n'), json.size() - 1);
    EXPECT_EQ(to_valid_utf8(json), json);
    EXPECT_EQ(json.find('\x1b'), std::string::npos);
  }
}

TEST(HostileValues, of_great_length_are_cut_with_a_mark) {
  const std::string page = render_html(filled_with(std::string(10240, 'x')), Language::kEnglish);
  EXPECT_NE(page.find("x… [+10000]"), std::string::npos);  // 240 bytes are kept
}

TEST(Rendering, stands_any_width) {
  for (const int columns : {-1, 0, 1, 39, 41, 10'000}) {
    EXPECT_FALSE(render_text(sample::case_report(), Language::kEnglish, columns).empty());
  }
}

TEST(Rendering, gives_the_same_bytes_each_time) {
  const CaseReport report = sample::case_report();
  const CaseReport copy = report;
  for (const Language language : {Language::kEnglish, Language::kFrench}) {
    EXPECT_EQ(render_html(report, language), render_html(copy, language));
    EXPECT_EQ(render_text(report, language), render_text(copy, language));
  }
  EXPECT_EQ(render_json(report), render_json(copy));
}

TEST(LongLists, are_cut_where_printed_and_whole_in_json) {
  CaseReport report = sample::case_report();
  auto& names = report.assessments[0].from_names;
  names.clear();
  for (int i = 0; i < 250; ++i) names.push_back("name" + std::to_string(i));
  const std::string text = render_text(report, Language::kEnglish);
  EXPECT_NE(text.find("name99\n"), std::string::npos);
  EXPECT_EQ(text.find("name100"), std::string::npos);
  EXPECT_NE(text.find("and 150 more, listed in the JSON report"), std::string::npos);
  EXPECT_NE(render_json(report).find("\"name249\""), std::string::npos);
}

}  // namespace
}  // namespace constat::report
