// Who wrote to whose address: mails to unsubscribe addresses (RFC 2369 section 3.2), to the
// addresses a sender writes from, reports on mails (RFC 5965) and on addresses (RFC 3464).
//
//   traces --see()--> filters; traces again --enter()--> entries by address --join()--> PairEvent,
//                                                                                      found facts
//
// Entries of one address come together by sorting, so memory does not grow with the addresses.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "classifier/timeline/address_filter.h"
#include "classifier/timeline/mail_trace.h"
#include "core/limits.h"
#include "core/record_spool.h"

namespace constat::classifier {

class Correspondence {
 public:
  Correspondence(const Limits& limits, std::uint64_t expected_mails);

  // First, of every mail.
  void see(const MailTrace& trace);
  // Then, of every mail again, in the order of senders and times. What is known without the other
  // mails goes to `events` at once.
  void enter(const MailTrace& trace, std::uint64_t ordinal, RecordSpool& events);
  // Last, once.
  absl::Status join(RecordSpool& events, RecordSpool& found);

 private:
  void enter_named(const MailTrace& trace, std::uint64_t ordinal);
  void enter_written(const MailTrace& trace, std::uint64_t ordinal);
  void enter_reports(const MailTrace& trace, std::uint64_t ordinal, RecordSpool& events);

  const Limits& limits_;
  AddressFilter named_;     // addresses that a mail names as its sender's
  AddressFilter written_;   // addresses that mails went to, or that a report is about
  AddressFilter reported_;  // identifiers of mails that feedback is about
  std::vector<RecordSpool> entries_;
};

}  // namespace constat::classifier
