// The inputs with their digests, and what is wrong with the files themselves.
#include <algorithm>

#include "core/limits.h"
#include "report/sections/sections.h"

namespace constat::report {
namespace {

Line period_of(const Wording& wording, const capture::InputFacts& input) {
  if (!input.first_time.known() || !input.last_time.known()) return {words("–")};
  return wording.line(Key::kFromTo, {wording.time(to_rfc3339(input.first_time)),
                                     wording.time(to_rfc3339(input.last_time))});
}

Line kind_of(const Wording& wording, const capture::InputFacts& input) {
  if (input.kind == capture::InputKind::kUnknown) return wording.line(Key::kKindUnknown);
  const Span kind = words(std::string(capture::name_of(input.kind)));
  if (input.compression == capture::Compression::kNone) return {kind};
  return wording.line(Key::kKindCompressed,
                      {kind, words(std::string(capture::name_of(input.compression))),
                       words(wording.counted(Key::kByteCount, input.bytes_decompressed))});
}

Table inputs_table(const Draft& draft) {
  const Wording& wording = draft.wording();
  Table table;
  table.columns = {{wording.text(Key::kInput), Table::Align::kText},
                   {wording.text(Key::kInputKind), Table::Align::kText},
                   {wording.text(Key::kInputBytes), Table::Align::kNumber},
                   {wording.text(Key::kInputFrames), Table::Align::kNumber},
                   {wording.text(Key::kInputMails), Table::Align::kNumber},
                   {wording.text(Key::kInputPeriod), Table::Align::kText}};
  for (const capture::InputFacts& input : draft.report().inputs) {
    Line name = {seen(input.name), line_break()};
    const Line digest = wording.line(Key::kSha256, {code(to_hex(input.sha256))});
    name.insert(name.end(), digest.begin(), digest.end());
    table.rows.push_back({std::move(name),
                          kind_of(wording, input),
                          {words(wording.number(input.bytes))},
                          {words(wording.number(input.frames))},
                          {words(wording.number(input.mails))},
                          period_of(wording, input)});
  }
  return table;
}

void append_defects(const Draft& draft, const capture::InputFacts& input, Table& table) {
  const Wording& wording = draft.wording();
  const std::size_t shown = std::min(input.defects.size(), Limits{}.report_list_entries);
  for (std::size_t i = 0; i < shown; ++i) {
    const Defect& defect = input.defects[i];
    Line range =
        wording.line(Key::kRange, {words(wording.counted(Key::kByteCount, defect.where.length)),
                                   words(wording.number(defect.where.offset))});
    table.rows.push_back({{seen(input.name)},
                          {words(wording.meaning(defect.kind) + " ("),
                           code(std::string(name_of(defect.kind))), words(")")},
                          std::move(range)});
  }
  const std::uint64_t more = input.defects.size() - shown + input.defects_not_kept;
  if (more == 0) return;
  table.rows.push_back({{seen(input.name)},
                        wording.line(Key::kDefectsNotKept, {words(wording.number(more))}),
                        {words("–")}});
}

}  // namespace

void write_inputs(Draft& draft) {
  const Wording& wording = draft.wording();
  draft.heading(3, wording.line(Key::kInputs));
  draft.add(Tables{{inputs_table(draft)}});
  draft.paragraph(wording.line(Key::kInputMailsGloss), Tone::kQuiet);
  draft.heading(3, wording.line(Key::kInputDefects));
  Table table;
  table.columns = {{wording.text(Key::kInput), Table::Align::kText},
                   {wording.text(Key::kDefect), Table::Align::kText},
                   {wording.text(Key::kDefectBytes), Table::Align::kText}};
  for (const capture::InputFacts& input : draft.report().inputs) {
    append_defects(draft, input, table);
  }
  if (table.rows.empty()) return draft.paragraph(Key::kInputDefectsNone);
  draft.add(Tables{{std::move(table)}});
}

}  // namespace constat::report
