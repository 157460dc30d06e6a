// Community ID v1 (github.com/corelight/community-id-spec) for TCP.
#include "capture/stream_events.h"

#include <openssl/evp.h>

namespace constat::capture {
namespace {

void append_16(std::string& bytes, unsigned value) {
  bytes += static_cast<char>(value >> 8 & 0xFF);
  bytes += static_cast<char>(value & 0xFF);
}

std::string sha1(std::string_view bytes) {
  std::string digest(20, '\0');
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
             EVP_sha1(), nullptr);
  return digest;
}

}  // namespace

std::string community_id(const Endpoint& a, const Endpoint& b) {
  const bool a_first = a.ip.network_bytes() < b.ip.network_bytes() ||
                       (a.ip.network_bytes() == b.ip.network_bytes() && a.port < b.port);
  const Endpoint& first = a_first ? a : b;
  const Endpoint& second = a_first ? b : a;
  std::string bytes;
  append_16(bytes, 0);  // seed
  bytes += first.ip.network_bytes();
  bytes += second.ip.network_bytes();
  bytes += '\x06';  // TCP
  bytes += '\0';
  append_16(bytes, first.port);
  append_16(bytes, second.port);
  return "1:" + to_base64(sha1(bytes));
}

}  // namespace constat::capture
