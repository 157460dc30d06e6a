#include "parser/smtp/claim.h"

#include <algorithm>
#include <charconv>

#include "core/pseudonym.h"
#include "parser/smtp/xtext.h"

namespace constat::parser::smtp {
namespace {

std::string_view next_word(std::string_view& rest) {
  const std::size_t start = std::min(rest.find_first_not_of(" \t"), rest.size());
  rest.remove_prefix(start);
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
  rest.remove_prefix(word.size());
  return word;
}

bool read_port(std::string_view text, std::uint16_t& port) {
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, port);
  return error == std::errc() && rest == end;
}

bool read_address(std::string_view text, std::uint8_t version, IpAddress& address) {
  const IpAddress read = ip_address_from(text);
  if (!read.known() || (version != 0 && read.version != version)) return false;
  address = read;
  return true;
}

std::uint16_t big_endian(std::string_view two) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(two[0]) << 8 |
                                    static_cast<unsigned char>(two[1]));
}

// Postfix writes "IPV6:2001:db8::1" for version 6.
std::string_view without_tag(std::string_view address) {
  constexpr std::string_view kTag = "IPV6:";
  return equals_ignoring_case(address.substr(0, kTag.size()), kTag) ? address.substr(kTag.size())
                                                                    : address;
}

// "[UNAVAILABLE]" and "[TEMPUNAVAIL]" say that nothing is said.
bool is_unavailable(std::string_view value) { return value.starts_with('['); }

bool take_attribute(const ClaimAttribute& attribute, Claim& claim) {
  if (is_unavailable(attribute.value)) return true;
  const std::string_view value = attribute.value;
  if (attribute.name == "ADDR") return read_address(without_tag(value), 0, claim.source.ip);
  if (attribute.name == "PORT") return read_port(value, claim.source.port);
  if (attribute.name == "DESTADDR") {
    return read_address(without_tag(value), 0, claim.destination.ip);
  }
  if (attribute.name == "DESTPORT") return read_port(value, claim.destination.port);
  return true;
}

}  // namespace

std::string_view name_of(ClaimedBy by) {
  switch (by) {
    case ClaimedBy::kProxyV1:
      return "proxy_v1";
    case ClaimedBy::kProxyV2:
      return "proxy_v2";
    case ClaimedBy::kXclient:
      return "xclient";
    case ClaimedBy::kXforward:
      return "xforward";
  }
  return "";
}

// proxy-protocol.txt section 2.1.
bool read_proxy_line(std::string_view line, Claim& claim) {
  claim.by = ClaimedBy::kProxyV1;
  if (!equals_ignoring_case(next_word(line), "PROXY")) return false;
  const std::string_view protocol = next_word(line);
  if (protocol == "UNKNOWN") return true;
  if (protocol != "TCP4" && protocol != "TCP6") return false;
  const std::uint8_t version = protocol == "TCP4" ? 4 : 6;
  Endpoint source, destination;
  const bool read = read_address(next_word(line), version, source.ip) &&
                    read_address(next_word(line), version, destination.ip) &&
                    read_port(next_word(line), source.port) &&
                    read_port(next_word(line), destination.port) && next_word(line).empty();
  if (!read) return false;
  claim.source = source;
  claim.destination = destination;
  return true;
}

std::size_t proxy_header_length(std::string_view bytes) {
  constexpr std::size_t kFixed = 16;
  if (bytes.size() < kFixed || !bytes.starts_with(kProxySignature)) return 0;
  const std::size_t length = kFixed + big_endian(bytes.substr(14, 2));
  return length <= bytes.size() ? length : 0;
}

// Section 2.2: version and command, family and protocol, length, addresses. What follows them
// (TLVs) tells nothing of the addresses.
bool read_proxy_header(std::string_view header, Claim& claim) {
  claim.by = ClaimedBy::kProxyV2;
  const auto command = static_cast<unsigned char>(header[12]);
  const auto family = static_cast<unsigned char>(header[13]);
  if (command >> 4 != 2 || (command & 0xf) > 1) return false;
  if ((command & 0xf) == 0) return true;  // LOCAL: the proxy itself
  const std::string_view said = header.substr(16);
  const std::size_t width = family >> 4 == 1 ? 4 : family >> 4 == 2 ? 16 : 0;
  if (width == 0) return family == 0 || family >> 4 == 3;  // unspecified, or a local socket
  if (said.size() < 2 * width + 4) return false;
  const auto address = [&](std::size_t at) {
    return width == 4 ? IpAddress::v4(said.substr(at, 4)) : IpAddress::v6(said.substr(at, 16));
  };
  claim.source = {address(0), big_endian(said.substr(2 * width, 2))};
  claim.destination = {address(width), big_endian(said.substr(2 * width + 2, 2))};
  return true;
}

bool read_claim_attributes(std::string_view text, Claim& claim) {
  bool good = true;
  for (std::string_view word = next_word(text); !word.empty(); word = next_word(text)) {
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      good = false;
      continue;
    }
    ClaimAttribute attribute;
    attribute.name = to_upper_ascii(word.substr(0, equals));
    good = decode_xtext(word.substr(equals + 1), attribute.value) && good;
    good = take_attribute(attribute, claim) && good;
    claim.attributes.push_back(std::move(attribute));
  }
  return good && !claim.attributes.empty();
}

}  // namespace constat::parser::smtp
