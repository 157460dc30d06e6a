// Writes one JSON document (RFC 8259) into a growing string, in the order of the calls. No tree, no
// allocation besides the output. Text that is not valid UTF-8 is written with U+FFFD for each
// offending byte, so that the output is always valid UTF-8; control characters, U+2028/2029 and
// bidirectional controls are escaped as \uXXXX (nothing active reaches a terminal or a page).
//
//   JsonWriter json(out);
//   json.begin_object().key("record").value("mail").key("range").begin_array().value(0).value(4).end_array().end_object();
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace constat {

class JsonWriter {
 public:
  // Appends to `out`, which must outlive the writer.
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(bool flag);
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(std::uint64_t number);
  JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(unsigned number) { return value(static_cast<std::uint64_t>(number)); }
  JsonWriter& null();
  // null when the text is empty.
  JsonWriter& value_or_null(std::string_view text);

 private:
  void separate();
  std::string& out_;
  bool needs_comma_ = false;
};

// Valid UTF-8 in, or U+FFFD for each byte that is not part of a well-formed sequence (Unicode 15,
// table 3-7).
std::string to_valid_utf8(std::string_view bytes);
// The same in place: nothing is copied of a text that is valid.
void make_valid_utf8(std::string& text);

}  // namespace constat
