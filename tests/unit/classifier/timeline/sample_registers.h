// Registers for tests, read from their text.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "capture/byte_source.h"
#include "classifier/registers/register.h"
#include "core/pseudonym.h"

namespace constat::classifier {

inline const Pseudonymiser& test_pseudonyms() {
  static const Pseudonymiser kPseudonyms("0123456789abcdef");
  return kPseudonyms;
}

inline std::string person(std::string_view address) {
  return test_pseudonyms().of_address(address);
}

inline Register register_of(RegisterKind kind, std::string_view file) {
  const Limits limits;
  const auto source = capture::open_bytes(file, limits);
  auto made = read_register(kind, "r.csv", *source, test_pseudonyms(), limits);
  EXPECT_TRUE(made.ok()) << made.status();
  return made.ok() ? *std::move(made) : Register{};
}

}  // namespace constat::classifier
