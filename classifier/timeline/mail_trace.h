// What the second phase needs of a mail, as a few hundred bytes that can be kept for every mail of
// a run: who sent it, to whom, when, with what outcome, what it shows that bears on other mails.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/mail_record.h"
#include "classifier/timeline/delivery.h"
#include "classifier/timeline/packing.h"
#include "core/capture_time.h"

namespace constat::classifier {

// What a mail shows of itself, one bit each.
enum class Mark : std::uint8_t {
  kConfirmationRequest,  // signup.confirmation_request
  kOrder,                // transaction.order, .invoice or .account
  kOffer,                // prospection.offer, .call_to_action or .premium_number
  kStopRequest,          // request.stop
  kSigned,               // a DKIM signature stands in it that verifies or was not evaluated
  kAutomated,            // RFC 3834, a list, or a report: not a person's own mail
  kAnswer,               // In-Reply-To or References
  kFeedback,             // carries a feedback report (RFC 5965)
  kAccepted,             // the end of data was answered 2xx
};

struct Bounce {
  std::string person;  // "p:…" whom the report is about
  std::string status;  // "5.1.1"
  friend bool operator==(const Bounce&, const Bounce&) = default;
};

struct MailTrace {
  Reference where;     // the mail itself
  CaptureTime moment;  // by which earlier and later are told: delivery.h
  std::string sender;  // sender_domain
  std::string author;  // "p:…" of the first From
  std::uint32_t marks = 0;
  std::uint64_t recipients_not_kept = 0;
  std::vector<Delivery> deliveries;        // without facts
  std::vector<std::string> own_addresses;  // "p:…" of From, Sender and Reply-To
  std::vector<std::string> unsubscribe_addresses;
  std::vector<std::string> names;  // display names of From
  std::vector<std::string> sirens;
  std::string list;                       // List-Id
  std::string transaction;                // the kinds of transaction it shows, "order,invoice"
  std::uint64_t message = 0;              // of Message-ID; 0: none
  std::vector<std::uint64_t> answers_to;  // of In-Reply-To and References
  std::string template_digest;
  std::uint64_t links = 0, images = 0;  // of the addresses of links and of remote images; 0: none
  std::vector<Bounce> bounces;
  // Of a feedback report: about which mail, to whom, of which domains.
  std::uint64_t reported_message = 0;
  std::vector<std::string> reported_recipients, reported_domains;

  bool shows(Mark mark) const { return (marks >> static_cast<unsigned>(mark) & 1) != 0; }
  friend bool operator==(const MailTrace&, const MailTrace&) = default;
};

MailTrace trace_of(const MailRecord& mail);
void append_trace(const MailTrace& trace, std::string& out);
// Requires bytes that append_trace wrote.
MailTrace trace_from(std::string_view bytes);

void append_reference(const Reference& reference, Packer& pack);
Reference reference_from(Unpacker& unpack);

// Capture time, else the Date field; unknown where there is neither.
CaptureTime moment_of(const MailRecord& mail);

// Eight bytes of a digest; never 0 for a text that is not empty.
std::uint64_t short_name(std::string_view text);

}  // namespace constat::classifier
