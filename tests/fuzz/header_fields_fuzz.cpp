// Any bytes as the value of a structured header field; the first byte chooses the reader.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/json_writer.h"
#include "parser/message/compose_map.h"
#include "parser/message/field/address.h"
#include "parser/message/field/content_type.h"
#include "parser/message/field/date.h"
#include "parser/message/field/list_headers.h"
#include "parser/message/field/message_id.h"
#include "parser/message/plain_links.h"

namespace {

using namespace constat;
using namespace constat::parser;
using namespace constat::parser::message;

constexpr std::uint64_t kOffset = 1000;  // where the value is said to stand

void check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

struct Reading {
  std::string_view value;
  DefectLog defects{100};
  HeaderText text{defects};
  Limits limits;
  std::string summary;

  ByteRange where() const { return {kOffset, value.size()}; }
  void note(const std::string& out) {
    check(to_valid_utf8(out) == out, "text is valid UTF-8");
    check(out.size() <= 4 * value.size() + 64, "no amplification");
    summary += out;
    summary += '|';
  }
  void note(ByteRange range) {
    check(range.offset >= kOffset && range.end() <= kOffset + value.size(), "range in the value");
    summary += std::to_string(range.offset) + "+" + std::to_string(range.length);
  }
};

void read_addresses(Reading& reading) {
  AddressList list;
  AddressReader reader(reading.limits, reading.text, reading.defects);
  reader.read(reading.value, kOffset, EmptyPath::kMalformed, list);
  check(list.count == list.mailboxes.size(), "all mailboxes kept below the cap");
  std::uint64_t before = 0;
  for (const Mailbox& mailbox : list.mailboxes) {
    reading.note(mailbox.name);
    reading.note(mailbox.address);
    reading.note(mailbox.group);
    reading.note(mailbox.where);
    check(mailbox.where.offset >= before, "mailboxes in order, not overlapping");
    before = mailbox.where.end();
  }
}

void read_content_type(Reading& reading) {
  HeaderField field;
  field.name = "Content-Type";
  field.value = reading.value;
  field.where = field.value_where = reading.where();
  HeaderField disposition = field;
  disposition.name = "Content-Disposition";
  MimeFieldReader reader(reading.limits, reading.text, reading.defects);
  const MimeFields& mime = reader.read({field, disposition}, DefaultType::kText);
  for (const std::string* text : {&mime.type, &mime.subtype, &mime.charset, &mime.encoding,
                                  &mime.filename, &mime.disposition}) {
    reading.note(*text);
  }
  check(!mime.type.empty() && !mime.subtype.empty(), "there is always a type");
  check(mime.boundary.size() <= reading.value.size(), "a boundary is no longer than its field");
}

void read_list_field(Reading& reading) {
  std::vector<ListUri> uris;
  append_list_uris(reading.value, reading.where(), 0, reading.limits, reading.defects, uris);
  for (const ListUri& uri : uris) {
    check(!uri.uri.empty(), "no empty URI");
    reading.note(uri.uri);
    reading.note(uri.where);
  }
}

void read_date_and_ids(Reading& reading) {
  const ReadDate date = message::read_date(reading.value, reading.limits.comment_depth);
  check(date.rfc3339.empty() == (date.form == DateForm::kUnreadable), "unreadable means empty");
  check(date.rfc3339.empty() || date.rfc3339.size() == 25, "RFC 3339 without fractions");
  reading.note(date.rfc3339);
  std::vector<std::string> ids;
  append_message_ids(reading.value, ids);
  for (const std::string& id : ids) reading.note(id);
  reading.note(single_message_id(reading.value));
}

void read_text(Reading& reading) {
  std::string out;
  reading.text.append_text(reading.value, reading.where(), out);
  reading.note(out);
  std::vector<ByteRange> links;
  find_plain_links(reading.value, 100, links);
  for (const ByteRange& link : links) {
    check(link.length > 4 && link.end() <= reading.value.size(), "a link lies in its text");
  }
}

std::string read(unsigned choice, std::string_view value) {
  Reading reading;
  reading.value = value;
  switch (choice % 5) {
    case 0:
      read_addresses(reading);
      break;
    case 1:
      read_content_type(reading);
      break;
    case 2:
      read_list_field(reading);
      break;
    case 3:
      read_date_and_ids(reading);
      break;
    default:
      read_text(reading);
      break;
  }
  Defects defects;
  reading.defects.copy_sorted(defects);
  for (const Defect& defect : defects) {
    reading.note(defect.where);
    reading.summary += name_of(defect.kind);
  }
  return reading.summary;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view value(reinterpret_cast<const char*>(data) + 1, size - 1);
  check(read(data[0], value) == read(data[0], value), "twice the same");
  return 0;
}
