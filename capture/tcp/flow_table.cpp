#include "capture/tcp/flow_table.h"

#include <algorithm>
#include <cassert>

namespace constat::capture {

FlowTable::FlowTable(std::uint64_t secret) : hash_(secret), index_(0, Hash{this}, Equal{this}) {}

std::optional<FlowIndex> FlowTable::find(const FlowKey& key) const {
  const auto found = index_.find(key);
  if (found == index_.end()) return std::nullopt;
  return *found;
}

FlowIndex FlowTable::insert(const FlowKey& key, const Opening& opening, std::int64_t now) {
  if (free_.empty()) {
    free_.push_back(static_cast<FlowIndex>(slots_.size()));
    slots_.emplace_back();
  }
  const FlowIndex index = free_.back();
  free_.pop_back();
  Slot& slot = slots_[index];
  slot.entry.emplace(key, opening);
  slot.touched = now;
  slot.kind = Kind::kBare;
  link(index);
  [[maybe_unused]] const bool is_new = index_.insert(index).second;
  assert(is_new);
  return index;
}

void FlowTable::erase(FlowIndex index) {
  index_.erase(index);
  unlink(index);
  slots_[index].entry.reset();
  free_.push_back(index);
}

void FlowTable::touch(FlowIndex index, Kind kind, std::int64_t now) {
  Slot& slot = slots_[index];
  slot.touched = now;
  if (slot.kind == kind && list_of(slot).newest == index) return;
  unlink(index);
  slot.kind = kind;
  link(index);
}

std::optional<FlowIndex> FlowTable::longest_silent() const {
  for (const Silence& list : silence_) {
    if (list.oldest != kNone) return list.oldest;
  }
  return std::nullopt;
}

std::optional<FlowIndex> FlowTable::silent_since(std::int64_t moment) const {
  for (const Silence& list : silence_) {
    if (list.oldest != kNone && slots_[list.oldest].touched < moment) return list.oldest;
  }
  return std::nullopt;
}

std::vector<FlowIndex> FlowTable::in_order() const {
  std::vector<FlowIndex> flows(index_.begin(), index_.end());
  std::sort(flows.begin(), flows.end(), [this](FlowIndex a, FlowIndex b) {
    return slots_[a].entry->first_frame < slots_[b].entry->first_frame;
  });
  return flows;
}

void FlowTable::link(FlowIndex index) {
  Slot& slot = slots_[index];
  Silence& list = list_of(slot);
  slot.older = list.newest;
  slot.newer = kNone;
  (list.newest == kNone ? list.oldest : slots_[list.newest].newer) = index;
  list.newest = index;
}

void FlowTable::unlink(FlowIndex index) {
  Slot& slot = slots_[index];
  Silence& list = list_of(slot);
  (slot.older == kNone ? list.oldest : slots_[slot.older].newer) = slot.newer;
  (slot.newer == kNone ? list.newest : slots_[slot.newer].older) = slot.older;
}

}  // namespace constat::capture
