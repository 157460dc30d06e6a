// What the second phase finds, on its way back to the mails: by the mail's place in the order of
// senders and times.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "classifier/timeline/delivery.h"
#include "core/record_spool.h"

namespace constat::classifier {

inline constexpr std::uint64_t kWholeMail = UINT64_MAX;

// Of one delivery, or of all of a mail (kWholeMail).
void add_facts(std::uint64_t ordinal, std::uint64_t index, const std::vector<DeliveryFact>& facts,
               RecordSpool& spool);
// The recipient with this index is an unsubscribe address of other senders.
void add_unsubscribe_recipient(std::uint64_t ordinal, std::uint64_t index, RecordSpool& spool);

class FoundFacts {
 public:
  explicit FoundFacts(std::vector<RecordSpool>& spools) : sorted_(spools) { advance(); }

  struct OfMail {
    std::vector<Delivery> deliveries;  // deliveries_of(mail), with their facts
    // All recipients are unsubscribe addresses of other senders: the mail is an objection, no more.
    bool is_only_objection = false;
  };
  // Call for every mail, in order.
  OfMail take(const MailRecord& mail);
  const absl::Status& status() const { return sorted_.status(); }

 private:
  void advance();

  SortedRecords sorted_;
  std::uint64_t ordinal_ = 0;
  std::string_view record_;
  bool at_end_ = false;
  std::uint64_t record_ordinal_ = 0;
};

}  // namespace constat::classifier
