// Any bytes as the value of Date, of a field of identifiers, of Received, of a List-* field; the
// first byte chooses the reader.

#include "parser/message/field/date.h"

#include "parser/message/field/list_headers.h"
#include "parser/message/field/message_id.h"
#include "parser/message/field/received.h"
#include "tests/fuzz/header_reading.h"

namespace {

using namespace constat;
using namespace constat::parser;
using namespace constat::parser::message;
using fuzz::check;
using fuzz::HeaderReading;

void check_date(const std::string& date) {
  check(date.empty() || date.size() == 25);
  if (date.empty()) return;
  check(date[10] == 'T' && date.substr(5, 2) >= "01" && date.substr(5, 2) <= "12");
  check(date.substr(0, 4) >= "1900" && date.substr(11, 2) <= "23" && date.substr(20, 2) <= "23");
  // RFC 3339 is another form than that of RFC 5322.
  check(read_date(date, 0).form == DateForm::kUnreadable);
}

void read_dates(HeaderReading& reading) {
  const ReadDate date = message::read_date(reading.value, reading.limits.comment_depth);
  check(date.rfc3339.empty() == (date.form == DateForm::kUnreadable));
  check_date(date.rfc3339);
  reading.note(date.rfc3339);
}

void read_identifiers(HeaderReading& reading) {
  for (const IdentifierField field : {IdentifierField::kOne, IdentifierField::kPhrases}) {
    std::vector<std::string> ids;
    append_message_ids(reading.value, reading.where(), field, reading.limits, reading.defects, ids);
    for (const std::string& id : ids) {
      check(!id.empty() && id.find_first_of("\r\n<") == std::string::npos);
      reading.note(id);
    }
    if (reading.has_defects()) continue;
    // A well-formed identifier stands for itself.
    for (const std::string& id : ids) {
      DefectLog log(1);
      std::vector<std::string> again;
      append_message_ids("<" + id + ">", {}, IdentifierField::kOne, reading.limits, log, again);
      check(again == std::vector<std::string>{id});
    }
  }
}

void read_trace(HeaderReading& reading) {
  const TraceField trace =
      read_received(reading.value, reading.where(), reading.limits, reading.text, reading.defects);
  for (const std::string* text : {&trace.from, &trace.from_info, &trace.by, &trace.with, &trace.id,
                                  &trace.recipient, &trace.date}) {
    reading.note(*text);
    check(text->find_first_of("\r\n") == std::string::npos);
  }
  check_date(trace.date);
  check(!trace.date.empty() || reading.has_defects());
}

void read_list_field(HeaderReading& reading) {
  std::vector<ListUri> uris;
  append_list_uris(reading.value, reading.where(), 3, reading.limits, reading.defects, uris);
  for (const ListUri& uri : uris) {
    check(!uri.uri.empty() && uri.field == 3);
    check(uri.uri.find_first_of("\r\n\t ") == std::string::npos);
    reading.note(uri.uri);
    reading.note(uri.where);
  }
  reading.note(list_identifier(reading.value, reading.where(), reading.limits, reading.text,
                               reading.defects));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view value(reinterpret_cast<const char*>(data) + 1, size - 1);
  using Read = void (*)(HeaderReading&);
  constexpr Read kReaders[] = {read_dates, read_identifiers, read_trace, read_list_field};
  fuzz::check_twice(value, kReaders[data[0] % 4]);
  return 0;
}
