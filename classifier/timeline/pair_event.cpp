#include "classifier/timeline/pair_event.h"

#include "classifier/timeline/mail_trace.h"
#include "classifier/timeline/packing.h"

namespace constat::classifier {

std::uint64_t sortable(CaptureTime moment) {
  return static_cast<std::uint64_t>(moment.nanoseconds) ^ std::uint64_t{1} << 63;
}

void add_event(const PairEvent& event, RecordSpool& spool) {
  SortKey key;
  key.add(event.person).add(event.kind == EventKind::kMailboxUnknown ? "" : "s").add(event.sender);
  key.add(sortable(event.moment)).add(static_cast<std::uint64_t>(event.kind));
  key.add(event.ordinal).add(event.index);
  std::string record;
  Packer pack(record);
  pack.number(static_cast<std::uint64_t>(event.kind));
  pack.text(event.person);
  pack.text(event.sender);
  pack.signed_number(event.moment.nanoseconds);
  append_reference(event.where, pack);
  for (const std::uint64_t number : {event.ordinal, std::uint64_t{event.accepted}, event.index,
                                     static_cast<std::uint64_t>(event.outcome),
                                     std::uint64_t{event.marks}, event.shared_by, event.message}) {
    pack.number(number);
  }
  for (const std::string* text : {&event.list, &event.transaction, &event.status}) {
    pack.text(*text);
  }
  for (const auto* texts : {&event.sirens, &event.names, &event.lists}) pack.texts(*texts);
  pack.numbers(event.answers_to);
  spool.add(key.bytes(), record);
}

PairEvent event_from(std::string_view record) {
  Unpacker unpack(record);
  PairEvent event;
  event.kind = static_cast<EventKind>(unpack.number());
  event.person = unpack.text();
  event.sender = unpack.text();
  event.moment.nanoseconds = unpack.signed_number();
  event.where = reference_from(unpack);
  event.ordinal = unpack.number();
  event.accepted = unpack.number() != 0;
  event.index = unpack.number();
  event.outcome = static_cast<capture::Outcome>(unpack.number());
  event.marks = static_cast<std::uint32_t>(unpack.number());
  event.shared_by = unpack.number();
  event.message = unpack.number();
  for (std::string* text : {&event.list, &event.transaction, &event.status}) *text = unpack.text();
  for (auto* texts : {&event.sirens, &event.names, &event.lists}) *texts = unpack.texts();
  event.answers_to = unpack.numbers();
  return event;
}

}  // namespace constat::classifier
