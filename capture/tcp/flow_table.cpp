#include "capture/tcp/flow_table.h"

#include <algorithm>
#include <cassert>

namespace constat::capture {

FlowTable::FlowTable(std::uint64_t secret) : hash_(secret), index_(0, Hash{this}, Equal{this}) {}

FlowIndex FlowTable::find(const FlowKey& key) const {
  const auto found = index_.find(key);
  return found == index_.end() ? kNoFlow : *found;
}

FlowIndex FlowTable::insert(const KeyedSender& keyed, const Arrival& arrival, std::int64_t now) {
  if (first_free_ == kNoFlow) {
    const auto first = static_cast<FlowIndex>(blocks_.size() * kBlock);
    blocks_.push_back(std::make_unique<FlowEntry[]>(kBlock));
    for (FlowIndex index = first; index < first + kBlock; ++index) {
      at(index).newer = index + 1 < first + kBlock ? index + 1 : kNoFlow;
    }
    first_free_ = first;
  }
  const FlowIndex index = first_free_;
  FlowEntry& entry = at(index);
  first_free_ = entry.newer;
  entry = FlowEntry{};
  entry.key = keyed.key;
  entry.opening = Opening(keyed.sender);
  entry.time = arrival.time;
  entry.input = arrival.frame.input;
  entry.frame = arrival.frame.frame;
  entry.touched = now;
  link(index);
  [[maybe_unused]] const bool is_new = index_.insert(index).second;
  assert(is_new);
  return index;
}

void FlowTable::erase(FlowIndex index) {
  index_.erase(index);
  unlink(index);
  at(index).newer = first_free_;
  first_free_ = index;
}

void FlowTable::touch(FlowIndex index, FlowKind kind, std::int64_t now) {
  FlowEntry& entry = at(index);
  entry.touched = now;
  if (entry.kind == kind && list_of(kind).newest == index) return;
  change_kind(index, kind);
}

void FlowTable::change_kind(FlowIndex index, FlowKind kind) {
  unlink(index);
  at(index).kind = kind;
  link(index);
}

FlowIndex FlowTable::silent_since(std::int64_t moment) const {
  for (const Silence& list : silence_) {
    if (list.oldest != kNoFlow && at(list.oldest).touched < moment) return list.oldest;
  }
  return kNoFlow;
}

std::vector<FlowIndex> FlowTable::in_order() const {
  std::vector<FlowIndex> flows(index_.begin(), index_.end());
  std::sort(flows.begin(), flows.end(),
            [this](FlowIndex a, FlowIndex b) { return at(a).first_frame() < at(b).first_frame(); });
  return flows;
}

void FlowTable::link(FlowIndex index) {
  FlowEntry& entry = at(index);
  Silence& list = list_of(entry.kind);
  entry.older = list.newest;
  entry.newer = kNoFlow;
  (list.newest == kNoFlow ? list.oldest : at(list.newest).newer) = index;
  list.newest = index;
  ++list.size;
}

void FlowTable::unlink(FlowIndex index) {
  FlowEntry& entry = at(index);
  Silence& list = list_of(entry.kind);
  (entry.older == kNoFlow ? list.oldest : at(entry.older).newer) = entry.newer;
  (entry.newer == kNoFlow ? list.newest : at(entry.newer).older) = entry.older;
  --list.size;
}

}  // namespace constat::capture
