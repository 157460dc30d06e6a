#include "parser/smtp/preamble.h"

#include <algorithm>
#include <charconv>

#include "core/ip_address.h"
#include "core/pseudonym.h"
#include "parser/smtp/claim.h"

namespace constat::parser::smtp {
namespace {

// What one HTTP head may take: as servers allow (RFC 9110 section 5.4 names no bound).
constexpr std::size_t kLongestHead = 8192;

Preamble incomplete() { return {PreambleKind::kIncomplete, 0}; }

bool may_become(std::string_view said, std::string_view word) {
  return said.substr(0, word.size()) == word.substr(0, said.size());
}

unsigned byte_at(std::string_view said, std::size_t at) {
  return static_cast<unsigned char>(said[at]);
}

// Behind the empty line of an HTTP head; npos when it is not there.
std::size_t end_of_head(std::string_view said) {
  const std::size_t crlf = said.find("\r\n\r\n");
  const std::size_t lf = said.substr(0, crlf).find("\n\n");
  if (lf != std::string_view::npos) return lf + 2;
  return crlf == std::string_view::npos ? crlf : crlf + 4;
}

std::uint64_t number_from(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void take_authority(std::string_view authority, Preamble& found) {
  const std::size_t colon = authority.rfind(':');
  std::string_view host = authority.substr(0, colon);
  if (colon != std::string_view::npos) {
    found.port = static_cast<std::uint16_t>(number_from(authority.substr(colon + 1)));
  }
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  found.host.assign(host.substr(0, 255));
}

// A client asks again when the proxy wants a password: all heads are one preamble. The fields of a
// head, which may hold a secret (Proxy-Authorization), are not looked at.
Preamble http_client(std::string_view said) {
  constexpr std::string_view kConnect = "CONNECT ";
  Preamble found;
  std::size_t at = 0;
  while (at < said.size() && may_become(said.substr(at), kConnect)) {
    const std::string_view rest = said.substr(at);
    const std::size_t end = end_of_head(rest.substr(0, kLongestHead));
    if (end == std::string_view::npos)
      return rest.size() < kLongestHead ? incomplete() : Preamble{};
    const std::string_view line = rest.substr(0, rest.find_first_of("\r\n"));
    const std::string_view target = line.substr(kConnect.size());
    if (target.find(" HTTP/1.") == std::string_view::npos) return {};
    found.kind = PreambleKind::kHttpConnect;
    take_authority(target.substr(0, target.find(' ')), found);
    at += end;
  }
  found.length = at;
  return found;
}

// Bytes of the body of an answer that is not yet 2xx.
std::uint64_t body_length(std::string_view head) {
  constexpr std::string_view kField = "content-length:";
  for (std::size_t at = head.find('\n'); at != std::string_view::npos; at = head.find('\n', at)) {
    ++at;
    if (!equals_ignoring_case(head.substr(at, kField.size()), kField)) continue;
    const std::string_view value = head.substr(at + kField.size());
    return number_from(value.substr(std::min(value.find_first_not_of(' '), value.size())));
  }
  return 0;
}

Preamble http_server(std::string_view said) {
  constexpr std::string_view kAnswer = "HTTP/1.";
  for (std::size_t at = 0; at < said.size();) {
    const std::string_view rest = said.substr(at);
    if (!may_become(rest, kAnswer)) return {};
    const std::size_t end = end_of_head(rest.substr(0, kLongestHead));
    if (end == std::string_view::npos)
      return rest.size() < kLongestHead ? incomplete() : Preamble{};
    const bool opened = end > 9 && rest[9] == '2';
    if (opened) return {PreambleKind::kHttpConnect, at + end};
    const std::uint64_t body = body_length(rest.substr(0, end));
    if (body > kLongestHead) return {};
    at += end + static_cast<std::size_t>(body);
  }
  return incomplete();
}

// RFC 1928 section 5: the length of an address of type `said[at]`, the type and the port included;
// 0: not known, npos: not all is there.
std::size_t socks_address_length(std::string_view said, std::size_t at) {
  if (at + 1 >= said.size()) return std::string_view::npos;
  const unsigned type = byte_at(said, at);
  const std::size_t length = type == 1   ? 1 + 4 + 2
                             : type == 4 ? 1 + 16 + 2
                             : type == 3 ? 1 + 1 + byte_at(said, at + 1) + 2
                                         : 0;
  if (length == 0) return 0;
  return at + length <= said.size() ? length : std::string_view::npos;
}

// Section 4 and 6: version, command or reply, reserved, address.
Preamble socks_request(std::string_view said, std::size_t at) {
  if (at + 3 >= said.size()) return incomplete();
  if (byte_at(said, at) != 5 || byte_at(said, at + 2) != 0) return {};
  const std::size_t length = socks_address_length(said, at + 3);
  if (length == std::string_view::npos) return incomplete();
  if (length == 0) return {};
  Preamble found{PreambleKind::kSocks5, at + 3 + length};
  const std::string_view address = said.substr(at + 4, length - 3);
  const unsigned type = byte_at(said, at + 3);
  found.host = type == 1   ? to_string(IpAddress::v4(address))
               : type == 4 ? to_string(IpAddress::v6(address))
                           : std::string(address.substr(1));
  found.port = static_cast<std::uint16_t>(byte_at(said, found.length - 2) << 8 |
                                          byte_at(said, found.length - 1));
  return found;
}

// RFC 1929: version 1, name and password, each behind its length.
Preamble socks_client(std::string_view said) {
  if (said.size() < 2) return incomplete();
  std::size_t at = 2 + byte_at(said, 1);
  if (at >= said.size()) return incomplete();
  if (byte_at(said, at) == 1) {
    for (int text = 0; text < 2; ++text) {
      const std::size_t length_at = text == 0 ? at + 1 : at;
      if (length_at >= said.size()) return incomplete();
      at = length_at + 1 + byte_at(said, length_at);
    }
    if (at >= said.size()) return incomplete();
  }
  const Preamble found = socks_request(said, at);
  const bool connects = found.length == 0 || byte_at(said, at + 1) == 1;
  return connects ? found : Preamble{};
}

Preamble socks_server(std::string_view said) {
  if (said.size() < 2) return incomplete();
  std::size_t at = 2;
  if (byte_at(said, 1) == 2) {
    if (said.size() < 4) return incomplete();
    if (byte_at(said, 2) != 1 || byte_at(said, 3) != 0) return {};
    at = 4;
  } else if (byte_at(said, 1) != 0) {
    return {};
  }
  Preamble found = socks_request(said, at);
  if (found.length > 0 && byte_at(said, at + 1) != 0) return {};
  found.host.clear();
  found.port = 0;
  return found;
}

}  // namespace

std::string_view name_of(TunnelKind kind) {
  return kind == TunnelKind::kHttpConnect ? "http_connect" : "socks5";
}

Preamble find_client_preamble(std::string_view said) {
  if (said.empty()) return {};
  if (said[0] == '\x05') return socks_client(said);
  if (said[0] == 'C') return http_client(said);
  if (!may_become(said, kProxySignature)) return {};
  const std::size_t length = proxy_header_length(said);
  return length > 0 ? Preamble{PreambleKind::kProxyV2, length} : incomplete();
}

Preamble find_server_preamble(std::string_view said) {
  if (said.empty()) return {};
  if (said[0] == '\x05') return socks_server(said);
  return said[0] == 'H' ? http_server(said) : Preamble{};
}

}  // namespace constat::parser::smtp
