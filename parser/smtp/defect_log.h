// Defects with positions, capped: the first few of each kind are kept, all are counted.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/defect.h"
#include "core/limits.h"

namespace constat::parser::smtp {

class DefectLog {
 public:
  explicit DefectLog(std::size_t cap) : cap_(cap) {}

  void note(DefectKind kind, ByteRange where) {
    if (kept_.size() >= cap_ || !takes(kind)) {
      ++not_kept_;
    } else {
      kept_.push_back({kind, where});
    }
  }

  void clear() {
    kept_.clear();
    not_kept_ = 0;
    counts_.clear();
  }

  const Defects& kept() const { return kept_; }
  std::uint64_t not_kept() const { return not_kept_; }

 private:
  // A mail with bare LF throughout has one per line; sixteen places show the pattern.
  static constexpr std::uint32_t kPerKind = 16;

  struct Count {
    DefectKind kind;
    std::uint32_t kept = 0;
  };
  bool takes(DefectKind kind) {
    auto count = std::find_if(counts_.begin(), counts_.end(),
                              [kind](const Count& one) { return one.kind == kind; });
    if (count == counts_.end()) count = counts_.insert(counts_.end(), {kind});
    if (count->kept == kPerKind) return false;
    ++count->kept;
    return true;
  }

  std::size_t cap_;
  Defects kept_;
  std::uint64_t not_kept_ = 0;
  std::vector<Count> counts_;  // of the few kinds there are in one session or mail
};

}  // namespace constat::parser::smtp
