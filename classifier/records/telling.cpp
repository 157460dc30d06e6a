// What may be told at which level.

#include "classifier/records/telling.h"

#include "core/json_writer.h"

namespace constat::classifier {

OptionalText Telling::text(std::string_view name, std::string_view text, Disclosure from) {
  if (!allows(from)) {
    note_withheld(name);
    return std::nullopt;
  }
  std::string told = allows(Disclosure::kHeaders) ? std::string(text) : masked(text);
  make_valid_utf8(told);
  return told;
}

OptionalText Telling::text_if_any(std::string_view name, std::string_view text, Disclosure from) {
  if (text.empty()) return std::nullopt;
  return this->text(name, text, from);
}

std::string Telling::word(std::string_view name, std::string_view text, Disclosure from) {
  return text_if_any(name, text, from).value_or("");
}

void Telling::hide(const std::vector<std::string>& addresses, const Pseudonymiser& pseudonyms) {
  mask_.add(addresses, pseudonyms);
}

void Telling::hide_name(std::string name, std::string pseudonym) {
  names_.emplace_back(std::move(name), std::move(pseudonym));
}

std::string Telling::masked(std::string_view text) const {
  std::string out = mask_.apply(text);
  for (const auto& [name, pseudonym] : names_) {
    if (out == name) return pseudonym;
    if (name.find(' ') == std::string::npos) continue;
    for (std::size_t at = out.find(name); at != std::string::npos;
         at = out.find(name, at + pseudonym.size())) {
      out.replace(at, name.size(), pseudonym);
    }
  }
  return out;
}

bool Telling::hides(std::string_view address) const {
  return !allows(Disclosure::kHeaders) && mask_.touches(address);
}

}  // namespace constat::classifier
