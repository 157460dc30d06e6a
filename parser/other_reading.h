// What a second, independent reader made of the same mail, where it differs (`--cross-check`). Who
// asks one is above this room: a program of its own runs it, because it may fail on hostile bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/bytes.h"

namespace constat::parser {

struct ParsedMail;

enum class OtherReaderOutcome : std::uint8_t {
  kNotAsked,
  kRead,
  kTooLarge,     // the mail, or what the other reader said of it, is larger than the cap
  kStopped,      // a signal ended it: memory fault, stack overflow, abort, forbidden system call
  kGaveUp,       // an exception
  kOutOfTime,    // Limits::other_reader_seconds of processor time
  kOutOfMemory,  // Limits::other_reader_memory_bytes
};

struct ReadingDifference {
  std::string part;  // "0" the header, else a part's path
  ByteRange where;   // the field's value or the part's body, in the mail
  std::string what;  // "to: 3 addresses, 2 in the other reading"; nothing of the mail's own text
};

struct OtherReading {
  OtherReaderOutcome outcome = OtherReaderOutcome::kNotAsked;
  std::vector<ReadingDifference> differences;
};

class OtherReader {
 public:
  virtual ~OtherReader() = default;
  // `out` is empty before. Called last, when all else of `mail` is known.
  virtual void read(const ParsedMail& mail, OtherReading& out) = 0;
};

}  // namespace constat::parser
