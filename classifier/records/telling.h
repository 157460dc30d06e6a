// What may be told of the texts of one mail or transaction at the level of the run (disclosure.h):
// masks addresses, keeps the list of what was withheld.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classifier/disclosure.h"
#include "classifier/mail_record.h"

namespace constat::classifier {

class Telling {
 public:
  Telling(Disclosure level, AddressMask mask) : level_(level), mask_(std::move(mask)) {}

  const AddressMask& mask() const { return mask_; }
  bool allows(Disclosure from) const { return level_ >= from; }
  // The text as it may be told: valid UTF-8, masked below `headers`. nullopt, and noted as
  // withheld under `name`, below the level `from`.
  OptionalText text(std::string_view name, std::string_view text,
                    Disclosure from = Disclosure::kFacts);
  // The same, but an empty text is an absent one: nullopt, not withheld.
  OptionalText text_if_any(std::string_view name, std::string_view text,
                           Disclosure from = Disclosure::kFacts);
  // For fields where "" stands for withheld and for absent alike.
  std::string word(std::string_view name, std::string_view text,
                   Disclosure from = Disclosure::kFacts);
  void note_withheld(std::string_view name) { withheld_.emplace(name); }
  // More addresses to mask in the texts that follow.
  void hide(const std::vector<std::string>& addresses, const Pseudonymiser& pseudonyms);
  // A display name to be replaced by `pseudonym`: where it is the whole text; where it has two
  // words or more, anywhere (a single word may be anything).
  void hide_name(std::string name, std::string pseudonym);
  // Is it, or does it hold, an address that must not be told?
  bool hides(std::string_view address) const;

  std::vector<std::string> withheld() const { return {withheld_.begin(), withheld_.end()}; }

 private:
  std::string masked(std::string_view text) const;

  Disclosure level_;
  AddressMask mask_;
  std::vector<std::pair<std::string, std::string>> names_;  // name, pseudonym
  std::set<std::string, std::less<>> withheld_;
};

}  // namespace constat::classifier
