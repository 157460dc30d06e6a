// What may stand before SMTP on a connection: the handshake of a tunnel (HTTP CONNECT, RFC 9110
// section 9.3.6; SOCKS5, RFC 1928 and 1929) and the header of PROXY protocol 2. Each side's part is
// found in that side's bytes alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes.h"

namespace constat::parser::smtp {

enum class PreambleKind : std::uint8_t { kNone, kIncomplete, kHttpConnect, kSocks5, kProxyV2 };

struct Preamble {
  PreambleKind kind = PreambleKind::kNone;
  std::size_t length = 0;  // of all of it; 0 for kNone and kIncomplete
  // Of a tunnel, by the client: where it leads. "" and 0 in the server's part.
  std::string host{};
  std::uint16_t port = 0;
};

// `said`: from the first byte of a side, or from behind another preamble.
Preamble find_client_preamble(std::string_view said);
Preamble find_server_preamble(std::string_view said);

// A tunnel through which a client reached its server: the far end is what the client asked for, not
// what was observed.
enum class TunnelKind : std::uint8_t { kHttpConnect, kSocks5 };
std::string_view name_of(TunnelKind kind);  // "http_connect", "socks5"

struct Tunnel {
  TunnelKind kind = TunnelKind::kHttpConnect;
  std::string host;
  std::uint16_t port = 0;
  ByteRange where;  // in the client's stream
};

}  // namespace constat::parser::smtp
