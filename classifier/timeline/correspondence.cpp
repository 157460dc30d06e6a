#include "classifier/timeline/correspondence.h"

#include "classifier/records/organisational_domain.h"
#include "classifier/timeline/address_group.h"
#include "classifier/timeline/pair_event.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

// Apart from the pseudonyms of addresses, which begin "p:".
std::string key_of_message(std::uint64_t message) { return "m:" + std::to_string(message); }

PairEvent complaint_of(const MailTrace& report, std::uint64_t ordinal) {
  PairEvent event;
  event.kind = EventKind::kComplaint;
  event.moment = report.moment;
  event.where = report.where;
  event.ordinal = ordinal;
  event.accepted = report.shows(Mark::kAccepted);
  return event;
}

bool is_unknown_mailbox(const Bounce& bounce) { return bounce.status == "5.1.1"; }

}  // namespace

Correspondence::Correspondence(const Limits& limits, std::uint64_t expected_mails)
    : limits_(limits),
      named_(expected_mails, limits.timeline_bytes / 16),
      written_(expected_mails, limits.timeline_bytes / 16),
      reported_(expected_mails / 16, limits.timeline_bytes / 64) {
  entries_.emplace_back(limits.timeline_bytes / 4);
}

void Correspondence::see(const MailTrace& trace) {
  for (const std::string& address : trace.own_addresses) named_.add(address);
  for (const std::string& address : trace.unsubscribe_addresses) named_.add(address);
  for (const Delivery& delivery : trace.deliveries) written_.add(delivery.person);
  for (const Bounce& bounce : trace.bounces) written_.add(bounce.person);
  if (trace.reported_message != 0) reported_.add(key_of_message(trace.reported_message));
}

void Correspondence::enter(const MailTrace& trace, std::uint64_t ordinal, RecordSpool& events) {
  enter_named(trace, ordinal);
  enter_written(trace, ordinal);
  enter_reports(trace, ordinal, events);
}

void Correspondence::enter_named(const MailTrace& trace, std::uint64_t ordinal) {
  AddressEntry entry;
  entry.ordinal = ordinal;
  entry.sender = trace.sender;
  entry.where = trace.where;
  entry.moment = trace.moment;
  entry.list = trace.list;
  for (const std::string& address : trace.own_addresses) {
    entry.kind = EntryKind::kOwn;
    if (written_.may_hold(address)) add_entry(address, entry, entries_.front());
  }
  for (const std::string& address : trace.unsubscribe_addresses) {
    entry.kind = EntryKind::kUnsubscribe;
    if (written_.may_hold(address)) add_entry(address, entry, entries_.front());
  }
  if (trace.message == 0) return;
  const std::string message = key_of_message(trace.message);
  if (!reported_.may_hold(message)) return;
  entry.kind = EntryKind::kReportedMail;
  entry.index = trace.deliveries.size() - 1;
  for (const Delivery& delivery : trace.deliveries) {
    entry.person = delivery.person;
    add_entry(message, entry, entries_.front());
  }
}

void Correspondence::enter_written(const MailTrace& trace, std::uint64_t ordinal) {
  AddressEntry entry;
  entry.kind = EntryKind::kMailTo;
  entry.ordinal = ordinal;
  entry.sender = trace.sender;
  entry.person = trace.author;
  entry.where = trace.where;
  entry.moment = trace.moment;
  entry.marks = trace.marks;
  entry.message = trace.message;
  for (std::size_t index = 0; index < trace.deliveries.size(); ++index) {
    const std::string& address = trace.deliveries[index].person;
    if (address.empty() || !named_.may_hold(address)) continue;
    entry.index = index;
    add_entry(address, entry, entries_.front());
  }
}

void Correspondence::enter_reports(const MailTrace& trace, std::uint64_t ordinal,
                                   RecordSpool& events) {
  AddressEntry entry;
  entry.kind = EntryKind::kBounce;
  entry.ordinal = ordinal;
  entry.where = trace.where;
  entry.moment = trace.moment;
  for (const Bounce& bounce : trace.bounces) {
    entry.status = bounce.status;
    if (named_.may_hold(bounce.person)) add_entry(bounce.person, entry, entries_.front());
    if (!is_unknown_mailbox(bounce)) continue;
    PairEvent event = complaint_of(trace, ordinal);
    event.kind = EventKind::kMailboxUnknown;
    event.person = bounce.person;
    event.status = bounce.status;
    add_event(event, events);
  }
  if (!trace.shows(Mark::kFeedback)) return;
  PairEvent complaint = complaint_of(trace, ordinal);
  for (const std::string& person : trace.reported_recipients) {
    for (const std::string& domain : trace.reported_domains) {
      complaint.person = person;
      complaint.sender = organisational_domain(to_lower_ascii(domain));
      if (!person.empty()) add_event(complaint, events);
    }
  }
  if (trace.reported_message == 0) return;
  entry.kind = EntryKind::kFeedback;
  entry.marks = trace.marks;
  entry.persons = trace.reported_recipients;
  add_entry(key_of_message(trace.reported_message), entry, entries_.front());
}

absl::Status Correspondence::join(RecordSpool& events, RecordSpool& found) {
  SortedRecords sorted(entries_);
  AddressGroup group(limits_, events, found);
  for (std::string_view record; sorted.next(record);) group.add(entry_from(record));
  return sorted.status();
}

}  // namespace constat::classifier
