#include "classifier/timeline/address_group.h"

#include <algorithm>
#include <utility>

#include "classifier/timeline/found_facts.h"
#include "classifier/timeline/mail_trace.h"
#include "classifier/timeline/packing.h"

namespace constat::classifier {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

bool shows(const AddressEntry& entry, Mark mark) {
  return (entry.marks >> static_cast<unsigned>(mark) & 1) != 0;
}

PairEvent event_of(const AddressEntry& mail, EventKind kind, std::string sender) {
  PairEvent event;
  event.kind = kind;
  event.person = mail.person;
  event.sender = std::move(sender);
  event.moment = mail.moment;
  event.where = mail.where;
  event.ordinal = mail.ordinal;
  event.accepted = shows(mail, Mark::kAccepted);
  return event;
}

}  // namespace

void add_entry(std::string_view address, const AddressEntry& entry, RecordSpool& spool) {
  SortKey key;
  key.add(address).add(static_cast<std::uint64_t>(entry.kind));
  key.add(entry.kind == EntryKind::kBounce ? std::string_view() : std::string_view(entry.sender));
  key.add(sortable(entry.moment)).add(entry.ordinal).add(entry.index);
  std::string record;
  Packer pack(record);
  pack.number(static_cast<std::uint64_t>(entry.kind));
  for (const std::string_view text :
       {address, std::string_view(entry.sender), std::string_view(entry.person),
        std::string_view(entry.list), std::string_view(entry.status)}) {
    pack.text(text);
  }
  append_reference(entry.where, pack);
  pack.signed_number(entry.moment.nanoseconds);
  for (const std::uint64_t number :
       {entry.ordinal, entry.index, std::uint64_t{entry.marks}, entry.message}) {
    pack.number(number);
  }
  pack.texts(entry.persons);
  spool.add(key.bytes(), record);
}

AddressEntry entry_from(std::string_view record) {
  Unpacker unpack(record);
  AddressEntry entry;
  entry.kind = static_cast<EntryKind>(unpack.number());
  for (std::string* text :
       {&entry.address, &entry.sender, &entry.person, &entry.list, &entry.status}) {
    *text = unpack.text();
  }
  entry.where = reference_from(unpack);
  entry.moment.nanoseconds = unpack.signed_number();
  entry.ordinal = unpack.number();
  entry.index = unpack.number();
  entry.marks = static_cast<std::uint32_t>(unpack.number());
  entry.message = unpack.number();
  entry.persons = unpack.texts();
  return entry;
}

void AddressGroup::start(const std::string& address) {
  address_ = address;
  bounce_.reset();
  feedback_.clear();
  own_.clear();
  unsubscribe_.clear();
  senders_naming_ = 0;
  last_naming_.clear();
}

void AddressGroup::add(AddressEntry&& entry) {
  if (entry.address != address_) start(entry.address);
  switch (entry.kind) {
    case EntryKind::kBounce:
      if (!bounce_) bounce_ = std::move(entry);
      return;
    case EntryKind::kFeedback:
      if (feedback_.size() < limits_.events_per_pair) feedback_.push_back(std::move(entry));
      return;
    case EntryKind::kReportedMail:
      return complain(entry);
    case EntryKind::kOwn:
      if (own_.size() < limits_.senders_per_address) own_.insert(entry.sender);
      return;
    case EntryKind::kUnsubscribe:
      note_unsubscribe(entry);
      return note_bounce(entry);
    case EntryKind::kMailTo:
      object(entry);
      return write_to_own(entry);
  }
}

// The entries of one sender come together.
void AddressGroup::note_unsubscribe(const AddressEntry& entry) {
  if (senders_naming_ == 0 || entry.sender != last_naming_) {
    ++senders_naming_;
    last_naming_ = entry.sender;
    if (unsubscribe_.size() < limits_.senders_per_address) unsubscribe_[entry.sender];
  }
  const auto found = unsubscribe_.find(entry.sender);
  if (found == unsubscribe_.end()) return;
  Lists& lists = found->second;
  if (entry.list.empty() || lists.names.size() == limits_.events_per_pair) lists.all = true;
  if (!lists.all) lists.names.insert(entry.list);
}

void AddressGroup::note_bounce(const AddressEntry& entry) {
  if (!bounce_) return;
  DeliveryFact fact{"timeline.optout_bounced", bounce_->status, bounce_->where, {}};
  if (entry.moment.known() && bounce_->moment.known()) {
    fact.elapsed_seconds =
        (entry.moment.nanoseconds - bounce_->moment.nanoseconds) / kNanosecondsPerSecond;
  }
  add_facts(entry.ordinal, kWholeMail, {fact}, found_);
}

// Where the report names no recipient, the mail must have had one only to tell whose it is.
void AddressGroup::complain(const AddressEntry& mail) {
  for (const AddressEntry& report : feedback_) {
    const bool named = std::ranges::find(report.persons, mail.person) != report.persons.end();
    if (!named && !(report.persons.empty() && mail.index == 0)) continue;
    PairEvent event = event_of(report, EventKind::kComplaint, mail.sender);
    event.person = mail.person;
    add_event(event, events_);
  }
}

void AddressGroup::object(const AddressEntry& mail) {
  if (unsubscribe_.empty()) return;
  if (!unsubscribe_.contains(mail.sender)) {
    add_unsubscribe_recipient(mail.ordinal, mail.index, found_);
  }
  const EventKind kind =
      shows(mail, Mark::kSigned) ? EventKind::kObjectionSigned : EventKind::kObjectionMailto;
  for (const auto& [sender, lists] : unsubscribe_) {
    if (sender == mail.sender) continue;
    PairEvent event = event_of(mail, kind, sender);
    event.shared_by = senders_naming_;
    if (!lists.all) event.lists.assign(lists.names.begin(), lists.names.end());
    add_event(event, events_);
  }
}

void AddressGroup::write_to_own(const AddressEntry& mail) {
  if (own_.empty() || mail.person.empty() || shows(mail, Mark::kAutomated)) return;
  for (const std::string& sender : own_) {
    if (sender == mail.sender) continue;
    if (shows(mail, Mark::kStopRequest)) {
      add_event(event_of(mail, EventKind::kObjectionReply, sender), events_);
    }
    if (shows(mail, Mark::kAnswer) || mail.message == 0) continue;
    PairEvent opened = event_of(mail, EventKind::kThreadOpened, sender);
    opened.message = mail.message;
    add_event(opened, events_);
  }
}

}  // namespace constat::classifier
