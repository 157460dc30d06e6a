#include "tools/constat/dns_file.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "capture/byte_source.h"

namespace constat::tools {
namespace {

absl::StatusOr<std::string> all_bytes(capture::ByteSource& source, const std::string& path,
                                      const Limits& limits) {
  std::string text;
  while (true) {
    const std::string_view more = source.peek(64 * 1024);
    if (more.empty()) break;
    if (text.size() + more.size() > limits.dns_snapshot_bytes) {
      return absl::InvalidArgumentError(path + ": a DNS snapshot of more than " +
                                        std::to_string(limits.dns_snapshot_bytes) +
                                        " bytes; give the rows that the mails need");
    }
    text += more;
    source.skip(more.size());
  }
  if (!source.status().ok()) return source.status();
  return text;
}

}  // namespace

absl::StatusOr<std::optional<DnsFile>> read_dns_file(const std::string& path,
                                                     const Limits& limits) {
  if (path.empty()) return std::nullopt;
  auto source = capture::open_file(path, limits);
  if (!source.ok()) return source.status();
  const auto text = all_bytes(**source, path, limits);
  if (!text.ok()) return text.status();
  auto read = parser::auth::read_dns_snapshot(*text, limits);
  if (!read.ok()) {
    return absl::InvalidArgumentError(path + ": " + std::string(read.status().message()));
  }
  DnsFile file;
  file.facts.name = path;
  file.facts.kind = capture::InputKind::kDnsSnapshot;
  (*source)->finish(file.facts);
  std::ranges::copy(read->defects, std::back_inserter(file.facts.defects));
  file.facts.defects_not_kept += read->defects_not_kept;
  for (const parser::auth::SnapshotNote& note : read->notes) {
    file.rows_left_out.push_back(path + ": line " + std::to_string(note.line) + ": " +
                                 std::string(note.reason));
  }
  file.snapshot = std::move(read->snapshot);
  return file;
}

}  // namespace constat::tools
