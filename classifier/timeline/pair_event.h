// What happened between a sender and a person, as it is sorted: by person, sender and time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/timeline/delivery.h"
#include "core/capture_time.h"
#include "core/record_spool.h"

namespace constat::classifier {

// At one time in this order: a delivery at the very time of an objection is not after it.
enum class EventKind : std::uint8_t {
  kMailboxUnknown,  // of the person alone, whoever the sender: before all senders
  kDelivery,
  kObjectionSigned,  // to the unsubscribe address, with a DKIM signature
  kObjectionMailto,
  kObjectionReply,  // with words of stopping, to an address the sender writes from
  kThreadOpened,    // the person wrote first
  kComplaint,
};

struct PairEvent {
  EventKind kind = EventKind::kDelivery;
  std::string person, sender;
  CaptureTime moment;
  Reference where;
  std::uint64_t ordinal = 0;  // of the mail, in the order of senders and times
  bool accepted = false;      // the end of data was answered 2xx
  // Of a delivery.
  std::uint64_t index = 0;  // among the deliveries of the mail
  capture::Outcome outcome = capture::Outcome::kNotObserved;
  std::uint32_t marks = 0;
  std::string list, transaction;
  std::vector<std::string> sirens, names;
  std::vector<std::uint64_t> answers_to;
  // Of an objection: how many senders' mails name the address written to, and the lists of those of
  // this sender.
  std::uint64_t shared_by = 1;
  std::vector<std::string> lists;
  std::uint64_t message = 0;  // of a thread that was opened
  std::string status;         // of a mailbox that is not known
};

void add_event(const PairEvent& event, RecordSpool& spool);
PairEvent event_from(std::string_view record);

// For keys: in the order of time, unknown first.
std::uint64_t sortable(CaptureTime moment);

}  // namespace constat::classifier
