// A stretch of a folded text.
#pragma once

#include <cstddef>

namespace constat::classifier::wording {

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

}  // namespace constat::classifier::wording
