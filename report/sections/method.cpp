// How to read the findings, how they come about, and how anybody can check them.
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

namespace {

void write_verification(Draft& draft) {
  const Wording& wording = draft.wording();
  const std::string input = wording.text(Key::kVerifyInputName);
  const std::string dossier = wording.text(Key::kVerifyDossierName);
  draft.heading(2, wording.line(Key::kVerify));
  draft.paragraph(Key::kVerifyDigest);
  draft.add(Command{"sha256sum " + input});
  draft.paragraph(Key::kVerifyFrames);
  draft.paragraph(Key::kVerifyAgain);
  draft.add(
      Command{"constat analyze " + input + " --key " + dossier + ".key -o " + dossier + "-2"});
  draft.add(
      Command{"diff " + dossier + "/manifest-sha256.txt " + dossier + "-2/manifest-sha256.txt"});
}

}  // namespace

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
  write_verification(draft);
}

}  // namespace constat::report
