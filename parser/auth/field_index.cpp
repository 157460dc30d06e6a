#include "parser/auth/field_index.h"

#include <algorithm>
#include <utility>

#include "core/pseudonym.h"

namespace constat::parser::auth {

FieldIndex::FieldIndex(const std::vector<HeaderField>& fields) {
  std::vector<std::pair<std::string, std::size_t>> names;
  names.reserve(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    names.emplace_back(to_lower_ascii(fields[i].name), i);
  }
  std::ranges::sort(names);
  for (auto& [name, position] : names) {
    if (groups_.empty() || groups_.back().name != name) groups_.push_back({std::move(name), {}});
    groups_.back().positions.push_back(position);
  }
}

const FieldIndex::Group* FieldIndex::find(std::string_view name) const {
  const auto found = std::ranges::lower_bound(groups_, name, {}, &Group::name);
  return found != groups_.end() && found->name == name ? &*found : nullptr;
}

std::size_t FieldIndex::count(std::string_view name) const {
  const Group* group = find(name);
  return group == nullptr ? 0 : group->positions.size();
}

}  // namespace constat::parser::auth
