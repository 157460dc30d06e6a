#include "tools/forge/tls_records.h"

#include <algorithm>
#include <string>

namespace constat::forge {
namespace {

enum class Content : char { kChangeCipherSpec = 20, kHandshake = 22, kApplicationData = 23 };

std::string record(Content content, const std::string& fragment) {
  std::string out;
  out += static_cast<char>(content);
  out += "\x03\x03";
  out += static_cast<char>(fragment.size() >> 8);
  out += static_cast<char>(fragment.size() & 0xff);
  return out + fragment;
}

// A handshake message in clear: type, 24-bit length, body.
std::string handshake(char type, const std::string& body) {
  std::string message(1, type);
  message += '\0';
  message += static_cast<char>(body.size() >> 8);
  message += static_cast<char>(body.size() & 0xff);
  return record(Content::kHandshake, message + body);
}

std::string client_hello(Random& random) {
  using namespace std::string_literals;
  return handshake(1, "\x03\x03"s + random.bytes(32) + "\0\0\x04\xc0\x2f\xc0\x30\x01\0"s);
}

std::string server_hello(Random& random) {
  using namespace std::string_literals;
  return handshake(2, "\x03\x03"s + random.bytes(32) + "\0\xc0\x2f\0"s);
}

std::string finished(Random& random) {
  return record(Content::kChangeCipherSpec, "\x01") + record(Content::kHandshake, random.bytes(40));
}

}  // namespace

void say_encrypted(std::uint64_t client_bytes, Speaker& speaker, Random& random) {
  speaker.client_bytes(client_hello(random));
  speaker.server_bytes(server_hello(random));
  speaker.send();
  speaker.client_bytes(finished(random));
  speaker.server_bytes(finished(random));
  speaker.send();
  for (std::uint64_t left = client_bytes; left > 0;) {
    const std::uint64_t size = std::min<std::uint64_t>(left, 4096);
    speaker.client_bytes(record(Content::kApplicationData, random.bytes(size)));
    speaker.server_bytes(record(Content::kApplicationData, random.bytes(48)));
    speaker.send();
    left -= size;
  }
}

}  // namespace constat::forge
