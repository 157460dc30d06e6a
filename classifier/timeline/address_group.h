// The entries of one address, joined: whose address it is, and what was written to it or reported
// of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/timeline/delivery.h"
#include "classifier/timeline/pair_event.h"
#include "core/capture_time.h"
#include "core/limits.h"
#include "core/record_spool.h"

namespace constat::classifier {

// In the order in which the entries of an address are met: what is known of it stands before those
// whom it concerns.
enum class EntryKind : std::uint8_t {
  kBounce,        // a report says that the address takes no mail
  kFeedback,      // of a mail's identifier: a report is about that mail
  kReportedMail,  // of a mail's identifier: the mail, once for each person it went to
  kOwn,           // a sender writes from it, or asks for answers there
  kUnsubscribe,   // a mail names it for unsubscribing
  kMailTo,        // a mail went there
};

struct AddressEntry {
  EntryKind kind = EntryKind::kMailTo;
  std::string address;        // or a mail's identifier
  std::uint64_t ordinal = 0;  // of the mail
  std::uint64_t index = 0;    // of the delivery; kReportedMail: how many other recipients there are
  std::string sender;         // of the mail
  std::string person;         // kMailTo: its author; kReportedMail: to whom it went
  std::string list, status;
  Reference where;
  CaptureTime moment;
  std::uint32_t marks = 0;
  std::uint64_t message = 0;
  std::vector<std::string> persons;  // kFeedback: to whom the mail went, as the report says
};

void add_entry(std::string_view address, const AddressEntry& entry, RecordSpool& spool);
AddressEntry entry_from(std::string_view record);

class AddressGroup {
 public:
  AddressGroup(const Limits& limits, RecordSpool& events, RecordSpool& found)
      : limits_(limits), events_(events), found_(found) {}
  // In the order of add_entry's keys.
  void add(AddressEntry&& entry);

 private:
  // Lists of one sender whose mails name the address; none where some name no list, or too many do.
  struct Lists {
    std::set<std::string> names;
    bool all = false;
  };
  void start(const std::string& address);
  void note_unsubscribe(const AddressEntry& entry);
  void note_bounce(const AddressEntry& entry);
  void complain(const AddressEntry& mail);
  void object(const AddressEntry& mail);
  void write_to_own(const AddressEntry& mail);

  const Limits& limits_;
  RecordSpool& events_;
  RecordSpool& found_;
  std::string address_;
  std::optional<AddressEntry> bounce_;
  std::vector<AddressEntry> feedback_;
  std::set<std::string> own_;                 // senders
  std::map<std::string, Lists> unsubscribe_;  // senders
  std::uint64_t senders_naming_ = 0;          // also those beyond the cap
  std::string last_naming_;
};

}  // namespace constat::classifier
