#include "parser/auth/public_key.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace constat::parser::auth {
namespace {

using Context = std::unique_ptr<EVP_PKEY_CTX, void (*)(EVP_PKEY_CTX*)>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

bool verifies_rsa(EVP_PKEY* key, const Digest& digest, std::string_view signature) {
  const Context context(EVP_PKEY_CTX_new(key, nullptr), EVP_PKEY_CTX_free);
  return context != nullptr && EVP_PKEY_verify_init(context.get()) == 1 &&
         EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
         EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1 &&
         EVP_PKEY_verify(context.get(), bytes_of(signature), signature.size(), digest.bytes.data(),
                         digest.bytes.size()) == 1;
}

bool verifies_ed25519(EVP_PKEY* key, const Digest& digest, std::string_view signature) {
  const DigestContext context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), digest.bytes.data(),
                          digest.bytes.size()) == 1;
}

}  // namespace

void PublicKey::Free::operator()(void* key) const { EVP_PKEY_free(static_cast<EVP_PKEY*>(key)); }

std::optional<PublicKey> PublicKey::rsa(std::string_view der) {
  const auto length = static_cast<long>(der.size());
  const unsigned char* at = bytes_of(der);
  EVP_PKEY* key = d2i_PUBKEY(nullptr, &at, length);
  if (key == nullptr) {
    at = bytes_of(der);
    key = d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, length);
  }
  ERR_clear_error();
  if (key == nullptr) return std::nullopt;
  PublicKey read(key);
  const bool whole = at == bytes_of(der) + der.size();
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA || !whole) return std::nullopt;
  return read;
}

std::optional<PublicKey> PublicKey::ed25519(std::string_view bytes) {
  if (bytes.size() != 32) return std::nullopt;
  EVP_PKEY* key =
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(bytes), bytes.size());
  ERR_clear_error();
  if (key == nullptr) return std::nullopt;
  return PublicKey(key);
}

std::uint32_t PublicKey::bits() const {
  const int bits = EVP_PKEY_get_bits(static_cast<EVP_PKEY*>(key_.get()));
  return bits < 0 ? 0 : static_cast<std::uint32_t>(bits);
}

bool PublicKey::verifies(const Digest& digest, std::string_view signature) const {
  auto* key = static_cast<EVP_PKEY*>(key_.get());
  const bool fits = EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA
                        ? verifies_rsa(key, digest, signature)
                        : verifies_ed25519(key, digest, signature);
  ERR_clear_error();
  return fits;
}

}  // namespace constat::parser::auth
