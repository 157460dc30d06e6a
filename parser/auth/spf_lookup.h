// Lookups of one evaluation of a sender policy: counted (RFC 7208 section 4.6.4), cited, and ended
// by the first that the snapshot does not hold.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/capture_time.h"
#include "core/limits.h"
#include "parser/auth/authentication.h"
#include "parser/auth/dns_snapshot.h"

namespace constat::parser::auth {

class SpfLookup {
 public:
  // Does an answer without records count as void?
  enum class Void : std::uint8_t { kCounts, kIsFree };

  // All must outlive this. What is missing and what was used goes into `out`.
  SpfLookup(const DnsSnapshot& dns, CaptureTime time, const Limits& limits, SpfStatement& out)
      : dns_(dns), time_(time), limits_(limits), out_(out) {}

  // One more term that asks the DNS; false beyond the limit.
  bool count_term() { return ++terms_ <= limits_.spf_lookups; }

  // Null, and error() set, where the snapshot does not hold the name. Valid as long as this.
  const DnsAnswer* ask(const std::string& name, DnsType type);
  // Records; a failure of the server ends the evaluation.
  std::vector<std::string_view> records(const std::string& name, DnsType type, Void counting);
  // Records; a failure of the server is none.
  std::vector<std::string_view> records_or_none(const std::string& name, DnsType type,
                                                Void counting);

  void fail(SpfResult result) {
    if (!error_) error_ = result;
  }
  std::optional<SpfResult> error() const { return error_; }

 private:
  const DnsSnapshot& dns_;
  CaptureTime time_;
  const Limits& limits_;
  SpfStatement& out_;
  std::deque<DnsAnswer> answers_;  // those handed out
  int terms_ = 0, voids_ = 0;
  std::optional<SpfResult> error_;
};

}  // namespace constat::parser::auth
