// Any bytes as the value of an address field (RFC 5322 section 3.4).

#include "parser/message/field/address.h"

#include "tests/fuzz/header_reading.h"

namespace {

using namespace constat;
using namespace constat::parser;
using namespace constat::parser::message;
using fuzz::check;

void read_value(fuzz::HeaderReading& reading) {
  AddressList list;
  AddressReader reader(reading.limits, reading.text, reading.defects);
  reader.read(reading.value, fuzz::kOffset, EmptyPath::kMalformed, list);
  check(list.fields == 1);
  check(list.count == list.mailboxes.size());  // an input is too short to reach the cap
  std::uint64_t before = 0;
  for (const Mailbox& mailbox : list.mailboxes) {
    reading.note(mailbox.name);
    reading.note(mailbox.address);
    reading.note(mailbox.group);
    reading.note(mailbox.where);
    check(mailbox.where.offset >= before);  // in order, not overlapping
    before = mailbox.where.end();
    check(mailbox.address.find_first_of("\r\n") == std::string::npos);
    check(mailbox.field == 0);
  }
  // A second field of the name adds to the first and is read as it was.
  const std::size_t first = list.mailboxes.size();
  reader.read(reading.value, fuzz::kOffset, EmptyPath::kMalformed, list);
  check(list.fields == 2 && list.mailboxes.size() == 2 * first);
  for (std::size_t i = 0; i < first; ++i) {
    check(list.mailboxes[first + i].address == list.mailboxes[i].address);
    check(list.mailboxes[first + i].field == 1);
  }
  // What was read without any defect reads the same once more, by its own words.
  if (reading.has_defects()) return;
  for (const Mailbox& mailbox : std::vector<Mailbox>(list.mailboxes)) {
    DefectLog log(10);
    HeaderText text(log);
    AddressList again;
    AddressReader(reading.limits, text, log)
        .read("<" + mailbox.address + ">", 0, EmptyPath::kMalformed, again);
    check(again.mailboxes.size() == 1 && again.mailboxes[0].address == mailbox.address);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::check_twice({reinterpret_cast<const char*>(data), size}, read_value);
  return 0;
}
