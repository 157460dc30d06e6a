// How to read the findings, and how they come about.
#include "report/sections/sections.h"

namespace constat::report {

void write_reading(Draft& draft) {
  const Wording& wording = draft.wording();
  draft.heading(2, wording.line(Key::kReading));
  draft.paragraph(Key::kReadingLead);
  const std::array<Key, 4> glosses = {Key::kGlossObserved, Key::kGlossNotObserved,
                                      Key::kGlossDiscordant, Key::kGlossNotObservable};
  Terms states;
  for (std::size_t i = 0; i < kStateKeys.size(); ++i) {
    states.rows.push_back({wording.line(kStateKeys[i]), {wording.line(glosses[i])}});
  }
  draft.add(std::move(states));
  draft.paragraph(Key::kReadingBothWays);
  draft.paragraph(Key::kReadingAccepted);
  draft.paragraph(Key::kReadingExhibits);
}

void write_method(Draft& draft) {
  const Wording& wording = draft.wording();
  draft.heading(2, wording.line(Key::kMethod));
  Bullets bullets;
  for (const Key key :
       {Key::kMethodStates, Key::kMethodSenders, Key::kMethodPseudonyms, Key::kMethodFirstSeen,
        Key::kMethodExamples, Key::kMethodEscapes, Key::kMethodTime}) {
    bullets.items.push_back(wording.line(key));
  }
  draft.add(std::move(bullets));
}

}  // namespace constat::report
