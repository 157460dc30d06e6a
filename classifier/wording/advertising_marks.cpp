#include "classifier/wording/advertising_marks.h"

#include <algorithm>
#include <string_view>

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kBlock = 300;  // bytes of the first block that are looked at

// Where the first block with words ends.
std::size_t block_end(const ReadText& text) {
  const std::string_view folded = text.text();
  std::size_t begin = 0;
  while (begin < folded.size() && !is_word_byte(folded[begin])) ++begin;
  const std::size_t end =
      text.html || text.is_subject() ? folded.find('\n', begin) : folded.find("\n\n", begin);
  const std::size_t whole = text.is_subject() ? folded.size() : std::min(end, folded.size());
  return std::min(whole, begin + kBlock);
}

bool is_bracketed(std::string_view folded, const Hit& hit) {
  if (hit.begin == 0 || hit.end >= folded.size()) return false;
  const char open = folded[hit.begin - 1];
  const char close = folded[hit.end];
  return (open == '[' && close == ']') || (open == '(' && close == ')') ||
         (open == '<' && close == '>') || (open == '*' && close == '*');
}

// Nothing but signs before; behind, the end of the line, or a sign that sets apart.
bool leads(std::string_view folded, const Hit& hit) {
  const std::string_view before = folded.substr(0, hit.begin);
  if (std::any_of(before.begin(), before.end(), is_word_byte)) return false;
  std::string_view rest = folded.substr(hit.end);
  if (rest.empty() || rest.front() == '\n') return true;
  if (rest.starts_with(' ')) rest.remove_prefix(1);
  return rest.empty() || rest.starts_with(':') || rest.starts_with("- ") ||
         rest.starts_with("| ") || rest.starts_with('\n');
}

}  // namespace

std::optional<Hit> advertising_mark(const ReadText& text) {
  const std::string_view folded = text.text();
  std::size_t end = folded.size();
  bool known = false;
  for (const Hit& hit : text.longest_of(Meaning::kAdvertisingMark)) {
    if (!known) end = block_end(text);
    known = true;
    if (hit.end > end) break;
    const std::string_view words = folded.substr(hit.begin, hit.end - hit.begin);
    const bool several = words.find_first_of(" \n") != std::string_view::npos;
    if (several || is_bracketed(folded, hit) || leads(folded, hit)) return hit;
  }
  return std::nullopt;
}

}  // namespace constat::classifier::wording
