// libopendkim as a second opinion: signs mails with keys made here, and verifies them.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

// The library's header is C.
#define _Bool bool
#include <opendkim/dkim.h>
#undef _Bool

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "core/digest.h"

namespace constat::parser::auth::testing {

struct KeyPair {
  std::string pem;     // private
  std::string record;  // of the public key
};

inline std::string taken_from(BIO* bio) {
  char* bytes = nullptr;
  const long length = BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<std::size_t>(length)};
}

inline KeyPair make_rsa_key(std::size_t bits) {
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
      EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits), EVP_PKEY_free);
  const std::unique_ptr<BIO, int (*)(BIO*)> pem(BIO_new(BIO_s_mem()), BIO_free);
  const std::unique_ptr<BIO, int (*)(BIO*)> der(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_PrivateKey_traditional(pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  i2d_PUBKEY_bio(der.get(), key.get());
  return {taken_from(pem.get()), "v=DKIM1; k=rsa; p=" + to_base64(taken_from(der.get()))};
}

class OpenDkim {
 public:
  // Keys are looked up in a file of its own: one line "NAME RECORD".
  OpenDkim(const std::string& name, const std::string& record) {
    char path[] = "/tmp/constat_opendkim_XXXXXX";
    const int file = mkstemp(path);
    if (file < 0) std::abort();
    close(file);
    keys_ = path;
    std::ofstream(keys_) << name << ' ' << record << '\n';
    library_ = dkim_init(nullptr, nullptr);
    dkim_query_t method = DKIM_QUERY_FILE;
    dkim_options(library_, DKIM_OP_SETOPT, DKIM_OPTS_QUERYMETHOD, &method, sizeof method);
    dkim_options(library_, DKIM_OP_SETOPT, DKIM_OPTS_QUERYINFO, path, sizeof path - 1);
    std::uint64_t now = 1'772'434'800;  // 2026-03-02 08:00 +0100: no clock in a signature
    dkim_options(library_, DKIM_OP_SETOPT, DKIM_OPTS_FIXEDTIME, &now, sizeof now);
  }
  OpenDkim(const OpenDkim&) = delete;
  OpenDkim& operator=(const OpenDkim&) = delete;
  ~OpenDkim() {
    dkim_close(library_);
    unlink(keys_.c_str());
  }

  // The mail with a signature before it; "" when the library would not sign. `length`: of l=, -1
  // for none.
  std::string sign(const std::string& mail, const KeyPair& key, dkim_canon_t header,
                   dkim_canon_t body, ssize_t length) {
    DKIM_STAT status = DKIM_STAT_OK;
    DKIM* dkim =
        dkim_sign(library_, bytes("test"), nullptr, bytes(key.pem), bytes("sel"),
                  bytes("signer.example"), header, body, DKIM_SIGN_RSASHA256, length, &status);
    std::string out;
    if (dkim != nullptr && feed(dkim, mail) == DKIM_STAT_OK) {
      unsigned char field[8192] = {};
      if (dkim_getsighdr(dkim, field, sizeof field, sizeof DKIM_SIGNHEADER + 1) == DKIM_STAT_OK) {
        out = with_crlf_folds("DKIM-Signature: " +
                              std::string(reinterpret_cast<const char*>(field))) +
              "\r\n" + mail;
      }
    }
    if (dkim != nullptr) dkim_free(dkim);
    return out;
  }

  bool verifies(const std::string& mail) {
    DKIM_STAT status = DKIM_STAT_OK;
    DKIM* dkim = dkim_verify(library_, bytes("test"), nullptr, &status);
    const bool read = feed(dkim, mail) == DKIM_STAT_OK;
    DKIM_SIGINFO* signature = dkim_getsignature(dkim);
    const bool good = read && signature != nullptr && DKIM_SIG_CHECK(signature);
    dkim_free(dkim);
    return good;
  }

 private:
  static unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<unsigned char*>(const_cast<char*>(text.data()));
  }
  static std::string with_crlf_folds(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) out += '\r';
      out += text[i];
    }
    return out;
  }
  static DKIM_STAT feed(DKIM* dkim, const std::string& mail) {
    DKIM_STAT status = dkim_chunk(dkim, bytes(mail), mail.size());
    if (status == DKIM_STAT_OK) status = dkim_chunk(dkim, nullptr, 0);
    if (status == DKIM_STAT_OK) status = dkim_eom(dkim, nullptr);
    return status;
  }

  DKIM_LIB* library_ = nullptr;
  std::string keys_;
};

}  // namespace constat::parser::auth::testing
