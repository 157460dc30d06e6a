// Tables of lower-case names in byte order, looked up by a name of any case: the entries of its
// first letter are compared one by one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parser/html/characters.h"

namespace constat::parser {

template <typename Entry, std::size_t kSize>
class LetterTable {
 public:
  // `entries` have a `name`, are sorted by it and live as long as this.
  explicit constexpr LetterTable(const Entry (&entries)[kSize]) : entries_(entries) {
    static_assert(kSize < 256);
    std::size_t index = 0;
    for (std::size_t letter = 0; letter < first_.size(); ++letter) {
      while (index < kSize && letter_of(entries[index].name) < letter) ++index;
      first_[letter] = static_cast<std::uint8_t>(index);
    }
  }

  constexpr bool sorted() const {
    for (std::size_t index = 1; index < kSize; ++index) {
      if (!(entries_[index - 1].name < entries_[index].name)) return false;
    }
    return true;
  }

  constexpr const Entry* find(std::string_view name) const {
    const std::size_t letter = letter_of(name);
    for (std::size_t index = first_[letter]; index < first_[letter + 1]; ++index) {
      if (equals_lower(name, entries_[index].name)) return entries_ + index;
    }
    return nullptr;
  }

 private:
  // 0 for a name that does not begin with a letter.
  static constexpr std::size_t letter_of(std::string_view name) {
    if (name.empty() || !is_letter(name[0])) return 0;
    return static_cast<std::size_t>(lower_letter(name[0]) - 'a') + 1;
  }

  const Entry* entries_;
  std::array<std::uint8_t, 28> first_{};
};

}  // namespace constat::parser
