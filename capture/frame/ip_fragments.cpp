#include "capture/frame/ip_fragments.h"

#include <algorithm>

namespace constat::capture {
namespace {

constexpr std::uint32_t kLargestDatagram = 65'535;
// What one datagram, and one part of it, is charged besides its bytes: map and list nodes.
constexpr std::size_t kDatagramOverhead = 256;
constexpr std::size_t kPartOverhead = 96;

// Only the last fragment may have a length that is no multiple of 8, and none may be empty, reach
// beyond the largest datagram, or have been cut by the snap length.
bool is_usable(const IpFragment& fragment) {
  const std::uint64_t length = fragment.part.length;
  return length > 0 && length == fragment.part.payload.size() &&
         (!fragment.more || length % 8 == 0) && fragment.offset + length <= kLargestDatagram;
}

}  // namespace

IpFragments::Outcome IpFragments::add(const IpFragment& fragment, std::int64_t now) {
  forget_old(now);
  if (!is_usable(fragment)) return Outcome::kRefused;
  const IpPayload& part = fragment.part;
  const std::uint8_t protocol = part.source.version == 4 ? part.protocol : std::uint8_t{0};
  const auto found =
      find_or_create({part.source, part.destination, fragment.identification, protocol}, now);
  Datagram& datagram = found->second;
  if (datagram.given_up) return Outcome::kHeld;
  const std::uint32_t end = fragment.offset + static_cast<std::uint32_t>(part.payload.size());
  const bool ends_differ = datagram.total_known && !fragment.more && end != datagram.total;
  if (!fragment.more) {
    datagram.total = end;
    datagram.total_known = true;
  }
  datagram.end = std::max(datagram.end, end);
  if (ends_differ || (datagram.total_known && datagram.end > datagram.total)) {
    count_overlap(datagram);
    give_up(datagram);
    return Outcome::kHeld;
  }
  if (fragment.offset == 0) datagram.protocol = part.protocol;
  if (!insert(datagram, fragment.offset, part.payload, part.source.version)) return Outcome::kHeld;
  if (!datagram.total_known || datagram.bytes < datagram.total) return Outcome::kHeld;
  hand_out(found, fragment);
  return Outcome::kComplete;
}

IpFragments::Datagrams::iterator IpFragments::find_or_create(const Key& key, std::int64_t now) {
  const auto [found, is_new] = datagrams_.try_emplace(key);
  if (is_new) {
    found->second.since = now;
    found->second.age = by_age_.insert(by_age_.end(), key);
    bytes_held_ += kDatagramOverhead;
  }
  return found;
}

// False when the datagram was given up.
bool IpFragments::insert(Datagram& datagram, std::uint32_t offset, std::string_view bytes,
                         int version) {
  const auto end = offset + static_cast<std::uint32_t>(bytes.size());
  auto next = datagram.parts.upper_bound(offset);
  if (next != datagram.parts.begin()) --next;
  bool overlaps = false;
  for (; next != datagram.parts.end() && next->first < end; ++next) {
    const auto& [held_at, held] = *next;
    if (held_at + held.size() <= offset) continue;
    if (version == 6) {
      if (held_at == offset && held == bytes) return true;
      count_overlap(datagram);
      give_up(datagram);
      return false;
    }
    overlaps = true;
    const std::uint32_t from = std::max(held_at, offset);
    const auto to = std::min<std::uint32_t>(held_at + static_cast<std::uint32_t>(held.size()), end);
    if (held.substr(from - held_at, to - from) != bytes.substr(from - offset, to - from)) {
      count_overlap(datagram);
    }
  }
  if (overlaps) {
    insert_missing(datagram, offset, bytes);
  } else {
    datagram.parts.emplace(offset, bytes);
    datagram.bytes += static_cast<std::uint32_t>(bytes.size());
    bytes_held_ += bytes.size() + kPartOverhead;
  }
  return true;
}

// Adds those bytes that no part has yet.
void IpFragments::insert_missing(Datagram& datagram, std::uint32_t offset, std::string_view bytes) {
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
    datagram.parts.emplace(offset, bytes.substr(0, take));
    datagram.bytes += static_cast<std::uint32_t>(take);
    bytes_held_ += take + kPartOverhead;
    bytes.remove_prefix(take);
    offset += static_cast<std::uint32_t>(take);
  }
}

void IpFragments::count_overlap(Datagram& datagram) {
  if (!datagram.overlap_counted) ++overlapping_datagrams_;
  datagram.overlap_counted = true;
}

void IpFragments::give_up(Datagram& datagram) {
  bytes_held_ -= datagram.bytes + datagram.parts.size() * kPartOverhead;
  datagram.parts.clear();
  datagram.bytes = 0;
  datagram.given_up = true;
}

void IpFragments::hand_out(Datagrams::iterator found, const IpFragment& fragment) {
  whole_.clear();
  for (const auto& [offset, bytes] : found->second.parts) whole_ += bytes;
  datagram_ = fragment.part;
  datagram_.protocol = found->second.protocol;
  datagram_.payload = whole_;
  datagram_.length = whole_.size();
  forget(found);
}

void IpFragments::forget(Datagrams::iterator found) {
  give_up(found->second);
  bytes_held_ -= kDatagramOverhead;
  by_age_.erase(found->second.age);
  datagrams_.erase(found);
}

void IpFragments::forget_old(std::int64_t now) {
  const std::int64_t wait = limits_.fragment_wait_seconds * 1'000'000'000;
  while (!by_age_.empty()) {
    const auto oldest = datagrams_.find(by_age_.front());
    if (bytes_held_ <= limits_.fragment_bytes_total && now - oldest->second.since < wait) return;
    forget(oldest);
  }
}

}  // namespace constat::capture
