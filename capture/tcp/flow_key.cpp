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

void add_address(SipHash13& hash, const IpAddress& address) {
  std::array<std::uint64_t, 2> words{};
  std::memcpy(words.data(), address.bytes.data(), sizeof words);
  hash.add(words[0]);
  if (address.version == 6) hash.add(words[1]);
}

}  // namespace

KeyedSender key_of(const TcpSegment& segment) {
  if (segment.source <= segment.destination) {
    return {{segment.source, segment.destination}, End::kLesser};
  }
  return {{segment.destination, segment.source}, End::kGreater};
}

std::size_t FlowHash::operator()(const FlowKey& key) const {
  SipHash13 hash(secret_);
  add_address(hash, key.lesser.ip);
  add_address(hash, key.greater.ip);
  hash.add(std::uint64_t{key.lesser.port} << 32 | std::uint64_t{key.greater.port} << 8 |
           key.lesser.ip.version);
  return hash.finish();
}

}  // namespace constat::capture
