// Notice, basis, mandate, rule pack: on what footing the report stands.
#include <algorithm>
#include <array>
#include <string_view>

#include "core/capture_time.h"
#include "report/numbers.h"
#include "report/rules.h"
#include "report/sections/sections.h"

namespace constat::report {
namespace {

struct Named {
  std::string_view name;
  Key key;
};
constexpr std::array<Named, 6> kBases = {{{"own-campaign", Key::kBasisOwnCampaign},
                                          {"own-mailbox", Key::kBasisOwnMailbox},
                                          {"handed-over", Key::kBasisHandedOver},
                                          {"authority-order", Key::kBasisAuthorityOrder},
                                          {"operator-flow", Key::kBasisOperatorFlow},
                                          {"undeclared", Key::kBasisUndeclared}}};
constexpr std::array<Named, 4> kDisclosures = {{{"counts", Key::kDisclosureCounts},
                                                {"facts", Key::kDisclosureFacts},
                                                {"headers", Key::kDisclosureHeaders},
                                                {"content", Key::kDisclosureContent}}};

template <std::size_t N>
Line named(const Wording& wording, const std::array<Named, N>& table, const std::string& name) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&name](const Named& entry) { return entry.name == name; });
  return found == table.end() ? Line{seen(name)} : wording.line(found->key);
}

Line rule_pack_line(const Wording& wording) {
  const RulePack pack = rule_pack();
  std::string dates;
  for (const std::string& checked : pack.checked) {
    dates += (dates.empty() ? "" : ", ") + date(checked, wording.language());
  }
  Line line = {words(wording.counted(Key::kRulePackCount, pack.criteria))};
  if (dates.empty()) return line;
  line.push_back(words("; "));
  if (wording.language() == Language::kFrench) line.back().text = set_french(" ; ");
  const Line checked = wording.line(Key::kRulePackChecked, {words(dates)});
  line.insert(line.end(), checked.begin(), checked.end());
  return line;
}

Line period_line(const Draft& draft) {
  CaptureTime first, last;
  for (const capture::InputFacts& input : draft.report().inputs) {
    if (input.first_time.known() && (!first.known() || input.first_time < first)) {
      first = input.first_time;
    }
    if (input.last_time.known() && (!last.known() || last < input.last_time)) {
      last = input.last_time;
    }
  }
  const Wording& wording = draft.wording();
  if (!first.known() || !last.known()) return wording.line(Key::kNoTime);
  return wording.line(Key::kFromTo,
                      {wording.time(to_rfc3339(first)), wording.time(to_rfc3339(last))});
}

}  // namespace

void write_opening(Draft& draft) {
  const Wording& wording = draft.wording();
  const CaseReport& report = draft.report();
  draft.paragraph(wording.line(Key::kNotice), Tone::kNotice);
  write_broken_accounts(draft);
  const auto row = [&wording](Key key, Line value) {
    return Terms::Row{wording.line(key), {std::move(value)}};
  };
  const Line mandate =
      report.mandate.empty() ? wording.line(Key::kMandateNone) : Line{seen(report.mandate)};
  const Line list =
      report.psl_version.empty()
          ? wording.line(Key::kSuffixListUnknown)
          : wording.line(Key::kSuffixListOf, {seen(date(report.psl_version, wording.language()))});
  Terms terms;
  terms.rows = {row(Key::kBasis, named(wording, kBases, report.basis)),
                row(Key::kMandate, mandate),
                row(Key::kDisclosure, named(wording, kDisclosures, report.disclosure)),
                row(Key::kPeriod, period_line(draft)),
                row(Key::kRulePack, rule_pack_line(wording)),
                row(Key::kSuffixList, list),
                row(Key::kProgram, {words("constat "), seen(report.program_version)})};
  draft.add(std::move(terms));
}

void write_contents(Draft& draft) {
  const auto& senders = draft.report().assessments;
  if (senders.size() < 2) return;
  const Wording& wording = draft.wording();
  Contents contents{wording.text(Key::kContents), {}};
  std::size_t section = 1;
  const auto entry = [&](Line text) {
    std::string number = std::to_string(section++);
    std::string anchor = anchor_of(number);
    contents.entries.push_back({std::move(number), std::move(anchor), std::move(text)});
  };
  entry(wording.line(Key::kCoverage));
  entry(wording.line(Key::kReading));
  for (const classifier::Assessment& sender : senders) {
    entry(sender.sender_domain.empty() ? wording.line(Key::kSenderUnknown)
                                       : wording.line(Key::kSender, {seen(sender.sender_domain)}));
  }
  entry(wording.line(Key::kMethod));
  entry(wording.line(Key::kVerify));
  draft.add(std::move(contents));
}

}  // namespace constat::report
