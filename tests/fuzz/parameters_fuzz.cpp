// Any bytes as the value of Content-Type, Content-Transfer-Encoding and Content-Disposition (RFC
// 2045 section 5.1, RFC 2231); a line "--" parts a first value from a second one.

#include <algorithm>

#include "parser/message/field/content_type.h"
#include "tests/fuzz/header_reading.h"

namespace {

using namespace constat;
using namespace constat::parser;
using namespace constat::parser::message;
using fuzz::check;

HeaderField field(std::string_view name, std::string_view value, std::uint64_t offset) {
  HeaderField made;
  made.name = name;
  made.value = value;
  made.where = made.value_where = {offset, value.size()};
  return made;
}

void check_distinct(const std::vector<std::string>& others, const std::string& first) {
  check(others.size() <= 3 * ParameterList::kMostReadings);
  for (std::size_t i = 0; i < others.size(); ++i) {
    check(others[i] != first);
    check(std::count(others.begin(), others.end(), others[i]) == 1);
  }
}

void read_value(fuzz::HeaderReading& reading) {
  const std::size_t cut = std::min(reading.value.find("\n--\n"), reading.value.size());
  const std::string_view first = reading.value.substr(0, cut);
  const std::string_view second = reading.value.substr(cut);
  const std::uint64_t after = fuzz::kOffset + cut;
  MimeFieldReader reader(reading.limits, reading.text, reading.defects);
  const MimeFields& mime = reader.read(
      {field("Content-Type", first, fuzz::kOffset), field("content-type", second, after),
       field("Content-Disposition", first, fuzz::kOffset),
       field("CONTENT-DISPOSITION", second, after),
       field("Content-Transfer-Encoding", first, fuzz::kOffset),
       field("Content-Transfer-Encoding", second, after)},
      DefaultType::kText);
  for (const std::string* text : {&mime.type, &mime.subtype, &mime.charset, &mime.encoding,
                                  &mime.filename, &mime.disposition}) {
    reading.note(*text);
  }
  for (const std::string& name : mime.other_filenames) reading.note(name);
  for (const std::string& encoding : mime.other_encodings) reading.note(encoding);
  for (const std::string& boundary : mime.other_boundaries) reading.summary += boundary;
  check(!mime.type.empty() && !mime.subtype.empty());
  check(mime.boundary.size() <= reading.value.size());
  check(!mime.filename.empty() || mime.other_filenames.empty());
  check_distinct(mime.other_filenames, mime.filename);
  check_distinct(mime.other_boundaries, mime.boundary);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::check_twice({reinterpret_cast<const char*>(data), size}, read_value);
  return 0;
}
