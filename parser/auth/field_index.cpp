#include "parser/auth/field_index.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/pseudonym.h"

namespace constat::parser::auth {

FieldIndex::FieldIndex(const std::vector<HeaderField>& fields) {
  std::map<std::string, std::vector<std::size_t>> positions;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    positions[to_lower_ascii(fields[i].name)].push_back(i);
  }
  groups_.reserve(positions.size());
  while (!positions.empty()) {
    auto first = positions.extract(positions.begin());
    groups_.push_back({std::move(first.key()), std::move(first.mapped())});
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
