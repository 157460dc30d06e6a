#include "core/ip_address.h"

#include <arpa/inet.h>

#include <cassert>
#include <cstring>

namespace constat {
namespace {

IpAddress make(std::uint8_t version, std::string_view bytes) {
  IpAddress address;
  address.version = version;
  std::memcpy(address.bytes.data(), bytes.data(), bytes.size());
  return address;
}

}  // namespace

IpAddress IpAddress::v4(std::string_view four_bytes) {
  assert(four_bytes.size() == 4);
  return make(4, four_bytes);
}

IpAddress IpAddress::v6(std::string_view sixteen_bytes) {
  assert(sixteen_bytes.size() == 16);
  return make(6, sixteen_bytes);
}

std::string_view IpAddress::network_bytes() const {
  return {reinterpret_cast<const char*>(bytes.data()), version == 4 ? 4u : 16u};
}

std::string to_string(const IpAddress& address) {
  if (!address.known()) return {};
  char text[INET6_ADDRSTRLEN];
  const int family = address.version == 4 ? AF_INET : AF_INET6;
  return inet_ntop(family, address.bytes.data(), text, sizeof text) != nullptr ? text : "";
}

IpAddress ip_address_from(std::string_view text) {
  const std::string terminated(text);
  IpAddress address;
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) {
    address.version = 4;
  } else if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) {
    address.version = 6;
  }
  return address;
}

}  // namespace constat
