// Answers of the DNS as somebody observed them, kept in a file: the only place where names are
// looked up. Read once, then shared by all threads.
//
// JSON Lines
// ({"name":…,"type":…,"data":…,"ttl":…,"observed_at":…,"server":…,"dnssec":…,"status":…}) or CSV
// whose first line names the same columns. `name` and `type` are needed, and `data` unless `status`
// is "nxdomain", "no_data" or "server_failure". A TXT record is its text, its strings in quotes as
// zone files have them (RFC 1035 section 5.1), or in JSON a list of strings. Lines that start with
// # and records of other types are passed over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/capture_time.h"
#include "core/defect.h"
#include "core/limits.h"
#include "parser/auth/authentication.h"

namespace constat::parser::auth {

enum class DnsType : std::uint8_t { kTxt, kA, kAaaa, kMx, kPtr, kCname };
enum class DnsStatus : std::uint8_t { kRecords, kNoData, kNxdomain, kServerFailure };
std::string_view name_of(DnsType type);      // "TXT"
std::string_view name_of(DnsStatus status);  // "records"

// One row, its data checked and in the form of its type: MX "10 mx.example", names in lower case
// without a final dot.
struct DnsRow {
  std::string name;
  DnsType type = DnsType::kTxt;
  DnsStatus status = DnsStatus::kRecords;
  std::string data;
  std::string observed_at, server, dnssec;
  CaptureTime time;  // of observed_at
  friend auto operator<=>(const DnsRow&, const DnsRow&) = default;
};

// One answer; borrowed from the snapshot.
struct DnsAnswer {
  DnsStatus status = DnsStatus::kNoData;
  std::vector<std::string_view> data;  // kRecords only
  DnsCitation citation;
};

class DnsSnapshot {
 public:
  DnsSnapshot() = default;
  explicit DnsSnapshot(std::vector<DnsRow> rows);

  // Observed nearest to `when` (unknown: the latest one); nullopt where the snapshot does not hold
  // the name. CNAMEs are followed.
  std::optional<DnsAnswer> find(std::string_view name, DnsType type, CaptureTime when) const;
  // All observations that differ, nearest first, at most `most`.
  std::vector<DnsAnswer> find_all(std::string_view name, DnsType type, CaptureTime when,
                                  std::size_t most) const;
  std::size_t size() const { return rows_.size(); }

 private:
  std::vector<DnsAnswer> observations(std::string_view name, DnsType type) const;

  std::vector<DnsRow> rows_;  // sorted, each once
};

// Lower case, no final dot.
std::string dns_name(std::string_view name);

struct SnapshotNote {
  std::uint64_t line = 0;  // from 1
  std::string_view reason;
};

struct ReadSnapshot {
  DnsSnapshot snapshot;
  std::uint64_t rows = 0;           // that were read, of other types too
  std::vector<SnapshotNote> notes;  // on rows left out, at most Limits::input_defects
  Defects defects;                  // the same, positions in the file
  std::uint64_t defects_not_kept = 0;
};

// An error where the first line is neither a JSON object nor names of columns.
absl::StatusOr<ReadSnapshot> read_dns_snapshot(std::string_view text, const Limits& limits);

}  // namespace constat::parser::auth
