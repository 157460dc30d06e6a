#include "tools/forge/rows/row.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tools/forge/rows/all_rows.h"

namespace constat::forge {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr Row kRows[] = {
    {"T01", "the same bytes sent twice with different values", make_inconsistent_retransmissions},
    {"T02", "two segments in each of Allen's thirteen relations", make_partial_overlaps},
    {"T03", "segments that no receiver takes, and checksums left to the card", make_insertions},
    {"T04", "sequence numbers that wrap inside a large mail", make_sequence_wraps},
    {"T05", "resets that a receiver ignores", make_resets},
    {"T06", "FIN in odd places", make_fins},
    {"T07", "segments of one byte, in order and not", make_tiny_segments},
    {"T08", "urgent bytes", make_urgent_bytes},
    {"T09", "data on SYN, Fast Open, SYN sent again", make_syn_data},
    {"T10", "split handshake and simultaneous open", make_odd_handshakes},
    {"T11", "the capture begins at each packet of three mails", make_midstream_starts},
    {"T12", "one direction only", make_single_sides},
    {"T13", "each segment of a mail missing in turn", make_gaps_in_data},
    {"T14", "the end of data or a command missing", make_gaps_over_commands},
    {"T15", "a byte withheld before a megabyte", make_hoarding},
    {"T16", "many segments from the last to the first", make_descending_segments},
    {"T17", "IP fragments that overlap, are missing or contradict", make_fragments},
    {"T18", "headers nested deeper than any network has them", make_deep_headers},
    {"T19", "every frame twice, as mirror ports send them", make_repeated_frames},
    {"T20", "timestamps that go back, stand still or cannot be", make_odd_times},
    {"T21", "the same four numbers used by a second connection", make_reused_ports},
    {"T22", "keep-alives and window probes", make_probes},
    {"T23", "a flood of SYNs beside a conversation", make_syn_flood},
    {"T24", "connections whose addresses and ports add up to the same", make_colliding_flows},
    {"T25", "TCP options that contradict themselves", make_malformed_options},
    {"T26", "frames larger than any link, cut later by the card", make_offloaded_frames},
    {"P01", "more bytes captured than were on the wire", make_longer_than_wire},
    {"P02", "lengths that no file can have", make_absurd_lengths},
    {"P03", "pcapng blocks whose lengths contradict", make_wrong_blocks},
    {"P04", "a file that ends inside a record", make_truncations},
    {"P05", "sections of both byte orders, interfaces of three links", make_mixed_sections},
    {"P06", "every time resolution and odd offsets", make_time_options},
    {"P07", "link types from 0 to 300", make_link_types},
    {"P08", "standard input, a FIFO, a folder, no file at all", make_kinds_of_file},
    {"P09", "a file that changes while it is read", make_changing_files},
    {"P10", "mbox files of every habit", make_mboxes},
    {"P11", "mails that are hardly any", make_odd_mails},
};

class FolderSink final : public CaseSink {
 public:
  explicit FolderSink(fs::path folder) : folder_(std::move(folder)) {}

  void add(Case&& made) override {
    json::object entry;
    entry["name"] = made.name;
    json::array names;
    for (const CaseFile& file : made.files) {
      names.emplace_back(file.name);
      std::ofstream out(folder_ / file.name, std::ios::binary | std::ios::trunc);
      if (file.write) file.write(out);
      out.write(file.bytes.data(), static_cast<std::streamsize>(file.bytes.size()));
      failed_ = failed_ || !out.flush();
    }
    entry["files"] = std::move(names);
    for (auto& [key, value] : made.expected) entry[key] = value;
    cases_.push_back(std::move(entry));
  }

  absl::Status finish(const Row& row) {
    json::object all;
    all["row"] = row.id;
    all["shows"] = row.shows;
    std::ofstream out(folder_ / "expected.json", std::ios::trunc);
    std::string text = json::serialize(all);
    text.back() = ',';
    out << text << "\n\"cases\": [\n";
    for (std::size_t i = 0; i < cases_.size(); ++i)
      out << (i > 0 ? ",\n" : "") << json::serialize(cases_[i]);
    out << "\n]}\n";
    if (failed_ || !out.flush())
      return absl::DataLossError("cannot write into " + folder_.string() + "; is the disk full?");
    return absl::OkStatus();
  }

 private:
  fs::path folder_;
  std::vector<json::object> cases_;
  bool failed_ = false;
};

}  // namespace

std::span<const Row> rows() { return kRows; }

const Row* find_row(std::string_view id) {
  const auto found = std::find_if(std::begin(kRows), std::end(kRows),
                                  [&](const Row& row) { return row.id == id; });
  return found == std::end(kRows) ? nullptr : found;
}

absl::Status write_row(const Row& row, Size size, const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return absl::InvalidArgumentError("cannot make the folder " + folder);
  FolderSink sink(folder);
  row.make(size, sink);
  return sink.finish(row);
}

}  // namespace constat::forge
