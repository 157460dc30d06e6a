// The flows followed at present: found by their key, ordered by silence within their kind. A flow
// without payload cannot push out one that carries mail.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "capture/tcp/flow_entry.h"

namespace constat::capture {

class FlowTable {
 public:
  explicit FlowTable(std::uint64_t secret);
  FlowTable(const FlowTable&) = delete;
  FlowTable& operator=(const FlowTable&) = delete;

  // kNoFlow when it is not there.
  FlowIndex find(const FlowKey& key) const;
  // Requires that the key is not there. The entry is half open.
  FlowIndex insert(const KeyedSender& keyed, const Arrival& arrival, std::int64_t now);
  void erase(FlowIndex index);
  FlowEntry& at(FlowIndex index) { return blocks_[index / kBlock][index % kBlock]; }
  const FlowEntry& at(FlowIndex index) const { return blocks_[index / kBlock][index % kBlock]; }
  std::size_t size(FlowKind kind) const { return list_of(kind).size; }

  // Heard from at `now` (the capture clock, which never falls).
  void touch(FlowIndex index, FlowKind kind, std::int64_t now);
  // Of another kind from now on, without being heard from.
  void change_kind(FlowIndex index, FlowKind kind);
  // The flow of this kind that is silent for longest, or kNoFlow.
  FlowIndex longest_silent(FlowKind kind) const { return list_of(kind).oldest; }
  // One that was last heard before `moment`, or kNoFlow.
  FlowIndex silent_since(std::int64_t moment) const;
  // All flows, in the order of their first frames.
  std::vector<FlowIndex> in_order() const;

 private:
  static constexpr std::size_t kBlock = 256;  // entries allocated at once
  struct Silence {                            // a list through the entries
    FlowIndex oldest = kNoFlow;
    FlowIndex newest = kNoFlow;
    std::size_t size = 0;
  };
  struct Hash {
    using is_transparent = void;
    const FlowTable* table;
    std::size_t operator()(const FlowKey& key) const { return table->hash_(key); }
    std::size_t operator()(FlowIndex index) const { return table->hash_(table->at(index).key); }
  };
  struct Equal {
    using is_transparent = void;
    const FlowTable* table;
    bool operator()(FlowIndex a, FlowIndex b) const { return a == b; }
    bool operator()(FlowIndex a, const FlowKey& b) const { return table->at(a).key == b; }
    bool operator()(const FlowKey& a, FlowIndex b) const { return table->at(b).key == a; }
  };
  const Silence& list_of(FlowKind kind) const { return silence_[static_cast<std::size_t>(kind)]; }
  Silence& list_of(FlowKind kind) { return silence_[static_cast<std::size_t>(kind)]; }
  void link(FlowIndex index);
  void unlink(FlowIndex index);

  FlowHash hash_;
  std::vector<std::unique_ptr<FlowEntry[]>> blocks_;
  FlowIndex first_free_ = kNoFlow;  // chained by FlowEntry::newer
  absl::flat_hash_set<FlowIndex, Hash, Equal> index_;
  std::array<Silence, 4> silence_;  // by FlowKind
};

}  // namespace constat::capture
