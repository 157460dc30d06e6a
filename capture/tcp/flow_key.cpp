// SipHash: J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF", 2012.

#include "capture/tcp/flow_key.h"

#include <bit>
#include <cstring>

namespace constat::capture {
namespace {

class SipHash13 {
 public:
  explicit SipHash13(const std::array<std::uint64_t, 2>& key)
      : v0_(key[0] ^ 0x736f6d6570736575),
        v1_(key[1] ^ 0x646f72616e646f6d),
        v2_(key[0] ^ 0x6c7967656e657261),
        v3_(key[1] ^ 0x7465646279746573) {}

  void add(std::uint64_t word) {
    v3_ ^= word;
    mix();
    v0_ ^= word;
  }

  std::uint64_t finish() {
    v2_ ^= 0xFF;
    mix();
    mix();
    mix();
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }

 private:
  void mix() {
    v0_ += v1_;
    v1_ = std::rotl(v1_, 13) ^ v0_;
    v0_ = std::rotl(v0_, 32);
    v2_ += v3_;
    v3_ = std::rotl(v3_, 16) ^ v2_;
    v0_ += v3_;
    v3_ = std::rotl(v3_, 21) ^ v0_;
    v2_ += v1_;
    v1_ = std::rotl(v1_, 17) ^ v2_;
    v2_ = std::rotl(v2_, 32);
  }

  std::uint64_t v0_;
  std::uint64_t v1_;
  std::uint64_t v2_;
  std::uint64_t v3_;
};

void add_address(SipHash13& hash, const std::array<std::uint8_t, 16>& address,
                 std::uint8_t version) {
  std::array<std::uint64_t, 2> words{};
  std::memcpy(words.data(), address.data(), sizeof words);
  hash.add(words[0]);
  if (version == 6) hash.add(words[1]);
}

// Below 0, 0, above 0: `a` is less, equal, greater.
int compare(const Endpoint& a, const Endpoint& b) {
  const int addresses = std::memcmp(a.ip.bytes.data(), b.ip.bytes.data(), a.ip.bytes.size());
  return addresses != 0 ? addresses : int{a.port} - int{b.port};
}

}  // namespace

KeyedSender key_of(const TcpSegment& segment) {
  const bool in_order = compare(segment.source, segment.destination) <= 0;
  const Endpoint& lesser = in_order ? segment.source : segment.destination;
  const Endpoint& greater = in_order ? segment.destination : segment.source;
  return {{{lesser.ip.bytes, greater.ip.bytes}, {lesser.port, greater.port}, lesser.ip.version},
          in_order ? End::kLesser : End::kGreater};
}

std::size_t FlowHash::operator()(const FlowKey& key) const {
  SipHash13 hash(secret_);
  for (const auto& address : key.addresses) add_address(hash, address, key.version);
  hash.add(std::uint64_t{key.ports[0]} << 32 | std::uint64_t{key.ports[1]} << 8 | key.version);
  return hash.finish();
}

}  // namespace constat::capture
