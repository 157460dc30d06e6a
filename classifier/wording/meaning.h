// What a phrase of the tables stands for.
#pragma once

#include <cstddef>
#include <cstdint>

namespace constat::classifier::wording {

enum class Meaning : std::uint8_t {
#define CONSTAT_MEANING(enumerator, name, table) enumerator,
#include "classifier/wording/meanings.inc"
#undef CONSTAT_MEANING
  kCount_,
};
inline constexpr std::size_t kMeanings = static_cast<std::size_t>(Meaning::kCount_);

}  // namespace constat::classifier::wording
