// Reads members of a parsed JSON object.

#include "classifier/records/json_reading.h"

namespace constat::classifier {

void JsonReading::note(std::string_view key) {
  if (error_.empty())
    error_ = "member \"" + std::string(key) + "\" is missing or not as the schema says";
}

const JsonReading::Value* JsonReading::find(const Object& from, std::string_view key) {
  const Value* found = from.if_contains(key);
  if (found == nullptr) note(key);
  return found;
}

OptionalText JsonReading::optional_text(const Object& from, std::string_view key) {
  const Value* found = find(from, key);
  if (found == nullptr || found->is_null()) return std::nullopt;
  const boost::json::string* text = found->if_string();
  if (text == nullptr) {
    note(key);
    return std::nullopt;
  }
  return std::string(text->data(), text->size());
}

std::string JsonReading::text(const Object& from, std::string_view key) {
  return optional_text(from, key).value_or("");
}

std::uint64_t JsonReading::to_number(const Value& value, std::string_view key) {
  if (const std::uint64_t* number = value.if_uint64()) return *number;
  const std::int64_t* number = value.if_int64();
  if (number != nullptr && *number >= 0) return static_cast<std::uint64_t>(*number);
  note(key);
  return 0;
}

std::uint64_t JsonReading::number(const Object& from, std::string_view key) {
  const Value* found = find(from, key);
  return found == nullptr || found->is_null() ? 0 : to_number(*found, key);
}

bool JsonReading::flag(const Object& from, std::string_view key) {
  const Value* found = find(from, key);
  const bool* flag = found == nullptr ? nullptr : found->if_bool();
  if (flag == nullptr) note(key);
  return flag != nullptr && *flag;
}

const JsonReading::Array& JsonReading::array(const Object& from, std::string_view key) {
  static const Array kNone;
  const Value* found = find(from, key);
  const Array* array = found == nullptr ? nullptr : found->if_array();
  if (array == nullptr) note(key);
  return array == nullptr ? kNone : *array;
}

const JsonReading::Object* JsonReading::object(const Object& from, std::string_view key) {
  const Value* found = find(from, key);
  if (found == nullptr || found->is_null()) return nullptr;
  const Object* object = found->if_object();
  if (object == nullptr) note(key);
  return object;
}

const JsonReading::Object& JsonReading::element(const Value& value, std::string_view key) {
  static const Object kNone;
  const Object* object = value.if_object();
  if (object == nullptr) note(key);
  return object == nullptr ? kNone : *object;
}

std::vector<std::string> JsonReading::texts(const Object& from, std::string_view key) {
  std::vector<std::string> texts;
  for (const Value& value : array(from, key)) {
    const boost::json::string* text = value.if_string();
    if (text == nullptr) {
      note(key);
      break;
    }
    texts.emplace_back(text->data(), text->size());
  }
  return texts;
}

std::pair<std::uint64_t, std::uint64_t> JsonReading::pair(const Value& value,
                                                          std::string_view key) {
  if (value.is_null()) return {0, 0};
  const Array* array = value.if_array();
  if (array == nullptr || array->size() != 2) {
    note(key);
    return {0, 0};
  }
  return {to_number((*array)[0], key), to_number((*array)[1], key)};
}

std::pair<std::uint64_t, std::uint64_t> JsonReading::pair(const Object& from,
                                                          std::string_view key) {
  const Value* found = find(from, key);
  if (found == nullptr) return {0, 0};
  return pair(*found, key);
}

ByteRange JsonReading::range(const Object& from, std::string_view key) {
  const auto [offset, length] = pair(from, key);
  return {offset, length};
}

}  // namespace constat::classifier
