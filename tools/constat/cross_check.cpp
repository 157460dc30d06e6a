#include "tools/constat/cross_check.h"

namespace constat::tools {
namespace {

parser::OtherReaderOutcome outcome_of(SecondOutcome outcome) {
  using parser::OtherReaderOutcome;
  switch (outcome) {
    case SecondOutcome::kRead:
      return OtherReaderOutcome::kRead;
    case SecondOutcome::kTooLarge:
      return OtherReaderOutcome::kTooLarge;
    case SecondOutcome::kStopped:
      return OtherReaderOutcome::kStopped;
    case SecondOutcome::kGaveUp:
      return OtherReaderOutcome::kGaveUp;
    case SecondOutcome::kOutOfTime:
      return OtherReaderOutcome::kOutOfTime;
    case SecondOutcome::kOutOfMemory:
      return OtherReaderOutcome::kOutOfMemory;
  }
  return OtherReaderOutcome::kStopped;
}

}  // namespace

void CrossCheck::read(const parser::ParsedMail& mail, parser::OtherReading& out) {
  if (mail.raw->bytes.size() > limits_.other_reader_mail_bytes) {
    out.outcome = parser::OtherReaderOutcome::kTooLarge;
    return;
  }
  // Without the From lines of mbox files, which it does not know.
  const std::string_view bytes = mail.raw->bytes.substr(mail.header_where.offset);
  out.outcome = outcome_of(reader_.ask(bytes, answer_));
  if (out.outcome != parser::OtherReaderOutcome::kRead) return;
  const auto reading = read_second_reading(answer_);
  if (!reading) {
    out.outcome = parser::OtherReaderOutcome::kStopped;
    return;
  }
  compare_readings(mail, *reading, limits_, out.differences);
}

}  // namespace constat::tools
