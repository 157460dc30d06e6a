// SHA-256 (FIPS 180-4) over OpenSSL.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace constat {

struct Digest {
  std::array<std::uint8_t, 32> bytes{};
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

// 64 lower-case hexadecimal digits.
std::string to_hex(const Digest& digest);

// Takes bytes in any number of pieces. Reusable: finish() starts afresh. Movable, not copyable.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  Digest finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

Digest sha256(std::string_view bytes);

// HMAC-SHA-256 (RFC 2104).
Digest hmac_sha256(std::string_view key, std::string_view bytes);

// RFC 4648 base32, lower case, no padding, of the first `bytes` bytes.
std::string to_base32(std::string_view bytes);
std::string to_base64(std::string_view bytes);

}  // namespace constat
