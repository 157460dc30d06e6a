// What a second, independent reader made of the same mail (`--cross-check`): where it reads
// otherwise, and where it could not read. These facts bear on no criterion: they say how far the
// others rest on one reading.

#include <string>
#include <string_view>

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"

namespace constat::classifier {
namespace {

using parser::OtherReaderOutcome;

constexpr FactKind kKinds[] = {
    {"parser.readings_differ", "A second, independent reader reads this mail otherwise",
     "Un second lecteur, indépendant, lit ce message autrement"},
    {"parser.other_reading_missing", "The second reader gave no reading of this mail",
     "Le second lecteur n’a donné aucune lecture de ce message"},
};

std::string_view reason_of(OtherReaderOutcome outcome) {
  switch (outcome) {
    case OtherReaderOutcome::kTooLarge:
      return "larger than the cap";
    case OtherReaderOutcome::kStopped:
      return "its process ended early";
    case OtherReaderOutcome::kGaveUp:
      return "it gave up";
    case OtherReaderOutcome::kOutOfTime:
      return "out of time";
    case OtherReaderOutcome::kOutOfMemory:
      return "out of memory";
    case OtherReaderOutcome::kNotAsked:
    case OtherReaderOutcome::kRead:
      break;
  }
  return {};
}

void find(const wording::MailReading& reading, const Limits&, FactSink& facts) {
  const parser::OtherReading& other = reading.mail().other_reading;
  const std::string_view reason = reason_of(other.outcome);
  if (!reason.empty()) {
    facts.add({"parser.other_reading_missing", std::string(reason), "0", {}, ""});
  }
  for (const parser::ReadingDifference& difference : other.differences) {
    facts.add({"parser.readings_differ", difference.what, difference.part, difference.where, ""});
  }
}

}  // namespace

extern const FactFamily other_reading = {.id = "other_reading", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
