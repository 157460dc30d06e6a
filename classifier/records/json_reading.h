// Reads members of a parsed JSON object, keeping the first thing that is not as expected. A value
// that cannot be read is an empty one; the caller asks for error() once, at the end.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classifier/mail_record.h"
#include "core/bytes.h"

namespace constat::classifier {

class JsonReading {
 public:
  using Value = boost::json::value;
  using Object = boost::json::object;
  using Array = boost::json::array;

  const std::string& error() const { return error_; }
  void note(std::string_view key);

  std::string text(const Object& from, std::string_view key);  // null is ""
  OptionalText optional_text(const Object& from, std::string_view key);
  std::uint64_t number(const Object& from, std::string_view key);  // null is 0
  bool flag(const Object& from, std::string_view key);
  const Array& array(const Object& from, std::string_view key);
  // null, and no error, where the member is null.
  const Object* object(const Object& from, std::string_view key);
  const Object& element(const Value& value, std::string_view key);
  std::vector<std::string> texts(const Object& from, std::string_view key);
  // Two numbers; null is {0, 0}.
  std::pair<std::uint64_t, std::uint64_t> pair(const Value& value, std::string_view key);
  std::pair<std::uint64_t, std::uint64_t> pair(const Object& from, std::string_view key);
  ByteRange range(const Object& from, std::string_view key);

  // The enumerator among `count` whose name_of() stands there.
  template <typename Enum, typename NameOf>
  Enum named(const Object& from, std::string_view key, std::size_t count, NameOf name_of) {
    const std::string name = text(from, key);
    for (std::size_t index = 0; index < count; ++index) {
      if (name_of(static_cast<Enum>(index)) == name) return static_cast<Enum>(index);
    }
    note(key);
    return Enum{};
  }

 private:
  const Value* find(const Object& from, std::string_view key);
  std::uint64_t to_number(const Value& value, std::string_view key);

  std::string error_;
};

}  // namespace constat::classifier
