#include "parser/auth/spf_lookup.h"

#include <algorithm>
#include <utility>

#include "core/json_writer.h"

namespace constat::parser::auth {

const DnsAnswer* SpfLookup::ask(const std::string& name, DnsType type) {
  if (error_) return nullptr;
  std::optional<DnsAnswer> answer = dns_.find(name, type, time_);
  if (!answer) {
    out_.missing = to_valid_utf8(name) + ' ' + std::string(name_of(type));
    fail(SpfResult::kNotEvaluated);
    return nullptr;
  }
  if (std::ranges::find(out_.dns, answer->citation) == out_.dns.end()) {
    out_.dns.push_back(answer->citation);
  }
  return &answers_.emplace_back(std::move(*answer));
}

std::vector<std::string_view> SpfLookup::records_or_none(const std::string& name, DnsType type,
                                                         Void counting) {
  const DnsAnswer* answer = ask(name, type);
  if (answer == nullptr || answer->status == DnsStatus::kServerFailure) return {};
  if (answer->data.empty() && counting == Void::kCounts && ++voids_ > limits_.spf_void_lookups) {
    fail(SpfResult::kRecordMalformed);
  }
  return answer->data;
}

std::vector<std::string_view> SpfLookup::records(const std::string& name, DnsType type,
                                                 Void counting) {
  const DnsAnswer* answer = ask(name, type);
  if (answer == nullptr) return {};
  if (answer->status == DnsStatus::kServerFailure) {
    fail(SpfResult::kServerFailure);
    return {};
  }
  return records_or_none(name, type, counting);
}

}  // namespace constat::parser::auth
