// A case written by hand, with a bit of everything a report can hold.
#pragma once

#include "report/case_report.h"

namespace constat::report::sample {

inline classifier::Example example(std::string mail, std::string value, std::string quote) {
  classifier::Example example;
  example.mail = std::move(mail);
  example.input = "a.pcap";
  example.first_frame = 14;
  example.last_frame = 38;
  example.mail_sha256 = std::string(64, 'b');
  example.part = "0";
  example.range = {210, 44};
  example.value = std::move(value);
  example.quote = std::move(quote);
  return example;
}

inline classifier::CriterionTally contact() {
  classifier::CriterionTally tally;
  tally.criterion = "FR.L34-5.al5.contact";
  tally.states = {3, 0, 1, 2};
  tally.for_facts = {
      {"optout.header.mailto",
       4,
       {example("m:aaaa", "mailto:stop@news.example",
                "List-Unsubscribe: <mailto:stop@news.example>")}},
      {"optout.header.https", 2, {example("m:bbbb", "https://news.example/u/1", "")}}};
  tally.against_facts = {
      {"contact.no_reply_only", 1, {example("m:cccc", "no-reply@news.example", "")}}};
  tally.context_facts = {{"bulk.list_id", 6, {}}};
  tally.reasons = {{"header_holed", 2}};
  return tally;
}

inline classifier::Objection objection() {
  classifier::Objection objection;
  objection.mail = "m:dddd";
  objection.time = "2026-03-01T08:00:00.000000000Z";
  objection.input = "a.pcap";
  objection.first_frame = 50;
  objection.last_frame = 50;
  objection.person = "p:person";
  objection.sender_domain = "news.example";
  objection.channel = "list_unsubscribe_mailto";
  objection.accepted = true;
  // 3 days, 4 hours, 5 minutes and 6 seconds = 273906 s.
  objection.later = {{"m:eeee", "2026-03-04T12:05:06.500000000Z", "a.pcap", 70, 90, 273906,
                      capture::Outcome::kAccepted},
                     {"m:ffff", "2026-03-09T08:00:00.000000000Z", "a.pcap", 0, 0, 691200,
                      capture::Outcome::kDeferred}};
  return objection;
}

inline classifier::Assessment sender() {
  classifier::Assessment sender;
  sender.sender_domain = "news.example";
  sender.from_names = {"Boutique Exemple", "L'équipe"};
  sender.from_addresses = {"contact@news.example"};
  sender.return_path_domains = {"bounce.news.example"};
  sender.client_ips = {"192.0.2.1"};
  sender.mails = 6;
  sender.mail_outcomes = {4, 1, 0, 0, 0};
  sender.completeness = {5, 1, 0, 0};
  sender.mails_without_envelope = 1;
  sender.recipients = 12;
  sender.recipient_outcomes = {9, 2, 1, 0, 0};
  sender.recipient_categories = {7, 2, 1, 2};
  sender.distinct_recipients = 10;
  sender.first_time = "2026-02-27T09:30:00.000000000Z";
  sender.last_time = "2026-03-09T08:00:00.000000000Z";
  classifier::CriterionTally bare;
  bare.criterion = "TEST.unknown";
  bare.states = {0, 0, 0, 6};
  sender.criteria = {contact(), bare};
  sender.objections = {objection()};
  return sender;
}

inline capture::InputFacts input() {
  capture::InputFacts input;
  input.name = "a.pcap";
  input.kind = capture::InputKind::kPcap;
  input.bytes = 1234567;
  input.sha256.bytes.fill(0x1f);
  input.frames = 120;
  input.frames_analysed = 100;
  input.frames_skipped[2] = 20;
  input.first_time.nanoseconds = 1772179200LL * 1'000'000'000;  // 2026-02-27T08:00:00Z
  input.last_time.nanoseconds = 1773043200LL * 1'000'000'000;   // 2026-03-09T08:00:00Z
  input.defects = {{DefectKind::kInputTruncated, {1234000, 567}}};
  return input;
}

inline CaseReport case_report() {
  CaseReport report;
  report.program_version = "0.1.0";
  report.basis = "own-mailbox";
  report.disclosure = "facts";
  report.psl_version = "2023-02-09";
  report.inputs = {input()};
  classifier::Summary& summary = report.summary;
  summary.inputs = 1;
  summary.inputs_incomplete = 1;
  summary.frames = 120;
  summary.frames_analysed = 100;
  summary.frames_skipped[2] = 20;
  summary.streams.flows = 5;
  summary.streams.delivered_bytes = 987654;
  summary.streams.gaps = 1;
  summary.streams.gap_bytes = 1460;
  summary.sessions = 4;
  summary.sessions_encrypted = 1;
  summary.sessions_one_sided = 2;
  summary.mails = 6;
  summary.completeness = {5, 1, 0, 0};
  summary.outcomes = {4, 1, 0, 0, 0};
  summary.mails_without_envelope = 1;
  summary.objections = 1;
  report.assessments = {sender()};
  return report;
}

}  // namespace constat::report::sample
