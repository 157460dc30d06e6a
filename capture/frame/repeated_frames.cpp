// The mixing is that of wyhash (Wang Yi, public domain): a product of 64 by 64 bits, both halves.

#include "capture/frame/repeated_frames.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace constat::capture {
namespace {

__extension__ using Product = unsigned __int128;

constexpr std::uint64_t kSalt0 = 0xA076'1D64'78BD'642F, kSalt1 = 0xE703'7ED1'A0B4'28DB,
                        kSalt2 = 0x8EBC'6AF0'9C88'C6E3;

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const Product product = Product{a} * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t load(const char* at) {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

std::uint64_t address_hash(const IpAddress& address, std::uint64_t seed) {
  const char* bytes = reinterpret_cast<const char*>(address.bytes.data());
  return mix(load(bytes) ^ kSalt0 ^ address.version, load(bytes + 8) ^ seed);
}

bool is_marked(const IpHeader& ip, const TcpSegment& segment) {
  if (ip.identification != 0) return true;
  const bool takes_numbers =
      segment.payload_length > 0 || segment.has(TcpSegment::kSyn) || segment.has(TcpSegment::kFin);
  return segment.has_timestamp && takes_numbers;
}

}  // namespace

std::uint64_t fingerprint_of(std::string_view bytes, std::uint64_t seed) {
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  seed = mix(seed ^ kSalt0, bytes.size() ^ kSalt2);
  std::uint64_t other = seed;
  for (; left > 32; left -= 32, at += 32) {
    seed = mix(load(at) ^ kSalt0, load(at + 8) ^ seed);
    other = mix(load(at + 16) ^ kSalt1, load(at + 24) ^ other);
  }
  char padded[32] = {};
  if (left > 0) std::memcpy(padded, at, left);
  seed = mix(load(padded) ^ kSalt0, load(padded + 8) ^ seed);
  other = mix(load(padded + 16) ^ kSalt1, load(padded + 24) ^ other);
  return mix(seed ^ kSalt2, other);
}

RepeatedFrames::RepeatedFrames(const Limits& limits)
    : ring_(std::max<std::size_t>(limits.repeated_frame_window, 1)),
      slots_(std::bit_ceil(ring_.size() * 4)) {}

bool RepeatedFrames::seen_before(const IpHeader& ip, const TcpSegment& segment,
                                 std::string_view bytes) {
  if (!is_marked(ip, segment)) return false;
  constexpr std::size_t kChecksumAt = 16;
  std::uint64_t hash = address_hash(ip.source, ip.identification);
  hash = address_hash(ip.destination, hash + segment.payload_length);
  hash = fingerprint_of(bytes.substr(0, kChecksumAt), hash);
  hash = fingerprint_of(bytes.substr(kChecksumAt + 2), hash);
  const bool seen = slots_[find(hash)].number != 0;

  ++number_;
  std::uint64_t& oldest = ring_[number_ % ring_.size()];
  if (number_ > ring_.size()) {
    const std::size_t slot = find(oldest);
    if (slots_[slot].number == number_ - ring_.size()) erase(slot);
  }
  oldest = hash;
  slots_[find(hash)] = {hash, number_};
  return seen;
}

std::size_t RepeatedFrames::find(std::uint64_t fingerprint) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = fingerprint & mask;
  while (slots_[at].number != 0 && slots_[at].fingerprint != fingerprint) at = (at + 1) & mask;
  return at;
}

// Those behind it that it kept from their place move up.
void RepeatedFrames::erase(std::size_t slot) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t free = slot;
  for (std::size_t at = (free + 1) & mask; slots_[at].number != 0; at = (at + 1) & mask) {
    const std::size_t home = slots_[at].fingerprint & mask;
    if (((at - home) & mask) >= ((at - free) & mask)) {
      slots_[free] = slots_[at];
      free = at;
    }
  }
  slots_[free] = {};
}

}  // namespace constat::capture
