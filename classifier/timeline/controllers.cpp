#include "classifier/timeline/controllers.h"

#include <algorithm>

#include "classifier/records/organisational_domain.h"
#include "classifier/wording/fold.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

// Letters and digits of a folded name, one space between words and at either end.
std::string words_of(std::string_view name) {
  std::string words = " ";
  for (const char c : wording::fold(name)) {
    if (wording::is_word_byte(c)) {
      words += c;
    } else if (words.back() != ' ') {
      words += ' ';
    }
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

bool holds(std::string_view longer, std::string_view shorter) {
  constexpr std::size_t kLeast = 5;  // three letters and the spaces around them
  return shorter.size() >= kLeast && longer.find(shorter) != std::string_view::npos;
}

bool is_sender(std::string_view controller, const PairEvent& delivery) {
  const std::string siren = siren_in(controller);
  if (!siren.empty()) {
    return std::ranges::find(delivery.sirens, siren) != delivery.sirens.end();
  }
  const std::string domain = to_lower_ascii(controller);
  const bool is_domain =
      domain.find('.') != std::string::npos && domain.find(' ') == std::string::npos;
  if (is_domain) return organisational_domain(domain) == delivery.sender;
  const std::string words = words_of(controller);
  if (words.size() <= 2) return false;
  std::vector<std::string> own = {
      words_of(std::string_view(delivery.sender).substr(0, delivery.sender.find('.')))};
  for (const std::string& name : delivery.names) own.push_back(words_of(name));
  return std::ranges::any_of(own, [&](const std::string& name) {
    return name == words || holds(words, name) || holds(name, words);
  });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

std::string siren_in(std::string_view text) {
  constexpr std::size_t kSiren = 9, kSiret = 14;
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c != ' ' && c != '.') {
      return "";
    }
  }
  return digits.size() == kSiren || digits.size() == kSiret ? digits.substr(0, kSiren) : "";
}

bool is_among_controllers(std::string_view controllers, const PairEvent& delivery) {
  bool any = false;
  while (!controllers.empty()) {
    const std::size_t end = std::min(controllers.find_first_of(";|,"), controllers.size());
    const std::string_view one = trimmed(controllers.substr(0, end));
    controllers.remove_prefix(std::min(end + 1, controllers.size()));
    if (one.empty()) continue;
    any = true;
    if (is_sender(one, delivery)) return true;
  }
  return !any;
}

}  // namespace constat::classifier
