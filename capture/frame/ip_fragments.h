// Puts IP datagrams together again. Never across a hole: a datagram is handed out when every byte
// of it is there, and not before.
//
// Overlaps: in IPv4 the first copy of a byte wins, and a different later copy is counted; an IPv6
// datagram with an overlap is given up whole (RFC 5722), except for exact repetitions (RFC 8200
// section 4.5). Two ends, or bytes behind the end, give a datagram up in both.
//
// A datagram that was handed out is kept for a while, so that fragments of it that are captured
// again (mirror ports) are known as such; anything else under its identification is a new datagram.
//
// Bounded by Limits::fragment_bytes_total (those handed out take an eighth of it; the oldest goes
// first) and Limits::fragment_wait_seconds on the capture clock.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <tuple>

#include "capture/frame/ip_header.h"
#include "capture/frame/unwrapping.h"
#include "core/limits.h"

namespace constat::capture {

// RFC 791 section 3.2, RFC 8200 section 4.5.
struct IpFragment {
  IpHeader ip;
  Stretch part;
  std::uint32_t offset = 0;  // bytes
  bool more = false;         // fragments follow
};

struct Datagram {
  IpHeader ip;  // of the fragment at offset 0
  std::shared_ptr<const std::string> bytes;
};

class IpFragments {
 public:
  explicit IpFragments(const Limits& limits) : limits_(limits) {}
  explicit IpFragments(Limits&& temporary) = delete;

  // kMalformed: no datagram can hold it. kCut: the snap length left too little of it.
  enum class Outcome : std::uint8_t { kHeld, kComplete, kRepeated, kMalformed, kCut };

  // `now`: the capture clock, in nanoseconds.
  Outcome add(const IpFragment& fragment, std::int64_t now);

  // After kComplete.
  const Datagram& datagram() const { return datagram_; }

  // Datagrams whose fragments overlapped with different bytes (IPv4) or at all (IPv6).
  std::uint64_t overlapping_datagrams() const { return overlapping_; }
  // Of which some fragment was seen, but not (or not yet) all.
  std::uint64_t incomplete_datagrams() const { return begun_ - completed_; }
  std::size_t bytes_held() const { return bytes_held_; }

 private:
  // The protocol is part of the key in version 4 only (RFC 791); 0 in version 6.
  using Key = std::tuple<IpAddress, IpAddress, std::uint32_t, std::uint8_t>;
  using Age = std::list<Key>;

  // kGivenUp is kept, empty, so that later fragments do not begin it anew.
  enum class State : std::uint8_t { kGathering, kGivenUp, kWhole };

  struct Gathered {
    State state = State::kGathering;
    std::map<std::uint32_t, std::string> parts;  // by offset; never overlapping
    std::shared_ptr<const std::string> whole;    // when kWhole
    IpHeader first;                              // of the fragment at offset 0
    std::uint32_t bytes = 0;                     // in all parts
    std::uint32_t end = 0;                       // of the part that reaches furthest
    std::uint32_t total = 0;                     // known once the last fragment was seen
    bool total_known = false;
    bool overlap_counted = false;
    std::int64_t since = 0;
    Age::iterator age;  // in whole_ when kWhole, else in waiting_
  };
  using Datagrams = std::map<Key, Gathered>;

  Outcome add_to(Datagrams::iterator found, const IpFragment& fragment);
  Datagrams::iterator find_or_begin(const Key& key, const IpFragment& fragment, std::int64_t now);
  bool set_end(Gathered& datagram, std::uint32_t end, bool more);
  Outcome insert(Gathered& datagram, const IpFragment& fragment);
  void insert_missing(Gathered& datagram, std::uint32_t offset, std::string_view bytes);
  void insert_part(Gathered& datagram, std::uint32_t offset, std::string_view bytes);
  void count_overlap(Gathered& datagram);
  void drop_parts(Gathered& datagram);
  void give_up(Gathered& datagram);
  void complete(Datagrams::iterator found);
  void forget(Datagrams::iterator found);
  void forget_old(std::int64_t now);
  void forget_oldest(Age& ages) { forget(datagrams_.find(ages.front())); }
  bool is_old(const Age& ages, std::int64_t now) const;

  const Limits& limits_;
  Datagrams datagrams_;
  Age waiting_;  // oldest first
  Age whole_;
  std::size_t bytes_held_ = 0;
  std::size_t whole_bytes_ = 0;  // of them, in datagrams handed out
  std::uint64_t begun_ = 0;
  std::uint64_t completed_ = 0;
  std::uint64_t overlapping_ = 0;
  Datagram datagram_;
};

}  // namespace constat::capture
