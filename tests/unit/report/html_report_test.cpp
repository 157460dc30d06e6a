#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/digest.h"
#include "tests/lint/neutrality.h"
#include "tests/unit/report/html_check.h"
#include "tests/unit/report/sample_case.h"

namespace constat::report {
namespace {

using classifier::Language;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const Language kBoth[] = {Language::kEnglish, Language::kFrench};

std::string html(Language language = Language::kEnglish) {
  return render_html(sample::case_report(), language);
}

TEST(HtmlReport, is_well_formed_and_links_only_within_itself) {
  for (const Language language : kBoth) {
    EXPECT_THAT(HtmlCheck(html(language)).complaints(), IsEmpty());
    EXPECT_THAT(HtmlCheck(render_html(CaseReport(), language)).complaints(), IsEmpty());
  }
}

TEST(HtmlReport, holds_no_script_no_style_attribute_and_nothing_remote) {
  const std::string page = html();
  const HtmlCheck check(page);
  EXPECT_EQ(check.count("script"), 0);
  EXPECT_EQ(check.count("style"), 1);
  for (const char* remote : {"<link", "<img", "<iframe", "src=", "url(", "@import", "style="}) {
    EXPECT_THAT(page, Not(HasSubstr(remote)));
  }
  EXPECT_THAT(page, HasSubstr("<meta name=\"referrer\" content=\"no-referrer\">"));
}

TEST(HtmlReport, names_the_digest_of_its_own_style_sheet_in_its_policy) {
  const std::string page = html();
  const std::size_t begin = page.find("<style>") + 7;
  const std::string style = page.substr(begin, page.find("</style>") - begin);
  const Digest digest = sha256(style);
  const std::string bytes(digest.bytes.begin(), digest.bytes.end());
  EXPECT_THAT(page, HasSubstr("content=\"default-src 'none'; style-src 'sha256-" +
                              to_base64(bytes) + "'; base-uri 'none'; form-action 'none'\""));
}

TEST(HtmlReport, has_headings_in_order_and_none_left_out) {
  const HtmlCheck check(html());
  int previous = 0;
  for (const int level : check.heading_levels()) {
    EXPECT_LE(level, previous + 1);
    previous = level;
  }
}

TEST(HtmlReport, says_its_language) {
  EXPECT_THAT(html(Language::kFrench), HasSubstr("<html lang=\"fr\">"));
  EXPECT_THAT(html(Language::kEnglish), HasSubstr("<html lang=\"en\">"));
}

TEST(HtmlReport, shows_both_columns_even_when_both_are_empty) {
  CaseReport report = sample::case_report();
  report.assessments[0].criteria.erase(report.assessments[0].criteria.begin());
  const std::string page = render_html(report, Language::kFrench);
  EXPECT_THAT(page,
              HasSubstr("<div class=\"facts\">\n<div class=\"side\">\n<h5>Faits à décharge <span "
                        "class=\"gloss\">concordants avec la règle</span></h5>\n<p "
                        "class=\"empty\">aucun fait relevé</p>\n</div>\n<div "
                        "class=\"side\">\n<h5>Faits à charge <span class=\"gloss\">non concordants "
                        "avec la règle</span></h5>\n<p class=\"empty\">aucun fait "
                        "relevé</p>\n</div>\n</div>\n"));
}

TEST(HtmlReport, isolates_what_was_read) {
  EXPECT_THAT(html(), HasSubstr("<dd><bdi class=\"quotation\">Boutique Exemple</bdi></dd>"));
  EXPECT_THAT(html(),
              HasSubstr("<span class=\"quotation\">“<bdi>mailto:stop@news.example</bdi>”</span>"));
}

TEST(HtmlReport, prints_the_notice_before_the_coverage_and_the_coverage_before_the_senders) {
  const std::string page = html();
  const std::size_t notice = page.find("It classifies no message and no sender");
  const std::size_t coverage = page.find("What was examined, and what was not</h2>");
  const std::size_t sender = page.find("Sender <bdi");
  ASSERT_NE(sender, std::string::npos);
  EXPECT_LT(notice, coverage);
  EXPECT_LT(coverage, sender);
}

TEST(HtmlReport, shows_one_example_of_a_fact_and_lets_the_others_unfold) {
  CaseReport report = sample::case_report();
  classifier::FactTally& fact = report.assessments[0].criteria[0].for_facts[0];
  EXPECT_THAT(html(), Not(HasSubstr("<details")));
  fact.examples.push_back(sample::example("m:second", "two", ""));
  fact.examples.push_back(sample::example("m:third", "three", ""));
  const std::string page = render_html(report, Language::kEnglish);
  EXPECT_THAT(HtmlCheck(page).complaints(), IsEmpty());
  EXPECT_THAT(page, HasSubstr("<details><summary>2 more examples</summary>\n<ol "
                              "class=\"exhibits\" start=\"2\">\n<li>\n"));
  EXPECT_LT(page.find("m:aaaa"), page.find("<details>"));
  EXPECT_LT(page.find("<details>"), page.find("m:second"));
}

TEST(HtmlReport, names_the_cells_of_wide_tables_for_narrow_screens) {
  EXPECT_THAT(html(), HasSubstr("<td data-head=\"Kind\">pcap</td>"));
  EXPECT_THAT(html(), HasSubstr("<td class=\"numeric\" data-head=\"Bytes\">1,234,567</td>"));
}

TEST(HtmlReport, puts_counts_that_do_not_add_up_where_they_are_seen) {
  CaseReport report = sample::case_report();
  EXPECT_THAT(html(), Not(HasSubstr("class=\"alert\"")));
  report.summary.broken_equations = {{"frames_seen", "b<c.pcap", 1234, 9},
                                     {"stream_bytes", "", 1, 2}};
  const std::string page = render_html(report, Language::kEnglish);
  const std::size_t alert = page.find("<p class=\"alert\">These counts do not add up: ");
  ASSERT_NE(alert, std::string::npos);
  EXPECT_LT(alert, page.find("Basis of the examination")) << "on the first page";
  EXPECT_THAT(page, HasSubstr("<bdi>frames_seen</bdi></code> (input <bdi class=\"quotation\">"
                              "b&lt;c.pcap</bdi>): left = 1,234, right = 9; "));
  EXPECT_THAT(page, HasSubstr("<bdi>stream_bytes</bdi></code>: left = 1, right = 2. Until"));
}

TEST(HtmlReport, lists_several_senders_with_links_and_one_without) {
  CaseReport report = sample::case_report();
  EXPECT_THAT(html(), Not(HasSubstr("<nav")));
  report.assessments.push_back(sample::sender());
  report.assessments[1].sender_domain = "zeta.example";
  const std::string page = render_html(report, Language::kEnglish);
  EXPECT_THAT(HtmlCheck(page).complaints(), IsEmpty());
  EXPECT_THAT(page, HasSubstr("<li><a href=\"#s4\"><span class=\"number\">4</span> Sender <bdi "
                              "class=\"quotation\">zeta.example</bdi></a></li>"));
  EXPECT_THAT(page, HasSubstr("<section class=\"level-2\" id=\"s4\">\n<h2><span "
                              "class=\"number\">4</span> Sender <bdi"));
}

TEST(HtmlReport, takes_no_side_in_its_own_words) {
  for (const Language language : kBoth) {
    EXPECT_THAT(lint::side_taking_words(lint::own_words_of_html(html(language))), IsEmpty());
  }
}

TEST(HtmlReport, has_no_colour_of_a_verdict) {
  // Every colour of the style sheet is within 60 steps of grey in each channel.
  const std::string page = html();
  int colours = 0;
  for (std::size_t at = page.find(": #"); at != std::string::npos; at = page.find(": #", at + 1)) {
    const std::size_t end = page.find(';', at);
    const std::string hex = page.substr(at + 3, end - at - 3);
    const bool is_short = hex.size() == 3;
    ASSERT_TRUE(is_short || hex.size() == 6) << hex;
    int low = 255, high = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const std::string channel = is_short ? std::string(2, hex[i]) : hex.substr(2 * i, 2);
      const int value = std::stoi(channel, nullptr, 16);
      low = std::min(low, value);
      high = std::max(high, value);
    }
    EXPECT_LE(high - low, 60) << hex;
    ++colours;
  }
  EXPECT_GE(colours, 14);
}

}  // namespace
}  // namespace constat::report
