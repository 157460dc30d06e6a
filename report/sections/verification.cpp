// How anybody can check the report without trusting this program: digests, frames, bytes, and the
// same dossier once more.
#include <string>

#include "report/excerpt.h"
#include "report/sections/sections.h"

namespace constat::report {
namespace {

// More inputs than these are not named in a command.
constexpr std::size_t kInputsNamed = 5;

std::string input_words(const Draft& draft) {
  const auto& inputs = draft.report().inputs;
  std::string out;
  for (const capture::InputFacts& input : inputs) {
    if (input.name != "-") out += (out.empty() ? "" : " ") + shell_word(input.name);
  }
  const bool named = !out.empty() && inputs.size() <= kInputsNamed;
  return named ? out : draft.wording().text(Key::kVerifyInputName);
}

// Its own where it is one that lets mails be extracted.
std::string basis_word(const Draft& draft) {
  const std::string& basis = draft.report().basis;
  const bool allows_content = basis == "own-campaign" || basis == "own-mailbox" ||
                              basis == "handed-over" || basis == "authority-order";
  return allows_content ? basis : draft.wording().text(Key::kVerifyBasisName);
}

void write_extraction(Draft& draft, const std::string& inputs) {
  const Wording& wording = draft.wording();
  const std::string mail = wording.text(Key::kVerifyMailName);
  const std::string mails = wording.text(Key::kVerifyMailsName);
  draft.paragraph(Key::kVerifyExtract);
  draft.add(Command{"constat extract " + inputs + " --basis " + basis_word(draft) +
                    " --mail m:" + mail + " -o " + mails});
  draft.add(Command{"sha256sum " + mails + "/" + mail + ".eml"});
  draft.add(Command{"tail -c +$((" + wording.text(Key::kVerifyFirstName) + "+1)) " + mails + "/" +
                    mail + ".eml | head -c " + wording.text(Key::kVerifyLengthName)});
}

}  // namespace

void write_verification(Draft& draft) {
  const Wording& wording = draft.wording();
  const std::string inputs = input_words(draft);
  const std::string dossier = wording.text(Key::kVerifyDossierName);
  draft.heading(2, wording.line(Key::kVerify));
  draft.paragraph(Key::kVerifyDigest);
  draft.add(Command{"sha256sum -- " + inputs});
  draft.paragraph(Key::kVerifyFrames);
  write_extraction(draft, inputs);
  draft.paragraph(Key::kVerifyAgain);
  draft.add(
      Command{"constat analyze " + inputs + " --key " + dossier + ".key -o " + dossier + "-2"});
  draft.add(
      Command{"diff " + dossier + "/manifest-sha256.txt " + dossier + "-2/manifest-sha256.txt"});
}

}  // namespace constat::report
