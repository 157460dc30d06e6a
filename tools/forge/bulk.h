// Traffic for benchmarks: many mails of one size from many senders, written as it is made, so that
// memory does not grow with the file. The ground truth is the summary alone.
#pragma once

#include <cstdint>
#include <ostream>

#include "absl/status/status.h"

namespace constat::forge {

struct BulkPlan {
  std::uint64_t mails = 1000;
  std::uint64_t senders = 10;
  std::uint64_t recipients = 1;     // of each mail
  std::uint64_t mail_bytes = 4096;  // of each mail, about
  std::uint64_t seed = 1;
};

// InvalidArgument when a number is zero or too large; says which.
absl::Status forge_bulk(const BulkPlan& plan, std::ostream& capture_out, std::ostream& truth_out);

}  // namespace constat::forge
