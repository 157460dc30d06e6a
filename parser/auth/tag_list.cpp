#include "parser/auth/tag_list.h"

#include <algorithm>

namespace constat::parser::auth {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_tag_name(std::string_view name) {
  return !name.empty() && is_letter(name.front()) &&
         std::ranges::all_of(name, [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

// VALCHAR of the standard, folding inside, and beyond ASCII (RFC 8616).
bool is_tag_value(std::string_view value) {
  return std::ranges::all_of(value, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte > 0x20 && byte < 0x7f) || is_fws(c);
  });
}

}  // namespace

std::string_view trim_fws(std::string_view text) {
  while (!text.empty() && is_fws(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_fws(text.back())) text.remove_suffix(1);
  return text;
}

std::string without_fws(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (!is_fws(c)) out += c;
  }
  return out;
}

bool TagList::add(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t equals = text.substr(begin, end - begin).find('=');
  if (equals == std::string_view::npos) return false;
  Tag tag;
  tag.name = trim_fws(text.substr(begin, equals));
  tag.raw = {begin + equals + 1, end - (begin + equals + 1)};
  tag.value = trim_fws(text.substr(tag.raw.offset, tag.raw.length));
  if (!is_tag_name(tag.name) || !is_tag_value(tag.value)) return false;
  // A list of nothing but repetitions ends here.
  if (!tags_.empty() && tags_.back().name == tag.name) return false;
  tags_.push_back(tag);
  return true;
}

bool TagList::index() {
  by_name_.resize(tags_.size());
  for (std::size_t i = 0; i < tags_.size(); ++i) by_name_[i] = i;
  std::ranges::sort(by_name_, {}, [this](std::size_t i) { return tags_[i].name; });
  for (std::size_t i = 1; i < by_name_.size(); ++i) {
    if (tags_[by_name_[i]].name == tags_[by_name_[i - 1]].name) return false;
  }
  return true;
}

bool TagList::read(std::string_view text) {
  tags_.clear();
  by_name_.clear();
  tags_.reserve(static_cast<std::size_t>(std::ranges::count(text, ';')) + 1);
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(';', begin), text.size());
    const bool blank = trim_fws(text.substr(begin, end - begin)).empty();
    // One ';' may stand at the end.
    if (blank && trim_fws(text.substr(begin)).empty()) break;
    if (blank || !add(text, begin, end)) return false;
    begin = end + 1;
  }
  return !tags_.empty() && index();
}

const Tag* TagList::find(std::string_view name) const {
  const auto found =
      std::ranges::lower_bound(by_name_, name, {}, [this](std::size_t i) { return tags_[i].name; });
  return found != by_name_.end() && tags_[*found].name == name ? &tags_[*found] : nullptr;
}

std::string_view TagList::value(std::string_view name) const {
  const Tag* tag = find(name);
  return tag == nullptr ? std::string_view() : tag->value;
}

}  // namespace constat::parser::auth
