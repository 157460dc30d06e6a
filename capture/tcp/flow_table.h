// The flows followed at present: found by their key, ordered by silence. A flow without payload is
// a hundred bytes and goes first when room is needed, so that a flood of SYNs cannot push out those
// that carry mail.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "capture/tcp/connection.h"
#include "capture/tcp/flow_key.h"
#include "capture/tcp/opening.h"

namespace constat::capture {

using FlowIndex = std::uint32_t;
constexpr FlowIndex kNoFlow = UINT32_MAX;

struct FlowEntry {
  FlowEntry(const FlowKey& flow_key, const Opening& first) : key(flow_key), opening(first) {}

  FlowKey key;
  Opening opening;
  CaptureTime time;  // of the first frame
  FrameRef first_frame;
  std::unique_ptr<Connection> connection;  // none before the first payload, nor after the close
  // Once closed: the entry stays to take in what comes late. Where each end's numbers stopped.
  bool closed = false;
  std::array<std::uint32_t, 2> final_sequence{};
  // In the list of those that hold bytes back, oldest first.
  std::optional<std::list<FlowIndex>::iterator> holding;
};

class FlowTable {
 public:
  enum class Kind : std::uint8_t { kBare, kCarrying };

  explicit FlowTable(std::uint64_t secret);
  FlowTable(const FlowTable&) = delete;
  FlowTable& operator=(const FlowTable&) = delete;

  std::optional<FlowIndex> find(const FlowKey& key) const;
  // Requires that the key is not there.
  FlowIndex insert(const FlowKey& key, const Opening& opening, std::int64_t now);
  void erase(FlowIndex index);
  FlowEntry& at(FlowIndex index) { return *slots_[index].entry; }
  std::size_t size() const { return index_.size(); }

  // Heard from at `now` (the capture clock, which never falls).
  void touch(FlowIndex index, Kind kind, std::int64_t now);
  // The flow silent for longest: one without payload if there is any.
  std::optional<FlowIndex> longest_silent() const;
  // One that was last heard before `moment`.
  std::optional<FlowIndex> silent_since(std::int64_t moment) const;
  // All flows, in the order of their first frames.
  std::vector<FlowIndex> in_order() const;

 private:
  static constexpr FlowIndex kNone = UINT32_MAX;
  struct Slot {
    std::optional<FlowEntry> entry;
    FlowIndex older = kNone;
    FlowIndex newer = kNone;
    std::int64_t touched = 0;
    Kind kind = Kind::kBare;
  };
  struct Silence {  // a list through the slots
    FlowIndex oldest = kNone;
    FlowIndex newest = kNone;
  };
  struct Hash {
    using is_transparent = void;
    const FlowTable* table;
    std::size_t operator()(const FlowKey& key) const { return table->hash_(key); }
    std::size_t operator()(FlowIndex index) const { return table->hash_(table->key_at(index)); }
  };
  struct Equal {
    using is_transparent = void;
    const FlowTable* table;
    bool operator()(FlowIndex a, FlowIndex b) const { return a == b; }
    bool operator()(FlowIndex a, const FlowKey& b) const { return table->key_at(a) == b; }
    bool operator()(const FlowKey& a, FlowIndex b) const { return table->key_at(b) == a; }
  };
  const FlowKey& key_at(FlowIndex index) const { return slots_[index].entry->key; }
  Silence& list_of(const Slot& slot) { return silence_[static_cast<std::size_t>(slot.kind)]; }
  void link(FlowIndex index);
  void unlink(FlowIndex index);

  FlowHash hash_;
  std::deque<Slot> slots_;
  std::vector<FlowIndex> free_;
  absl::flat_hash_set<FlowIndex, Hash, Equal> index_;
  std::array<Silence, 2> silence_;
};

}  // namespace constat::capture
