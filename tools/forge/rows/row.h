// The rows of the fault catalogue as captures with expected facts. A row has variants; each is one
// run of the analyser over one or more files. What is expected follows from what was put in.
//
//   Row::make --> Case, Case, ... --> VARIANT[.n].pcap and expected.json in one folder
//
// expected.json is what tests/scenario/run_row.py reads: {"row", "shows", "cases": [...]}, each
// case as tests/scenario/run_scenario.py documents it, with "name", "files" and the way to hand
// them over.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace constat::forge {

struct CaseFile {
  std::string name;
  std::string bytes;
  // Instead of `bytes`, of a file larger than memory.
  std::function<void(std::ostream&)> write{};
};

struct Case {
  std::string name;
  std::vector<CaseFile> files;
  boost::json::object expected;
};

class CaseSink {
 public:
  virtual ~CaseSink() = default;
  virtual void add(Case&& made) = 0;
};

// Sizes of the variants that show one: what a test run has time for, or larger.
enum class Size : std::uint8_t { kTest, kFull };

struct Row {
  std::string_view id;
  std::string_view shows;
  void (*make)(Size size, CaseSink& cases) = nullptr;
};

// T01 to T26, then P01 to P11.
std::span<const Row> rows();
const Row* find_row(std::string_view id);  // null when there is none

// Writes the row into a folder, which is made when it is missing.
absl::Status write_row(const Row& row, Size size, const std::string& folder);

}  // namespace constat::forge
