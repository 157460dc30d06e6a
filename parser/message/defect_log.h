// Defects of one mail while it is read, at most a cap of them kept one by one, all of them counted
// (robustness M12). That a cap was reached is kept whatever else there is, once of each kind.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/defect.h"

namespace constat::parser::message {

class DefectLog {
 public:
  explicit DefectLog(std::size_t cap) : cap_(cap) {}

  void clear() {
    kept_.clear();
    not_kept_ = 0;
  }
  void add(DefectKind kind, ByteRange where) {
    if (kept_.size() < cap_) {
      kept_.push_back({kind, where});
    } else {
      ++not_kept_;
      if (tells_of_cap(kind)) make_room_for({kind, where});
    }
  }
  void add_all(const Defects& defects) {
    for (const Defect& defect : defects) add(defect.kind, defect.where);
  }
  // The defects kept since there were `number` of them.
  std::size_t kept() const { return kept_.size(); }
  std::span<const Defect> since(std::size_t number) const {
    return std::span<const Defect>(kept_).subspan(std::min(number, kept_.size()));
  }
  void count_not_kept(std::uint64_t number) { not_kept_ += number; }

  // By position, the same one once.
  void copy_sorted(Defects& out) const {
    out = kept_;
    std::sort(out.begin(), out.end(), [](const Defect& a, const Defect& b) {
      return a.where != b.where ? a.where < b.where : a.kind < b.kind;
    });
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }
  std::uint64_t not_kept() const { return not_kept_; }

 private:
  static bool tells_of_cap(DefectKind kind) {
    const std::string_view name = name_of(kind);
    return name.ends_with("_limit") || name.ends_with("_too_long") || name.ends_with("_too_large");
  }
  // In the place of the last one that tells of no cap.
  void make_room_for(const Defect& defect) {
    const auto same = [&](const Defect& kept) { return kept.kind == defect.kind; };
    if (std::any_of(kept_.begin(), kept_.end(), same)) return;
    const auto other = std::find_if(kept_.rbegin(), kept_.rend(),
                                    [](const Defect& kept) { return !tells_of_cap(kept.kind); });
    if (other != kept_.rend()) *other = defect;
  }

  std::size_t cap_;
  Defects kept_;
  std::uint64_t not_kept_ = 0;
};

}  // namespace constat::parser::message
