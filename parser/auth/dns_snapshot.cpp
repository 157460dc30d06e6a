#include "parser/auth/dns_snapshot.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/pseudonym.h"

namespace constat::parser::auth {
namespace {

constexpr int kLongestAliasChain = 8;  // CNAMEs may form a loop

bool same_observation(const DnsRow& a, const DnsRow& b) {
  return std::tie(a.type, a.observed_at, a.server) == std::tie(b.type, b.observed_at, b.server);
}

DnsAnswer answer_of(const DnsRow& row) {
  return {row.status,
          {},
          {row.name, std::string(name_of(row.type)), std::string(name_of(row.status)),
           row.observed_at, row.server, row.dnssec}};
}

// Nanoseconds between; of an unknown time the largest.
std::uint64_t distance(CaptureTime a, CaptureTime b) {
  if (!a.known() || !b.known()) return UINT64_MAX;
  const auto low = static_cast<std::uint64_t>(std::min(a, b).nanoseconds);
  return static_cast<std::uint64_t>(std::max(a, b).nanoseconds) - low;
}

}  // namespace

std::string_view name_of(DnsType type) {
  constexpr std::array<std::string_view, 6> kNames = {"TXT", "A", "AAAA", "MX", "PTR", "CNAME"};
  return kNames[static_cast<std::size_t>(type)];
}

std::string_view name_of(DnsStatus status) {
  constexpr std::array<std::string_view, 4> kNames = {"records", "no_data", "nxdomain",
                                                      "server_failure"};
  return kNames[static_cast<std::size_t>(status)];
}

std::string dns_name(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  return to_lower_ascii(name);
}

DnsSnapshot::DnsSnapshot(std::vector<DnsRow> rows) : rows_(std::move(rows)) {
  std::ranges::sort(rows_, {}, [](const DnsRow& row) {
    return std::tie(row.name, row.type, row.time, row.observed_at, row.server, row.status, row.data,
                    row.dnssec);
  });
  rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
}

// By time. A name that does not exist has no records of any type (RFC 8020).
std::vector<DnsAnswer> DnsSnapshot::observations(std::string_view name, DnsType type) const {
  std::vector<DnsAnswer> answers;
  const DnsRow* previous = nullptr;
  for (auto at = std::ranges::lower_bound(rows_, name, {}, &DnsRow::name);
       at != rows_.end() && at->name == name; ++at) {
    const DnsRow& row = *at;
    if (row.type != type && row.status != DnsStatus::kNxdomain) continue;
    if (previous == nullptr || !same_observation(*previous, row)) answers.push_back(answer_of(row));
    DnsAnswer& answer = answers.back();
    // Records stand above a statement that there are none in one answer.
    if (row.status == DnsStatus::kRecords) {
      answer.status = row.status;
      answer.citation.status = name_of(row.status);
      answer.data.push_back(row.data);
    }
    previous = &row;
  }
  return answers;
}

std::vector<DnsAnswer> DnsSnapshot::find_all(std::string_view name, DnsType type, CaptureTime when,
                                             std::size_t most) const {
  std::string asked = dns_name(name);
  std::vector<DnsAnswer> answers = observations(asked, type);
  for (int hop = 0; answers.empty() && hop < kLongestAliasChain; ++hop) {
    const std::vector<DnsAnswer> aliases = observations(asked, DnsType::kCname);
    if (aliases.empty() || aliases.back().data.empty()) break;
    asked = aliases.back().data.front();
    answers = observations(asked, type);
  }
  // Latest first; then, where the time is known, nearest first.
  std::ranges::stable_sort(answers, std::ranges::greater(), [](const DnsAnswer& answer) {
    return capture_time_from_rfc3339(answer.citation.observed_at);
  });
  if (when.known()) {
    std::ranges::stable_sort(answers, {}, [when](const DnsAnswer& answer) {
      return distance(capture_time_from_rfc3339(answer.citation.observed_at), when);
    });
  }
  std::vector<DnsAnswer> kept;
  for (DnsAnswer& answer : answers) {
    if (kept.size() == most) break;
    const bool repeated = std::ranges::any_of(kept, [&answer](const DnsAnswer& earlier) {
      return earlier.status == answer.status && earlier.data == answer.data;
    });
    if (!repeated) kept.push_back(std::move(answer));
  }
  return kept;
}

std::optional<DnsAnswer> DnsSnapshot::find(std::string_view name, DnsType type,
                                           CaptureTime when) const {
  std::vector<DnsAnswer> answers = find_all(name, type, when, 1);
  if (answers.empty()) return std::nullopt;
  return std::move(answers.front());
}

}  // namespace constat::parser::auth
