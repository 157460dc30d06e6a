// What the program constat-second-reader says of one mail, and how it is put on the pipe between
// it and constat: lengths and counts as 32-bit numbers in the machine's order, texts as length and
// bytes. Whoever reads it trusts nothing of it: hostile mail made it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"

namespace constat::tools {

// In the order in which they stand on the pipe.
constexpr std::array<std::string_view, 6> kAddressFields = {"from", "sender", "reply-to",
                                                            "to",   "cc",     "bcc"};

struct SecondEntity {
  std::uint32_t depth = 0;
  std::string type;      // "text/plain", lower case; "" where no Content-Type stands
  std::string encoding;  // as written, lower case
  bool leaf = false;
  std::uint32_t bytes = 0;  // of a leaf, after transfer decoding
  Digest sha256;
};

struct SecondReading {
  std::vector<SecondEntity> entities;  // a parent before its children
  // Of the first field of each name: "local@domain", in order, groups flattened.
  std::array<std::vector<std::string>, kAddressFields.size()> addresses;
};

enum class SecondOutcome : std::uint8_t {
  kRead,
  kTooLarge,
  kStopped,
  kGaveUp,
  kOutOfTime,
  kOutOfMemory
};

// An answer: one SecondOutcome, the length of what follows, and with kRead a reading.
struct AnswerHead {
  std::uint32_t outcome = 0;
  std::uint32_t bytes = 0;
};

// Appends to `out`.
void write(const SecondReading& reading, std::string& out);
// Nothing when `bytes` is not exactly one reading.
std::optional<SecondReading> read_second_reading(std::string_view bytes);

// What is compared of quoted-printable text: mimetic loses the line end behind white space, and
// writes LF for the others.
void leave_out_line_ends(std::string& text);

}  // namespace constat::tools
