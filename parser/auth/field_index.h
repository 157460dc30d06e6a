// The fields of a header by name, so that a signature that names thousands of them is read in
// linear time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parser/parsed_mail.h"

namespace constat::parser::auth {

class FieldIndex {
 public:
  explicit FieldIndex(const std::vector<HeaderField>& fields);

  struct Group {
    std::string name;                    // lower case
    std::vector<std::size_t> positions;  // rising
  };
  // nullptr where no field has the name (lower case).
  const Group* find(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  std::size_t number_of(const Group& group) const {
    return static_cast<std::size_t>(&group - groups_.data());
  }
  std::size_t size() const { return groups_.size(); }

 private:
  std::vector<Group> groups_;  // by name
};

}  // namespace constat::parser::auth
