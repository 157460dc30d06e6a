// Signs mails with an Ed25519 key made in the test (RFC 8463). Fields and bodies are written in
// their relaxed canonical form from the start, so that what is signed is what stands there.
#pragma once

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "core/digest.h"

namespace constat::parser::auth::testing {

class Signer {
 public:
  Signer() : key_(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free) {}

  std::string public_key() const {
    std::array<unsigned char, 32> bytes{};
    std::size_t length = bytes.size();
    EVP_PKEY_get_raw_public_key(key_.get(), bytes.data(), &length);
    return to_base64({reinterpret_cast<const char*>(bytes.data()), length});
  }
  std::string record() const { return "v=DKIM1; k=ed25519; p=" + public_key(); }
  // One row of a snapshot, for the selector "s" of `domain`.
  std::string row(std::string_view domain, std::string_view observed_at = "") const {
    return row_of(domain, record(), observed_at);
  }
  static std::string row_of(std::string_view domain, std::string_view record,
                            std::string_view observed_at = "") {
    std::string row = R"({"name":"s._domainkey.)" + std::string(domain) +
                      R"(","type":"TXT","data":")" + std::string(record) + '"';
    if (!observed_at.empty()) row += R"(,"observed_at":")" + std::string(observed_at) + '"';
    return row + "}\n";
  }

  // base64 of the signature over the canonical `input`.
  std::string value_of(std::string_view input) const {
    const Digest digest = sha256(input);
    std::array<unsigned char, 64> bytes{};
    std::size_t length = bytes.size();
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(),
                                                                     EVP_MD_CTX_free);
    EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get());
    EVP_DigestSign(context.get(), bytes.data(), &length, digest.bytes.data(), digest.bytes.size());
    return to_base64({reinterpret_cast<const char*>(bytes.data()), length});
  }

  static std::string hash_of(std::string_view text) {
    const Digest digest = sha256(text);
    return to_base64({reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()});
  }

  // A signature field over `from` (a canonical From field), with `tags` before b=.
  std::string dkim(std::string_view from, std::string_view body, std::string_view tags,
                   std::string_view hash = "") const {
    const std::string field = "dkim-signature:v=1; a=ed25519-sha256; c=relaxed/relaxed; bh=" +
                              (hash.empty() ? hash_of(body) : std::string(hash)) + "; " +
                              std::string(tags) + "; b=";
    return field + value_of(std::string(from) + field) + "\r\n";
  }

 private:
  std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key_;
};

}  // namespace constat::parser::auth::testing
