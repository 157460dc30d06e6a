// The functions named deprecated are the ones without allocation; they use the same SHA
// instructions as the others.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "core/digest.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <new>

namespace constat {
namespace {

static_assert(sizeof(SHA256_CTX) == sizeof(Sha256) && alignof(SHA256_CTX) <= alignof(Sha256));

constexpr std::size_t kBlock = 64;  // bytes; FIPS 180-4 section 1

SHA256_CTX* context_in(std::array<std::uint8_t, 112>& state) {
  return std::launder(reinterpret_cast<SHA256_CTX*>(state.data()));
}

// The key as one block, each byte combined with `pad` (RFC 2104 section 2).
Sha256 begun_with(std::string_view key, std::uint8_t pad) {
  std::array<char, kBlock> block;
  block.fill(static_cast<char>(pad));
  for (std::size_t i = 0; i < key.size(); ++i) {
    block[i] = static_cast<char>(block[i] ^ key[i]);
  }
  Sha256 hash;
  hash.update({block.data(), block.size()});
  return hash;
}

std::string_view view_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

}  // namespace

std::string to_hex(const Digest& digest) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(digest.bytes.size() * 2);
  for (const std::uint8_t byte : digest.bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

Sha256::Sha256() { SHA256_Init(::new (state_.data()) SHA256_CTX); }

void Sha256::update(std::string_view bytes) {
  SHA256_Update(context_in(state_), bytes.data(), bytes.size());
}

Digest Sha256::finish() {
  Digest digest;
  SHA256_Final(digest.bytes.data(), context_in(state_));
  SHA256_Init(context_in(state_));
  return digest;
}

Digest sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

HmacKey::HmacKey(std::string_view key) {
  const Digest shortened = key.size() > kBlock ? sha256(key) : Digest();
  if (key.size() > kBlock) key = view_of(shortened);
  inner_ = begun_with(key, 0x36);
  outer_ = begun_with(key, 0x5C);
}

Digest HmacKey::of(std::string_view bytes) const {
  Sha256 inner = inner_;
  inner.update(bytes);
  Sha256 outer = outer_;
  outer.update(view_of(inner.finish()));
  return outer.finish();
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) { return HmacKey(key).of(bytes); }

std::string to_base32(std::string_view bytes) {
  static constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  std::string text;
  text.reserve((bytes.size() * 8 + 4) / 5);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char byte : bytes) {
    bits = (bits << 8 | static_cast<std::uint8_t>(byte)) & 0xfff;
    count += 8;
    while (count >= 5) {
      count -= 5;
      text += kAlphabet[bits >> count & 31];
    }
  }
  if (count > 0) text += kAlphabet[bits << (5 - count) & 31];
  return text;
}

std::string to_base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3), '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  return text;
}

}  // namespace constat
