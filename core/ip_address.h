// An IPv4 or IPv6 address, as a value.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace constat {

struct IpAddress {
  std::uint8_t version = 0;              // 4, 6, or 0 when not known
  std::array<std::uint8_t, 16> bytes{};  // network order; version 4 uses the first four

  static IpAddress v4(std::string_view four_bytes);
  static IpAddress v6(std::string_view sixteen_bytes);
  std::string_view network_bytes() const;  // 4 or 16 bytes, borrowed from this
  bool known() const { return version != 0; }
  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

// "192.0.2.1"; RFC 5952 text for version 6; "" when not known.
std::string to_string(const IpAddress& address);
// Unknown (version 0) when the text is neither.
IpAddress ip_address_from(std::string_view text);

struct Endpoint {
  IpAddress ip;
  std::uint16_t port = 0;
  friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
};

}  // namespace constat
