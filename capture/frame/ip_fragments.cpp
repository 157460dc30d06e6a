#include "capture/frame/ip_fragments.h"

#include <algorithm>

namespace constat::capture {
namespace {

// The total length field counts an IPv4 header, too (RFC 791); without options.
constexpr std::uint32_t kLargest4 = 65'535 - 20;
constexpr std::uint32_t kLargest6 = 65'535;
// What one datagram, and one part of it, is charged besides its bytes: map and list nodes.
constexpr std::size_t kDatagramOverhead = 400;
constexpr std::size_t kPartOverhead = 128;

// Only the last fragment may have a length that is no multiple of 8, and none may be empty or reach
// beyond the largest datagram (teardrop, ping of death).
bool is_possible(const IpFragment& fragment) {
  const std::uint64_t length = fragment.part.length;
  const std::uint32_t largest = fragment.ip.source.version == 4 ? kLargest4 : kLargest6;
  return length > 0 && (!fragment.more || length % 8 == 0) && fragment.offset + length <= largest;
}

std::uint32_t end_of(const IpFragment& fragment) {
  return fragment.offset + static_cast<std::uint32_t>(fragment.part.bytes.size());
}

// The fragment says nothing that `whole` does not.
bool is_part_of(const IpFragment& fragment, std::string_view whole) {
  const std::uint32_t end = end_of(fragment);
  const bool is_last = end == whole.size();
  return end <= whole.size() && is_last == !fragment.more &&
         whole.substr(fragment.offset, fragment.part.bytes.size()) == fragment.part.bytes;
}

}  // namespace

IpFragments::Outcome IpFragments::add(const IpFragment& fragment, std::int64_t now) {
  forget_old(now);
  if (!is_possible(fragment)) return Outcome::kMalformed;
  if (!fragment.part.whole()) return Outcome::kCut;
  const std::uint8_t protocol =
      fragment.ip.source.version == 4 ? fragment.ip.protocol : std::uint8_t{0};
  const Key key{fragment.ip.source, fragment.ip.destination, fragment.ip.identification, protocol};
  return add_to(find_or_begin(key, fragment, now), fragment);
}

IpFragments::Outcome IpFragments::add_to(Datagrams::iterator found, const IpFragment& fragment) {
  Gathered& datagram = found->second;
  if (datagram.state == State::kWhole) return Outcome::kRepeated;
  if (datagram.state == State::kGivenUp) return Outcome::kHeld;
  if (!set_end(datagram, end_of(fragment), fragment.more)) {
    count_overlap(datagram);
    give_up(datagram);
    return Outcome::kHeld;
  }
  const Outcome outcome = insert(datagram, fragment);
  if (datagram.state == State::kGivenUp) return Outcome::kHeld;
  if (!datagram.total_known || datagram.bytes < datagram.total) return outcome;
  complete(found);
  return Outcome::kComplete;
}

IpFragments::Datagrams::iterator IpFragments::find_or_begin(const Key& key,
                                                            const IpFragment& fragment,
                                                            std::int64_t now) {
  auto found = datagrams_.find(key);
  if (found != datagrams_.end()) {
    const Gathered& datagram = found->second;
    if (datagram.state != State::kWhole || is_part_of(fragment, *datagram.whole)) return found;
    forget(found);
  }
  found = datagrams_.try_emplace(key).first;
  found->second.since = now;
  found->second.age = waiting_.insert(waiting_.end(), key);
  bytes_held_ += kDatagramOverhead;
  ++begun_;
  return found;
}

// False when the datagram has two ends, or bytes behind its end.
bool IpFragments::set_end(Gathered& datagram, std::uint32_t end, bool more) {
  if (!more && datagram.total_known && end != datagram.total) return false;
  if (!more) {
    datagram.total = end;
    datagram.total_known = true;
  }
  datagram.end = std::max(datagram.end, end);
  return !datagram.total_known || datagram.end <= datagram.total;
}

IpFragments::Outcome IpFragments::insert(Gathered& datagram, const IpFragment& fragment) {
  const std::string_view bytes = fragment.part.bytes;
  const std::uint32_t offset = fragment.offset;
  const std::uint32_t end = end_of(fragment);
  auto next = datagram.parts.upper_bound(offset);
  if (next != datagram.parts.begin()) --next;
  bool overlaps = false;
  for (; next != datagram.parts.end() && next->first < end; ++next) {
    const auto& [held_at, held] = *next;
    const auto held_end = held_at + static_cast<std::uint32_t>(held.size());
    if (held_end <= offset) continue;
    if (held_at == offset && held == bytes) return Outcome::kRepeated;
    if (fragment.ip.source.version == 6) {
      count_overlap(datagram);
      give_up(datagram);
      return Outcome::kHeld;
    }
    overlaps = true;
    const std::uint32_t from = std::max(held_at, offset);
    const std::uint32_t to = std::min(held_end, end);
    if (held.compare(from - held_at, to - from, bytes, from - offset, to - from) != 0) {
      count_overlap(datagram);
    }
  }
  if (offset == 0 && !datagram.first.known()) datagram.first = fragment.ip;
  if (overlaps) {
    insert_missing(datagram, offset, bytes);
  } else {
    insert_part(datagram, offset, bytes);
  }
  return Outcome::kHeld;
}

// Adds those bytes that no part has yet.
void IpFragments::insert_missing(Gathered& datagram, std::uint32_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto after = datagram.parts.upper_bound(offset);
    std::size_t take = bytes.size();
    if (after != datagram.parts.end()) take = std::min<std::size_t>(take, after->first - offset);
    if (after != datagram.parts.begin()) {
      const auto before = std::prev(after);
      const std::size_t held_end = before->first + before->second.size();
      if (held_end > offset) {  // these bytes are there already
        const std::size_t known = std::min<std::size_t>(held_end - offset, bytes.size());
        bytes.remove_prefix(known);
        offset += static_cast<std::uint32_t>(known);
        continue;
      }
    }
    insert_part(datagram, offset, bytes.substr(0, take));
    bytes.remove_prefix(take);
    offset += static_cast<std::uint32_t>(take);
  }
}

void IpFragments::insert_part(Gathered& datagram, std::uint32_t offset, std::string_view bytes) {
  datagram.parts.emplace(offset, bytes);
  datagram.bytes += static_cast<std::uint32_t>(bytes.size());
  bytes_held_ += bytes.size() + kPartOverhead;
}

void IpFragments::count_overlap(Gathered& datagram) {
  if (!datagram.overlap_counted) ++overlapping_;
  datagram.overlap_counted = true;
}

void IpFragments::drop_parts(Gathered& datagram) {
  bytes_held_ -= datagram.bytes + datagram.parts.size() * kPartOverhead;
  datagram.parts.clear();
  datagram.bytes = 0;
}

void IpFragments::give_up(Gathered& datagram) {
  drop_parts(datagram);
  datagram.state = State::kGivenUp;
}

void IpFragments::complete(Datagrams::iterator found) {
  Gathered& datagram = found->second;
  auto whole = std::make_shared<std::string>();
  whole->reserve(datagram.total);
  for (const auto& [offset, bytes] : datagram.parts) *whole += bytes;
  drop_parts(datagram);
  datagram.state = State::kWhole;
  datagram.whole = std::move(whole);
  bytes_held_ += datagram.whole->size() + kPartOverhead;
  whole_bytes_ += datagram.whole->size() + kPartOverhead + kDatagramOverhead;
  whole_.splice(whole_.end(), waiting_, datagram.age);
  ++completed_;
  datagram_ = {datagram.first, datagram.whole};
}

void IpFragments::forget(Datagrams::iterator found) {
  Gathered& datagram = found->second;
  if (datagram.state == State::kWhole) {
    bytes_held_ -= datagram.whole->size() + kPartOverhead;
    whole_bytes_ -= datagram.whole->size() + kPartOverhead + kDatagramOverhead;
    whole_.erase(datagram.age);
  } else {
    drop_parts(datagram);
    waiting_.erase(datagram.age);
  }
  bytes_held_ -= kDatagramOverhead;
  datagrams_.erase(found);
}

bool IpFragments::is_old(const Age& ages, std::int64_t now) const {
  const std::int64_t wait = limits_.fragment_wait_seconds * 1'000'000'000;
  return now - datagrams_.find(ages.front())->second.since >= wait;
}

void IpFragments::forget_old(std::int64_t now) {
  while (!whole_.empty() &&
         (whole_bytes_ > limits_.fragment_bytes_total / 8 || is_old(whole_, now))) {
    forget_oldest(whole_);
  }
  while (!waiting_.empty() &&
         (bytes_held_ > limits_.fragment_bytes_total || is_old(waiting_, now))) {
    forget_oldest(waiting_);
  }
}

}  // namespace constat::capture
