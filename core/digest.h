// SHA-256 (FIPS 180-4) over OpenSSL, its state held in place: 112 bytes, no allocation, no fetch of
// an algorithm, so that a million mails may be hashed at once and an address costs two blocks.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace constat {

struct Digest {
  std::array<std::uint8_t, 32> bytes{};
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

// 64 lower-case hexadecimal digits.
std::string to_hex(const Digest& digest);

// Takes bytes in any number of pieces. Reusable: finish() starts afresh. A copy goes on from the
// same bytes.
class Sha256 {
 public:
  Sha256();

  void update(std::string_view bytes);
  Digest finish();

 private:
  alignas(8) std::array<std::uint8_t, 112> state_;  // a SHA256_CTX
};

Digest sha256(std::string_view bytes);

// HMAC-SHA-256 (RFC 2104) with its key taken in once.
class HmacKey {
 public:
  explicit HmacKey(std::string_view key);
  Digest of(std::string_view bytes) const;

 private:
  Sha256 inner_;
  Sha256 outer_;
};
Digest hmac_sha256(std::string_view key, std::string_view bytes);

// RFC 4648 base32, lower case, no padding, of the first `bytes` bytes.
std::string to_base32(std::string_view bytes);
std::string to_base64(std::string_view bytes);

}  // namespace constat
