// Objections seen in the flow and the mails that came after them, with the time between. The lines
// of reference are printed, never compared.
#include <algorithm>

#include "core/limits.h"
#include "report/numbers.h"
#include "report/origin.h"
#include "report/sections/sections.h"

namespace constat::report {
namespace {

using classifier::Objection;

Line channel_of(const Wording& wording, const Objection& objection) {
  if (objection.channel == "list_unsubscribe_mailto") return wording.line(Key::kChannelMailto);
  return {seen(objection.channel)};
}

Terms terms_of(const Draft& draft, const Objection& objection) {
  const Wording& wording = draft.wording();
  const auto row = [&wording](Key key, Line value) {
    return Terms::Row{wording.line(key), {std::move(value)}};
  };
  Terms terms;
  terms.rows = {
      row(Key::kObjectionPerson, {code(objection.person)}),
      row(Key::kObjectionMail, {code(objection.mail)}),
      row(Key::kObjectionChannel, channel_of(wording, objection)),
      row(Key::kObjectionAnswer,
          wording.line(objection.accepted ? Key::kObjectionAccepted : Key::kObjectionNotAccepted)),
      row(Key::kObjectionOrigin,
          draft.origin().input_line(objection.input, objection.first_frame, objection.last_frame))};
  return terms;
}

Table later_table(const Draft& draft, const Objection& objection) {
  const Wording& wording = draft.wording();
  Table table;
  table.caption = wording.text(Key::kLater);
  table.columns = {{wording.text(Key::kLaterTime), Table::Align::kText},
                   {wording.text(Key::kLaterElapsed), Table::Align::kText},
                   {wording.text(Key::kObjectionMail), Table::Align::kText},
                   {wording.text(Key::kServerAnswer), Table::Align::kText},
                   {wording.text(Key::kLaterOrigin), Table::Align::kText}};
  const std::size_t shown = std::min(objection.later.size(), Limits{}.report_list_entries);
  for (std::size_t i = 0; i < shown; ++i) {
    const Objection::LaterMail& later = objection.later[i];
    Line where = {seen(later.input)};
    const Line frames = frames_line(later.first_frame, later.last_frame, wording);
    if (!frames.empty()) where.push_back(words(", "));
    where.insert(where.end(), frames.begin(), frames.end());
    table.rows.push_back({{wording.time(later.time)},
                          {words(elapsed(later.elapsed_seconds, wording.language()))},
                          {code(later.mail)},
                          wording.line(kOneOutcomeKeys[static_cast<std::size_t>(later.outcome)]),
                          std::move(where)});
  }
  return table;
}

void write_objection(Draft& draft, const Objection& objection) {
  const Wording& wording = draft.wording();
  draft.heading(4, objection.time.empty()
                       ? wording.line(Key::kObjectionNoTime)
                       : wording.line(Key::kObjection, {wording.time(objection.time)}));
  draft.add(terms_of(draft, objection));
  if (objection.address_shared_by > 1) {
    draft.paragraph(
        wording.line(Key::kObjectionShared, {words(wording.number(objection.address_shared_by))}));
  }
  if (objection.later.empty()) return draft.paragraph(Key::kLaterNone);
  draft.add(Tables{{later_table(draft, objection)}});
  const std::size_t shown = Limits{}.report_list_entries;
  if (objection.later.size() <= shown) return;
  draft.paragraph(
      wording.line(Key::kMore, {words(wording.number(objection.later.size() - shown))}));
}

}  // namespace

void write_objections(Draft& draft, const classifier::Assessment& sender) {
  const Wording& wording = draft.wording();
  draft.heading(3, wording.line(Key::kObjections));
  if (sender.objections.empty()) return draft.paragraph(Key::kObjectionsNone);
  draft.paragraph(Key::kReferencesLead);
  draft.add(Bullets{{wording.line(Key::kReferenceBest), wording.line(Key::kReferenceMonth),
                     wording.line(Key::kReferenceTwoDays), wording.line(Key::kReferenceTenDays)}});
  const std::size_t shown = std::min(sender.objections.size(), Limits{}.report_list_entries);
  for (std::size_t i = 0; i < shown; ++i) write_objection(draft, sender.objections[i]);
  if (shown == sender.objections.size()) return;
  draft.paragraph(
      wording.line(Key::kMore, {words(wording.number(sender.objections.size() - shown))}));
}

}  // namespace constat::report
