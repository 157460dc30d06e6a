#include "report/wording.h"

#include "report/numbers.h"

namespace constat::report {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";
constexpr std::string_view kOpening = "\u00AB";
constexpr std::string_view kClosing = "\u00BB";

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t found = text.find(what, at);
    out += text.substr(at, found - at);
    if (found == std::string_view::npos) return out;
    out += with;
    at = found + what.size();
  }
}

}  // namespace

std::string set_french(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ' ') {
      out += text[i];
      continue;
    }
    const std::string_view next = text.substr(i + 1);
    const bool before =
        !next.empty() && (std::string_view(":;?!").find(next[0]) != std::string_view::npos ||
                          next.starts_with(kClosing));
    const bool after = text.substr(0, i).ends_with(kOpening);
    out += before || after ? kNoBreakSpace : std::string_view(" ");
  }
  return out;
}

std::string Wording::text(Key key) const {
  return language_ == Language::kFrench ? set_french(french(key)) : std::string(english(key));
}

Line Wording::line(Key key, const std::vector<Span>& fill) const {
  const std::string pattern = text(key);
  Line out;
  std::string pending;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool slot = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' &&
                      pattern[i + 1] >= '0' && pattern[i + 1] <= '9';
    const std::size_t index = slot ? static_cast<std::size_t>(pattern[i + 1] - '0') : 0;
    if (!slot || index >= fill.size()) {
      pending += pattern[i];
      continue;
    }
    if (!pending.empty()) out.push_back(words(std::exchange(pending, {})));
    out.push_back(fill[index]);
    i += 2;
  }
  if (!pending.empty()) out.push_back(words(pending));
  return out;
}

std::string Wording::counted(Key key, std::uint64_t count) const {
  const std::string both = text(key);
  const std::size_t bar = both.find('|');
  const bool one = language_ == Language::kFrench ? count < 2 : count == 1;
  const std::string_view form = one || bar == std::string::npos
                                    ? std::string_view(both).substr(0, bar)
                                    : std::string_view(both).substr(bar + 1);
  return replaced(form, "{0}", number(count));
}

std::string Wording::quoted(std::string_view text) const {
  if (language_ == Language::kFrench) {
    return std::string("\u00AB\u00A0") + std::string(text) + "\u00A0\u00BB";
  }
  return std::string("\u201C") + std::string(text) + "\u201D";
}

std::string Wording::number(std::uint64_t value) const { return report::number(value, language_); }

Span Wording::time(std::string_view rfc3339) const {
  std::string shown = date_time(rfc3339, language_);
  return shown.empty() ? seen(std::string(rfc3339)) : words(std::move(shown));
}

std::string Wording::meaning(DefectKind kind) const {
  const std::string_view in_french = french(kind);
  if (language_ != Language::kFrench || in_french.empty()) return std::string(meaning_of(kind));
  return set_french(in_french);
}

}  // namespace constat::report
