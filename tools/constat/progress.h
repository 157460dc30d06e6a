// A line on standard error that says how far a run is: bytes, mails, rate, time left. The only
// place, with the run record, that reads the wall clock.
#pragma once

#include <chrono>
#include <cstdint>

#include "tools/constat/options.h"

namespace constat::tools {

class Progress {
 public:
  // `total_bytes` 0: not known.
  Progress(ProgressMode mode, std::uint64_t total_bytes);
  ~Progress();  // clears the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Cheap; prints at most five times a second.
  void update(std::uint64_t bytes, std::uint64_t mails);

 private:
  bool shown_;
  std::uint64_t total_bytes_;
  std::uint32_t calls_ = 0;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace constat::tools
