// The accounting equations: both sides of each, and the line that says which do not close.
#include <algorithm>
#include <string_view>

#include "report/sections/coverage.h"
#include "report/sections/sections.h"

namespace constat::report {
namespace {

using classifier::Equation;

struct Named {
  std::string_view name;
  Key key;
};
constexpr Named kAccounts[] = {{"frames_seen", Key::kAccountFrames},
                               {"payload_bytes", Key::kAccountPayload},
                               {"stream_bytes", Key::kAccountStreams},
                               {"stream_offsets", Key::kAccountOffsets},
                               {"fin_offsets", Key::kAccountFins},
                               {"gap_bytes", Key::kAccountGaps},
                               {"mails_by_origin", Key::kAccountMailsOrigin},
                               {"mails_by_completeness", Key::kAccountMailsWhole},
                               {"mails_by_outcome", Key::kAccountMailsAnswer},
                               {"facts", Key::kAccountFacts},
                               {"records", Key::kAccountRecords}};

Line account_line(const Wording& wording, const Equation& equation) {
  Line line;
  const auto* const known =
      std::ranges::find(kAccounts, std::string_view(equation.name), &Named::name);
  if (known != std::end(kAccounts)) {
    line = wording.line(known->key);
    line.push_back(words(" "));
  }
  line.push_back(code(equation.name));
  return line;
}

Line broken_line(const Wording& wording, const Equation& equation) {
  const Span left = words(wording.number(equation.left));
  const Span right = words(wording.number(equation.right));
  if (equation.input.empty()) {
    return wording.line(Key::kBrokenEquation, {code(equation.name), left, right});
  }
  return wording.line(Key::kBrokenEquationOf,
                      {code(equation.name), seen(equation.input), left, right});
}

}  // namespace

void write_broken_accounts(Draft& draft) {
  const Wording& wording = draft.wording();
  const auto& broken = draft.report().summary.broken_equations;
  if (broken.empty()) return;
  Line line;
  for (const Span& span : wording.line(Key::kBrokenEquations, {line_break()})) {
    if (span.kind != Span::Kind::kBreak) {
      line.push_back(span);
      continue;
    }
    for (const Equation& equation : broken) {
      if (&equation != &broken.front()) line.push_back(words("; "));
      const Line one = broken_line(wording, equation);
      line.insert(line.end(), one.begin(), one.end());
    }
  }
  draft.paragraph(std::move(line), Tone::kAlert);
}

void write_accounts(Draft& draft) {
  const Wording& wording = draft.wording();
  draft.heading(3, wording.line(Key::kAccounts));
  draft.paragraph(Key::kAccountsLead);
  Table table;
  table.columns = {{wording.text(Key::kAccount), Table::Align::kText},
                   {wording.text(Key::kAccountLeft), Table::Align::kNumber},
                   {wording.text(Key::kAccountRight), Table::Align::kNumber}};
  for (const Equation& equation : classifier::equations(draft.report().summary)) {
    table.rows.push_back({account_line(wording, equation),
                          {words(wording.number(equation.left))},
                          {words(wording.number(equation.right))}});
  }
  draft.add(Tables{{std::move(table)}});
}

}  // namespace constat::report
