// Deliveries of one template: do the addresses of links or of remote images differ from one
// recipient to another? They do where there are more different sets of them than half the
// deliveries, to two persons at least: two variants sent to many are not one per recipient.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "classifier/timeline/mail_trace.h"
#include "core/limits.h"
#include "core/record_spool.h"

namespace constat::classifier {

class TemplateGroups {
 public:
  explicit TemplateGroups(const Limits& limits);
  void add(const MailTrace& trace, std::uint64_t ordinal);
  // Once, last.
  absl::Status find(RecordSpool& found);

 private:
  std::vector<RecordSpool> links_, images_;
};

}  // namespace constat::classifier
