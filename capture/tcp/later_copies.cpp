#include "capture/tcp/later_copies.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace constat::capture {

void LaterCopies::add(std::int64_t position, LaterCopy&& copy) {
  copy.order = next_order_++;
  charge_ += copy.bytes.size() + kCopyCharge;
  copies_.emplace(position, std::move(copy));
}

LaterCopies::Copies::iterator LaterCopies::erase(Copies::iterator copy) {
  charge_ -= copy->second.bytes.size() + kCopyCharge;
  return copies_.erase(copy);
}

// What was read before a hole is known up to the hole: the part before it is compared already.
void LaterCopies::divide_at(std::int64_t position) {
  for (auto at = copies_.begin(); at != copies_.end() && at->first < position; ++at) {
    if (end_of(*at) <= position) continue;
    LaterCopy& before = at->second;
    const auto kept = static_cast<std::size_t>(position - at->first);
    LaterCopy after = before;
    after.bytes.erase(0, kept);
    after.first.erase(0, std::min(kept, after.first.size()));
    before.bytes.resize(kept);
    before.first.resize(std::min(kept, before.first.size()));
    charge_ += kCopyCharge;
    copies_.emplace(position, std::move(after));
  }
}

std::optional<std::int64_t> LaterCopies::doubtful_from(std::int64_t position) const {
  for (const auto& copy : copies_) {
    if (copy.second.doubt == Doubt::kNone || end_of(copy) <= position) continue;
    return std::max(position, copy.first);
  }
  return std::nullopt;
}

LaterCopy LaterCopies::take_doubtful(std::int64_t position, std::int64_t end) {
  auto chosen = copies_.end();
  for (auto at = copies_.begin(); at != copies_.end() && at->first <= position; ++at) {
    if (at->second.doubt == Doubt::kNone || end_of(*at) <= position) continue;
    if (chosen == copies_.end() || at->second.order < chosen->second.order) chosen = at;
  }
  assert(chosen != copies_.end());
  const std::uint64_t order = chosen->second.order;
  end = std::min(end, end_of(*chosen));
  for (auto at = copies_.upper_bound(position); at != copies_.end() && at->first < end; ++at) {
    if (at->second.doubt != Doubt::kNone && at->second.order < order) end = at->first;
  }
  divide_at(position);
  divide_at(end);
  const auto part = std::find_if(copies_.lower_bound(position), copies_.end(),
                                 [&](const auto& copy) { return copy.second.order == order; });
  LaterCopy taken = std::move(part->second);
  charge_ -= taken.bytes.size() + kCopyCharge;
  copies_.erase(part);
  return taken;
}

}  // namespace constat::capture
