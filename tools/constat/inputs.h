// From the words of the command line to the files that are read, in an order that does not depend
// on the order of the words.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "capture/byte_source.h"
#include "capture/input.h"
#include "core/capture_time.h"
#include "core/limits.h"

namespace constat::tools {

constexpr bool is_capture(capture::InputKind kind) {
  return kind == capture::InputKind::kPcap || kind == capture::InputKind::kPcapng;
}

struct Input {
  std::string path;  // as printed; "-" for standard input
  capture::InputKind kind = capture::InputKind::kUnknown;
  CaptureTime first_time;                       // of the first frame; unknown for mail files
  std::uint64_t bytes = 0;                      // 0 when not known (pipes)
  std::unique_ptr<capture::ByteSource> opened;  // pipes only: they cannot be opened twice

  // Its bytes from the first on. Once only for a pipe. `limits` must outlive the source.
  absl::StatusOr<std::unique_ptr<capture::ByteSource>> open(const Limits& limits);
};

struct InputList {
  std::vector<Input> inputs;
  // Files below a named directory that hold neither a capture nor a mail: named, not read.
  std::vector<std::string> set_aside;
  // Files that were named more than once, under whatever path: read once.
  std::vector<std::string> repeated;
};

// Directories are walked recursively; of a Maildir (a directory with cur/ and new/) every file in
// cur/ and new/ is a mail, and tmp/ is left out. A named file that cannot be opened or recognised
// is an error that says so in one line; so is a directory without any input. Captures come first,
// by the time of their first frame, then mail files by path.
absl::StatusOr<InputList> find_inputs(const std::vector<std::string>& words,
                                      std::optional<capture::InputKind> forced_kind,
                                      const Limits& limits);

}  // namespace constat::tools
