// Puts IP datagrams together again. Never across a hole: a datagram is handed out when every byte
// of it is there, and not before.
//
// Overlaps: in IPv4 the first copy of a byte wins, and a different later copy is counted; an IPv6
// datagram with an overlap is given up whole (RFC 5722), except for exact repetitions (RFC 8200
// section 4.5). Bounded by Limits::fragment_bytes_total (the oldest datagram goes first) and
// Limits::fragment_wait_seconds on the capture clock.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <tuple>

#include "capture/frame/decode_frame.h"
#include "core/limits.h"

namespace constat::capture {

class IpFragments {
 public:
  explicit IpFragments(const Limits& limits) : limits_(limits) {}
  explicit IpFragments(Limits&& temporary) = delete;

  enum class Outcome : std::uint8_t { kHeld, kComplete, kRefused };

  // `now`: the capture clock, in nanoseconds. After kComplete, datagram() is whole.
  Outcome add(const IpFragment& fragment, std::int64_t now);

  // Valid until the next add().
  const IpPayload& datagram() const { return datagram_; }

  // Datagrams whose fragments overlapped with different bytes (IPv4) or at all (IPv6).
  std::uint64_t overlapping_datagrams() const { return overlapping_datagrams_; }
  std::size_t bytes_held() const { return bytes_held_; }

 private:
  // The protocol is part of the key in version 4 only (RFC 791); 0 in version 6.
  using Key = std::tuple<IpAddress, IpAddress, std::uint32_t, std::uint8_t>;

  struct Datagram {
    std::map<std::uint32_t, std::string> parts;  // by offset; never overlapping
    std::uint32_t bytes = 0;                     // in all parts
    std::uint32_t end = 0;                       // of the part that reaches furthest
    std::uint32_t total = 0;                     // known once the last fragment was seen
    std::uint8_t protocol = 0;                   // of the fragment at offset 0
    bool total_known = false;
    bool given_up = false;  // kept, empty, so that its later fragments do not start it anew
    bool overlap_counted = false;
    std::int64_t since = 0;
    std::list<Key>::iterator age;
  };
  using Datagrams = std::map<Key, Datagram>;

  Datagrams::iterator find_or_create(const Key& key, std::int64_t now);
  bool insert(Datagram& datagram, std::uint32_t offset, std::string_view bytes, int version);
  void insert_missing(Datagram& datagram, std::uint32_t offset, std::string_view bytes);
  void count_overlap(Datagram& datagram);
  void give_up(Datagram& datagram);
  void hand_out(Datagrams::iterator found, const IpFragment& fragment);
  void forget(Datagrams::iterator found);
  void forget_old(std::int64_t now);

  const Limits& limits_;
  Datagrams datagrams_;
  std::list<Key> by_age_;  // oldest first
  std::size_t bytes_held_ = 0;
  std::uint64_t overlapping_datagrams_ = 0;
  std::string whole_;
  IpPayload datagram_;
};

}  // namespace constat::capture
