#include "classifier/wording/quoted_mail.h"

#include <algorithm>

#include "classifier/wording/fold.h"

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kLine = 240;  // bytes of an attribution line, with a name and an address

}  // namespace

std::size_t own_words_end(std::string_view folded, std::span<const Hit> hits) {
  for (const Hit& hit : hits) {
    const std::string_view before = folded.substr(0, hit.begin);
    const std::size_t line_end = std::min(folded.find('\n', hit.end), folded.size());
    const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
    if (hit.begin - line_begin > kLine) continue;
    const std::string_view behind = folded.substr(hit.end, line_end - hit.end);
    const bool ruled = hit.begin > line_begin && folded[line_begin] == '-';
    if (ruled && behind.find_first_not_of("- ") == std::string_view::npos) return line_begin;
    // "wrote:" ends its line, and somebody stands before it.
    if (folded[hit.end - 1] == ':' && behind.empty() && hit.begin > line_begin) return line_begin;
  }
  return folded.size();
}

}  // namespace constat::classifier::wording
