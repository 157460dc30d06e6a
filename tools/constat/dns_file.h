// The DNS snapshot of a run (`--dns FILE`): read whole before the mails, with its digest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "capture/input.h"
#include "core/limits.h"
#include "parser/auth/dns_snapshot.h"

namespace constat::tools {

struct DnsFile {
  parser::auth::DnsSnapshot snapshot;
  capture::InputFacts facts;               // told among the inputs
  std::vector<std::string> rows_left_out;  // "dns.csv: line 3: …", for people
};

// nullopt for the path "".
absl::StatusOr<std::optional<DnsFile>> read_dns_file(const std::string& path, const Limits& limits);

}  // namespace constat::tools
