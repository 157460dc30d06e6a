// Defects with positions, capped: the first few of each kind are kept, all are counted.
#pragma once

#include <array>
#include <cstdint>

#include "core/defect.h"
#include "core/limits.h"

namespace constat::parser::smtp {

class DefectLog {
 public:
  explicit DefectLog(std::size_t cap) : cap_(cap) {}

  void note(DefectKind kind, ByteRange where) {
    std::uint8_t& count = counts_[static_cast<std::uint8_t>(kind)];
    if (count >= kPerKind || kept_.size() >= cap_) {
      ++not_kept_;
      return;
    }
    ++count;
    kept_.push_back({kind, where});
  }

  void clear() {
    kept_.clear();
    not_kept_ = 0;
    counts_ = {};
  }

  const Defects& kept() const { return kept_; }
  std::uint64_t not_kept() const { return not_kept_; }

 private:
  // A mail with bare LF throughout has one per line; sixteen places show the pattern.
  static constexpr std::uint8_t kPerKind = 16;

  std::size_t cap_;
  Defects kept_;
  std::uint64_t not_kept_ = 0;
  std::array<std::uint8_t, 256> counts_{};
};

}  // namespace constat::parser::smtp
