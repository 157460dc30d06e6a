#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/wording.h"
#include "tests/lint/neutrality.h"
#include "tests/unit/report/sample_case.h"

namespace constat::report {
namespace {

using classifier::Language;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

std::string text(Language language = Language::kEnglish, int columns = 100) {
  return render_text(sample::case_report(), language, columns);
}

TEST(TextReport, begins_with_title_and_notice) {
  EXPECT_TRUE(
      text().starts_with("Technical findings on a mail flow\n"
                         "=================================\n"
                         "\n"
                         "    This report states technical findings. It classifies no message and "
                         "no sender and recommends no\n"
                         "    measure. Assessment under article L.34-5 CPCE belongs to the CNIL, "
                         "the competent authorities and\n"
                         "    the courts.\n"));
}

TEST(TextReport, counts_each_reason_why_a_frame_was_not_analysed) {
  EXPECT_THAT(text(), ContainsRegex("\n  read +120\n  analysed +100\n"));
  EXPECT_THAT(text(), ContainsRegex("\n  not analysed: not TCP +20\n"));
  for (const char* reason :
       {"link type not supported", "not IP", "malformed header", "too many layers", "fragment",
        "checksum differs", "outside the filter", "encrypted frame"}) {
    EXPECT_THAT(text(), ContainsRegex("\n  not analysed: " + std::string(reason) + " +0\n"));
  }
  EXPECT_THAT(text(),
              ContainsRegex("\n  lost before the capture file, as the file itself says +0\n"));
}

TEST(TextReport, counts_rare_things_where_there_are_any_and_names_those_it_left_out) {
  CaseReport report = sample::case_report();
  const std::string none = render_text(report, Language::kEnglish, 1000);
  EXPECT_THAT(none, ContainsRegex("\nCounted, and zero: frames that repeat a packet already "
                                  "captured; .*; Tags and tunnels around IP; .*; keep-alives and "
                                  "window probes\\.\n"));
  capture::FrameCounts& frames = report.summary.frame_counts;
  frames.frames_repeated = 3;
  frames.addresses_offloading = 1;
  frames.checksums_wrong_set_aside = 2;
  frames.layers[0] = 90;   // VLAN
  frames.layers[11] = 70;  // IPv4 in IPv6
  report.summary.streams.set_aside_bytes = 44;
  report.summary.streams.half_open_flows = 8;
  report.summary.streams.ttl_outliers = 1;
  const std::string some = render_text(report, Language::kEnglish, 1000);
  EXPECT_THAT(some, ContainsRegex("\n  frames that repeat a packet already captured +3\n"));
  EXPECT_THAT(some, ContainsRegex("\nTags and tunnels around IP\n  VLAN +90\n  4in6 +70\n\n"));
  EXPECT_THAT(some, ContainsRegex("\n  connections asked for that carried no byte +8\n  of them: "
                                  "forgotten for lack of room +0\n"));
  EXPECT_THAT(none, Not(HasSubstr("forgotten for lack of room")));
  EXPECT_THAT(some, ContainsRegex("\nCounted, and zero: frames with a wrong checksum, read "));
  EXPECT_THAT(some, HasSubstr("1 sender leaves checksums to its network card"));
  EXPECT_THAT(some, HasSubstr("2 frames were set aside because their checksums do not fit"));
}

TEST(TextReport, states_what_was_lost_and_by_whom) {
  CaseReport report = sample::case_report();
  report.summary.frames_dropped = 7;
  report.summary.streams.gap_bytes_acknowledged = 1460;
  report.summary.inputs_compressed = 1;
  const std::string en = render_text(report, Language::kEnglish, 1000);
  EXPECT_THAT(en, HasSubstr("7 frames were lost before they reached the capture file"));
  EXPECT_THAT(en, HasSubstr("1,460 were acknowledged by the receiver: they arrived there, and the "
                            "capture lost them."));
  EXPECT_THAT(en, HasSubstr("1 input is compressed: its digest is that of the file"));
  EXPECT_THAT(render_text(report, Language::kFrench, 1000),
              HasSubstr("7 trames ont été perdues avant d'atteindre le fichier de capture"));
}

TEST(TextReport, says_of_a_compressed_input_what_it_holds) {
  CaseReport report = sample::case_report();
  report.inputs[0].compression = capture::Compression::kZstd;
  report.inputs[0].bytes_decompressed = 9'876'543;
  EXPECT_THAT(render_text(report, Language::kEnglish),
              HasSubstr("pcap, compressed with zstd: 9,876,543 bytes once decompressed"));
}

TEST(TextReport, of_mail_files_alone_has_no_counts_of_frames) {
  CaseReport report = sample::case_report();
  report.summary = {};
  report.summary.mails = 2;
  report.summary.completeness = {2, 0, 0, 0};
  const std::string en = render_text(report, Language::kEnglish, 1000);
  EXPECT_THAT(en, HasSubstr("The inputs hold no capture: there are no frames"));
  EXPECT_THAT(en, Not(HasSubstr("not analysed: not TCP")));
}

TEST(TextReport, shows_both_sides_of_every_account_also_when_they_are_equal) {
  CaseReport report = sample::case_report();
  report.summary.facts_found = 40;
  report.summary.facts_kept = 30;
  report.summary.facts_not_kept = 10;
  const std::string en = render_text(report, Language::kEnglish, 200);
  EXPECT_THAT(en,
              ContainsRegex("\n  Account +Left +Right\n  frames read = analysed \\+ not analysed "
                            "frames_seen +120 +120\n"));
  EXPECT_THAT(en, ContainsRegex("counted only facts +40 +40\n"));
  EXPECT_THAT(en, Not(HasSubstr("records made"))) << "nobody counted them";
}

TEST(TextReport, tells_how_to_verify_with_the_names_of_the_case) {
  const std::string en = text();
  EXPECT_THAT(en, HasSubstr("    sha256sum -- a.pcap\n"));
  EXPECT_THAT(en,
              HasSubstr("    constat extract a.pcap --basis own-mailbox --mail m:MAIL -o MAILS\n"));
  EXPECT_THAT(en, HasSubstr("    tail -c +$((FIRST+1)) MAILS/MAIL.eml | head -c LENGTH\n"));
  CaseReport report = sample::case_report();
  report.basis = "operator-flow";
  report.inputs.resize(6, report.inputs[0]);
  EXPECT_THAT(
      render_text(report, Language::kFrench),
      HasSubstr("    constat extract PIECE --basis FONDEMENT --mail m:MESSAGE -o MESSAGES\n"));
}

TEST(TextReport, says_what_the_limits_mean_only_where_there_are_any) {
  EXPECT_THAT(text(), HasSubstr("1 session was encrypted: its mails were not read"));
  CaseReport empty;
  const std::string bare = render_text(empty, Language::kEnglish);
  EXPECT_THAT(bare, Not(HasSubstr("session was encrypted")));
  EXPECT_THAT(bare, HasSubstr("No gap, cut or early end was met in the inputs themselves."));
  EXPECT_THAT(bare, HasSubstr("No mail was found in the inputs."));
}

TEST(TextReport, counts_all_four_states_also_the_zeros) {
  EXPECT_THAT(text(), HasSubstr("  State  observed  not observed  discordant  not observable\n"
                                "  Mails         3             0           1               2\n"));
}

TEST(TextReport, shows_later_mails_with_the_time_between) {
  EXPECT_THAT(text(Language::kFrench),
              HasSubstr("3.3.1  Demande d'opposition du 1er mars 2026 à 08:00:00 UTC"));
  EXPECT_THAT(text(), HasSubstr("3 d 4 h 5 min 6 s"));
  EXPECT_THAT(text(Language::kFrench), HasSubstr("8 j 0 h 0 min 0 s"));
}

TEST(TextReport, prints_lines_of_reference_and_that_the_law_sets_none) {
  const std::string en = text();
  EXPECT_THAT(en, HasSubstr("Article L.34-5 CPCE sets no fixed period. For reference only:"));
  EXPECT_THAT(en, HasSubstr("  - “dans les meilleurs délais” (as soon as possible)\n"
                            "  - one month: GDPR, article 12(3)\n"
                            "  - 48 hours: rules of large mailbox providers, private contract\n"
                            "  - 10 business days: United States (CAN-SPAM Act), Canada (CASL)\n"));
}

TEST(TextReport, says_when_no_later_mail_and_when_no_objection_was_seen) {
  CaseReport report = sample::case_report();
  report.assessments[0].objections[0].later.clear();
  EXPECT_THAT(render_text(report, Language::kEnglish),
              HasSubstr("No later mail of this sender to this person was seen within scope."));
  report.assessments[0].objections.clear();
  EXPECT_THAT(render_text(report, Language::kEnglish),
              HasSubstr("No objection to this sender was seen in the flow."));
}

TEST(TextReport, says_when_the_address_written_to_is_shared) {
  CaseReport report = sample::case_report();
  report.assessments[0].objections[0].address_shared_by = 3;
  EXPECT_THAT(render_text(report, Language::kEnglish, 200),
              HasSubstr("The mails of 3 senders name the address that was written to"));
  EXPECT_THAT(text(), Not(HasSubstr("that was written to")));
}

TEST(TextReport, gives_a_command_on_one_line_whatever_the_width) {
  for (const int columns : {40, 100}) {
    EXPECT_THAT(text(Language::kEnglish, columns),
                HasSubstr(" tshark -r a.pcap -Y 'frame.number>=14 && frame.number<=38'\n"));
  }
}

TEST(TextReport, names_mails_without_a_readable_from) {
  CaseReport report = sample::case_report();
  report.assessments[0].sender_domain.clear();
  EXPECT_THAT(render_text(report, Language::kFrench),
              HasSubstr("3  Messages sans champ From lisible\n"));
}

TEST(TextReport, shows_a_criterion_of_another_version_by_its_id) {
  EXPECT_THAT(text(), HasSubstr("3.4.2  TEST.unknown\n"));
}

TEST(TextReport, shows_law_question_and_exhibit_of_a_known_criterion) {
  const classifier::Criterion* const rule = classifier::criterion_named("FR.L34-5.al5.contact");
  ASSERT_NE(rule, nullptr);
  const std::string wide = text(Language::kFrench, 10'000);
  EXPECT_THAT(wide, HasSubstr("    > " + set_french(rule->law.fr)));
  EXPECT_THAT(wide, HasSubstr(set_french(rule->question.fr)));
  EXPECT_THAT(wide, HasSubstr(set_french(rule->never_visible.fr)));
  EXPECT_THAT(wide, HasSubstr(set_french(rule->exhibit.fr) + " — pièce non produite\n"));
}

TEST(TextReport, repeats_the_texts_of_law_only_for_few_senders) {
  CaseReport report = sample::case_report();
  for (int i = 1; i < 4; ++i) report.assessments.push_back(sample::sender());
  const std::string wide = render_text(report, Language::kFrench, 10'000);
  const std::string law =
      "    > " + set_french(classifier::criterion_named("FR.L34-5.al5.contact")->law.fr);
  const std::size_t first = wide.find(law);
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(wide.find(law, first + 1), std::string::npos);
  EXPECT_THAT(wide, HasSubstr("figurent sous le premier émetteur."));
}

TEST(TextReport, takes_no_side) {
  // The examples of the sample case hold no listed word; quotations of law are looked at as well.
  for (const Language language : {Language::kEnglish, Language::kFrench}) {
    EXPECT_THAT(lint::side_taking_words(text(language)), testing::IsEmpty());
  }
}

TEST(JsonReport, holds_the_numbers_under_their_names) {
  const std::string json = render_json(sample::case_report());
  EXPECT_TRUE(json.starts_with(
      "{\"report\":\"constat\",\"version\":\"0.1.0\",\"notice\":{\"en\":\"This report"));
  EXPECT_THAT(json,
              HasSubstr("\"basis\":\"own-mailbox\",\"mandate\":null,\"disclosure\":\"facts\""));
  EXPECT_THAT(json, HasSubstr("\"states\":{\"observed\":3,\"not_observed\":0,\"discordant\":1,"
                              "\"not_observable\":2}"));
  EXPECT_THAT(json,
              HasSubstr("{\"criterion\":\"TEST.unknown\",\"states\":{\"observed\":0,"
                        "\"not_observed\":0,\"discordant\":0,\"not_observable\":6},\"for\":[],"
                        "\"against\":[],\"context\":[],\"reasons\":{}}"));
  EXPECT_THAT(json,
              HasSubstr("\"elapsed_seconds\":273906,\"mail\":\"m:eeee\",\"outcome\":\"accepted\","
                        "\"input\":\"a.pcap\",\"frames\":[70,90]}"));
  EXPECT_THAT(json, HasSubstr("\"frames\":null}]"));
}

TEST(JsonReport, keeps_the_order_inputs_coverage_senders) {
  const std::string json = render_json(sample::case_report());
  EXPECT_LT(json.find("\"inputs\":["), json.find("\"coverage\":{"));
  EXPECT_LT(json.find("\"coverage\":{"), json.find("\"senders\":["));
}

}  // namespace
}  // namespace constat::report
