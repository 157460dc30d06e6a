// The first 128 bits of a pseudonym, by which rows are found.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace constat::classifier {

// "p:" and 26 characters of base32 (core/pseudonym.h); none for anything else.
std::optional<std::array<std::uint8_t, 16>> person_of(std::string_view pseudonym);

}  // namespace constat::classifier
