// Facts that are phrases: what a family says of the hits of one meaning.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"

namespace constat::classifier::wording {

// One fact for each wording of the meaning, at its first place in the text; its value is the
// wording.
void tell_wordings(const ReadText& text, Meaning meaning, std::string_view id, const Limits& limits,
                   FactSink& facts);

// What was told of one kind in one text: each value once, at its first place.
class ToldOnce {
 public:
  // True the first time.
  bool first(std::string_view value);

 private:
  std::vector<std::string> told_;  // few
};

// The phrase of a hit, as the tables write it.
const Phrase& phrase_of(const Hit& hit);

// The folded words of a hit, on one line.
std::string wording_of(const ReadText& text, const Hit& hit);

}  // namespace constat::classifier::wording
