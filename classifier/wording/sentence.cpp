#include "classifier/wording/sentence.h"

#include <algorithm>

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kReach = 300;         // bytes looked at either side of a phrase
constexpr std::size_t kNegationReach = 30;  // bytes between a negation and what it negates

// Does a sentence end right before position `at`?
bool border_at(const ReadText& text, std::size_t at) {
  const std::string_view folded = text.text();
  if (folded[at - 1] == '\n') return text.html || (at >= 2 && folded[at - 2] == '\n');
  if (!is_space(folded[at - 1]) || at < 2) return false;
  const char c = folded[at - 2];
  return c == '.' || c == '!' || c == '?';
}

std::span<const Hit> from_end_position(std::span<const Hit> hits, std::size_t end) {
  const auto first = std::lower_bound(hits.begin(), hits.end(), end,
                                      [](const Hit& hit, std::size_t at) { return hit.end < at; });
  return hits.subspan(static_cast<std::size_t>(first - hits.begin()));
}

bool is_one_clause(std::string_view words) {
  return words.size() <= kNegationReach &&
         words.find_first_of(",;:.!?") == std::string_view::npos &&
         words.find("\n\n") == std::string_view::npos;
}

}  // namespace

Span sentence_around(const ReadText& text, std::size_t begin, std::size_t end) {
  const std::string_view folded = text.text();
  Span span{std::min(begin, folded.size()), std::min(end, folded.size())};
  const std::size_t lowest = span.begin > kReach ? span.begin - kReach : 0;
  const std::size_t highest = std::min(folded.size(), span.end + kReach);
  while (span.begin > lowest && !border_at(text, span.begin)) --span.begin;
  while (span.end < highest && (span.end == 0 || !border_at(text, span.end))) ++span.end;
  // Where the reach ends inside a character, that is left out.
  const auto inside = [&](std::size_t at) {
    return at < folded.size() && (static_cast<unsigned char>(folded[at]) & 0xC0) == 0x80;
  };
  while (span.begin < begin && inside(span.begin)) ++span.begin;
  while (span.end > end && inside(span.end)) --span.end;
  return span;
}

std::span<const Hit> hits_within(std::span<const Hit> hits, Span span) {
  std::span<const Hit> from = from_end_position(hits, span.begin + 1);
  std::size_t count = 0;
  while (count < from.size() && from[count].end <= span.end) ++count;
  from = from.first(count);
  while (!from.empty() && from.front().begin < span.begin) from = from.subspan(1);
  return from;
}

bool is_negated(std::string_view folded, std::span<const Hit> before, std::span<const Hit> after,
                const Hit& hit) {
  const std::size_t lowest = hit.begin > kNegationReach ? hit.begin - kNegationReach : 0;
  for (const Hit& negation : from_end_position(before, lowest)) {
    if (negation.begin > hit.begin) break;
    if (negation.end >= hit.end) return true;  // "ne vous desabonnez"
    if (negation.end > hit.begin) continue;
    if (is_one_clause(folded.substr(negation.end, hit.begin - negation.end))) return true;
  }
  for (const Hit& negation : from_end_position(after, hit.end)) {
    if (negation.begin > hit.end + kNegationReach) break;
    if (negation.begin < hit.end) continue;
    if (is_one_clause(folded.substr(hit.end, negation.begin - hit.end))) return true;
  }
  return false;
}

}  // namespace constat::classifier::wording
