#include "capture/packet/filter_words.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <string>

namespace constat::capture {
namespace {

// Key words of libpcap's scanner (scanner.l of 1.10). Left out are those that take a name as their
// argument (gateway, ifname, type, subtype, ...).
constexpr std::string_view kKeyWords[] = {
    "ether", "link", "ip", "ip6", "arp", "rarp", "tcp", "udp", "sctp", "icmp", "icmp6", "igmp",
    "igrp", "pim", "vrrp", "carp", "ah", "esp", "ppp", "slip", "fddi", "tr", "wlan", "radio",
    "atalk", "aarp", "decnet", "lat", "sca", "moprc", "mopdl", "iso", "esis", "es-is", "isis",
    "is-is", "clnp", "stp", "ipx", "netbeui", "llc", "src", "dst", "host", "net", "mask", "port",
    "portrange", "proto", "protochain", "and", "or", "not", "len", "length", "less", "greater",
    "byte", "broadcast", "multicast", "inbound", "outbound", "ifindex", "vlan", "mpls", "pppoed",
    "pppoes", "geneve", "ra", "ta", "addr1", "addr2", "addr3", "addr4", "address1", "address2",
    "address3", "address4",
    // Fields and values that stand for numbers.
    "tcpflags", "tcp-fin", "tcp-syn", "tcp-rst", "tcp-push", "tcp-ack", "tcp-urg", "tcp-ece",
    "tcp-cwr", "icmptype", "icmpcode", "icmp-echoreply", "icmp-unreach", "icmp-sourcequench",
    "icmp-redirect", "icmp-echo", "icmp-routeradvert", "icmp-routersolicit", "icmp-timxceed",
    "icmp-paramprob", "icmp-tstamp", "icmp-tstampreply", "icmp-ireq", "icmp-ireqreply",
    "icmp-maskreq", "icmp-maskreply", "icmp6type", "icmp6code"};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_word_character(char c) {
  return is_digit(c) || is_letter(c) || c == '_' || c == '-' || c == '.' || c == ':' ||
         static_cast<unsigned char>(c) >= 128;
}

bool is_key_word(std::string_view word) {
  return std::find(std::begin(kKeyWords), std::end(kKeyWords), word) != std::end(kKeyWords);
}

bool all_of(std::string_view text, bool (*is)(char)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

bool is_number(std::string_view word) {
  if (word.starts_with("0x") || word.starts_with("0X")) return all_of(word.substr(2), is_hex);
  return all_of(word, is_digit);
}

// As many parts of `word`, parted by `mark`, as there are, up to 9; each passes `is`.
template <typename Test>
std::size_t parts_of(std::string_view word, char mark, Test is) {
  for (std::size_t count = 1; count < 9; ++count) {
    const std::size_t end = std::min(word.find(mark), word.size());
    if (!is(word.substr(0, end))) return 0;
    if (end == word.size()) return count;
    word.remove_prefix(end + 1);
  }
  return 0;
}

bool is_ethernet_address(std::string_view word) {
  const auto is_byte = [](std::string_view part) {
    return part.size() <= 2 && all_of(part, is_hex);
  };
  const auto is_pair = [](std::string_view part) {
    return part.size() == 4 && all_of(part, is_hex);
  };
  return parts_of(word, ':', is_byte) == 6 || parts_of(word, '-', is_byte) == 6 ||
         parts_of(word, '.', is_byte) == 6 || parts_of(word, '.', is_pair) == 3;
}

bool is_ip6_address(std::string_view word) {
  std::array<unsigned char, 16> address{};
  return inet_pton(AF_INET6, std::string(word).c_str(), address.data()) == 1;
}

// What stands for itself, so that nothing is looked up. `before` is the word before it.
bool is_plain(std::string_view word, std::string_view before) {
  const std::size_t dotted = parts_of(word, '.', is_number);
  if (is_key_word(word) || (dotted >= 1 && dotted <= 4)) return true;
  if (is_ethernet_address(word) || is_ip6_address(word)) return true;
  if (before == "portrange" && parts_of(word, '-', is_number) == 2) return true;
  // "tcp[tcpflags:1]", with blanks before or after the colon too.
  if (word.starts_with(':')) word.remove_prefix(1);
  if (word.ends_with(':')) word.remove_suffix(1);
  const auto is_offset = [](std::string_view part) { return is_key_word(part) || is_number(part); };
  if (word.empty()) return true;
  const std::size_t offsets = parts_of(word, ':', is_offset);
  return offsets == 1 || offsets == 2;
}

}  // namespace

absl::Status check_filter_words(std::string_view expression) {
  std::string_view before;
  for (std::size_t at = 0; at < expression.size();) {
    // A word begins with a letter, a digit or, in an IPv6 address, with a colon.
    const bool begins =
        is_word_character(expression[at]) && expression[at] != '-' && expression[at] != '.';
    if (!begins) {
      ++at;
      continue;
    }
    const auto past = std::find_if_not(expression.begin() + static_cast<std::ptrdiff_t>(at),
                                       expression.end(), is_word_character);
    const auto end = static_cast<std::size_t>(past - expression.begin());
    const std::string_view word = expression.substr(at, end - at);
    // "\\tcp" is a name again.
    const bool escaped = at > 0 && expression[at - 1] == '\\';
    if (escaped || !is_plain(word, before)) {
      return absl::InvalidArgumentError(
          "filter '" + std::string(expression) + "': '" + std::string(word) +
          "' is neither a word of pcap-filter(7), a number nor an address;"
          " names are not looked up: write the address or the number");
    }
    before = word;
    at = end;
  }
  return absl::OkStatus();
}

}  // namespace constat::capture
