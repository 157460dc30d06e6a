// RSA (RFC 8017, PKCS #1 v1.5 with SHA-256) and Ed25519 (RFC 8032) over OpenSSL.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "core/digest.h"

namespace constat::parser::auth {

class PublicKey {
 public:
  // SubjectPublicKeyInfo or RSAPublicKey, DER; nullopt when it is neither.
  static std::optional<PublicKey> rsa(std::string_view der);
  // 32 bytes.
  static std::optional<PublicKey> ed25519(std::string_view bytes);

  std::uint32_t bits() const;
  // Does `signature` fit this digest (rsa-sha256; ed25519-sha256 signs the digest as its message,
  // RFC 8463 section 3)?
  bool verifies(const Digest& digest, std::string_view signature) const;

 private:
  struct Free {
    void operator()(void* key) const;
  };
  explicit PublicKey(void* key) : key_(key, Free()) {}

  std::shared_ptr<void> key_;  // an EVP_PKEY
};

}  // namespace constat::parser::auth
