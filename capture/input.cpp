// What kind of input the first bytes show, and the names used in records.

#include "capture/input.h"

#include <algorithm>
#include <cassert>

namespace constat::capture {
namespace {

// Lines looked at before a text is said not to be a mail.
constexpr int kHeaderLines = 64;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr bool is_name_character(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || is_digit(c) || c == '-' || c == '_';
}

bool equals_lower(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return lower(a) == b; });
}

// Takes the first line, without its line end, off the front of `rest`.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Field names of RFC 5322 section 3.6, RFC 2045, and those that mail systems put first.
constexpr std::string_view kFieldNames[] = {"return-path",
                                            "received",
                                            "from",
                                            "sender",
                                            "reply-to",
                                            "to",
                                            "cc",
                                            "bcc",
                                            "subject",
                                            "date",
                                            "message-id",
                                            "in-reply-to",
                                            "references",
                                            "comments",
                                            "keywords",
                                            "mime-version",
                                            "delivered-to",
                                            "envelope-to",
                                            "precedence",
                                            "user-agent",
                                            "dkim-signature",
                                            "received-spf",
                                            "auto-submitted",
                                            "newsgroups",
                                            "status",
                                            "importance",
                                            "priority",
                                            "organization",
                                            "delivery-date",
                                            "apparently-to",
                                            "errors-to",
                                            "path",
                                            "lines",
                                            "xref",
                                            "domainkey-signature"};
constexpr std::string_view kFieldFamilies[] = {
    "x-",      "content-",  "list-",        "resent-",  "arc-", "authentication-",
    "thread-", "original-", "disposition-", "feedback-"};

bool is_known_field(std::string_view name) {
  const auto is_name = [&](std::string_view known) { return equals_lower(name, known); };
  const auto is_of_family = [&](std::string_view family) {
    return name.size() > family.size() && equals_lower(name.substr(0, family.size()), family);
  };
  return std::any_of(std::begin(kFieldNames), std::end(kFieldNames), is_name) ||
         std::any_of(std::begin(kFieldFamilies), std::end(kFieldFamilies), is_of_family);
}

bool is_header_field(std::string_view line) {
  const auto past = std::find_if_not(line.begin(), line.end(), is_name_character);
  const auto length = static_cast<std::size_t>(past - line.begin());
  std::string_view rest = line.substr(length);
  while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
  return length > 0 && rest.starts_with(':') && is_known_field(line.substr(0, length));
}

// "hh:mm" somewhere, and four digits standing alone that can be a year.
bool has_time_and_year(std::string_view text) {
  bool time = false;
  bool year = false;
  std::size_t digits = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && is_digit(text[at])) {
      ++digits;
      continue;
    }
    if (digits == 4) year = year || text[at - 4] == '1' || text[at - 4] == '2';
    if (digits == 2 || digits == 1) {
      time = time || (at + 2 < text.size() && text[at] == ':' && is_digit(text[at + 1]) &&
                      is_digit(text[at + 2]));
    }
    digits = 0;
  }
  return time && year;
}

// mboxrd(5): "From ", the envelope sender, a date as asctime(3) writes it.
bool is_mbox_separator(std::string_view line) {
  if (!line.starts_with("From ")) return false;
  line.remove_prefix(5);
  const std::size_t word = line.find(' ', line.find_first_not_of(' '));
  return word != std::string_view::npos && has_time_and_year(line.substr(word));
}

// A first byte that no text has: ELF, PNG, gzip, zip and the like put a control byte early.
bool begins_like_binary(std::string_view head) {
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\r' && c != '\n') || byte == 0x7F;
  };
  const std::string_view first = head.substr(0, 8);
  return std::any_of(first.begin(), first.end(), is_control);
}

bool is_mail(std::string_view head) {
  if (begins_like_binary(head)) return false;
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || head[first] == '<') return false;
  bool begun = false;
  for (int line_number = 0; line_number < kHeaderLines && !head.empty();) {
    const std::string_view line = take_line(head);
    if (line.empty() && !begun) continue;
    if (line.empty()) return false;
    if (is_header_field(line)) return true;
    begun = true;
    ++line_number;
  }
  return false;
}

InputKind recognise_capture(std::string_view head) {
  struct Magic {
    std::string_view bytes;
    InputKind kind;
  };
  // libpcap's savefile magics in both byte orders (microseconds, nanoseconds, "modified"), and the
  // pcapng Section Header Block, whose type reads the same in both.
  static constexpr Magic kMagics[] = {
      {"\xa1\xb2\xc3\xd4", InputKind::kPcap},  {"\xd4\xc3\xb2\xa1", InputKind::kPcap},
      {"\xa1\xb2\x3c\x4d", InputKind::kPcap},  {"\x4d\x3c\xb2\xa1", InputKind::kPcap},
      {"\xa1\xb2\xcd\x34", InputKind::kPcap},  {"\x34\xcd\xb2\xa1", InputKind::kPcap},
      {"\x0a\x0d\x0d\x0a", InputKind::kPcapng}};
  for (const Magic& magic : kMagics) {
    if (head.starts_with(magic.bytes)) return magic.kind;
  }
  return InputKind::kUnknown;
}

// Four line ends are also how a mail with leading empty lines may begin; a section header has its
// byte-order magic at offset 8.
bool is_section_header(std::string_view head) {
  const std::string_view order = head.size() >= 12 ? head.substr(8, 4) : std::string_view();
  return head.size() < 12 || order == "\x1a\x2b\x3c\x4d" || order == "\x4d\x3c\x2b\x1a";
}

}  // namespace

std::string_view name_of(InputKind kind) {
  switch (kind) {
    case InputKind::kPcap:
      return "pcap";
    case InputKind::kPcapng:
      return "pcapng";
    case InputKind::kMbox:
      return "mbox";
    case InputKind::kEml:
      return "eml";
    case InputKind::kTranscript:
      return "transcript";
    case InputKind::kUnknown:
      return "unknown";
  }
  assert(false);
  return "unknown";
}

std::string_view name_of(SkipReason reason) {
  switch (reason) {
    case SkipReason::kLinkType:
      return "link_type";
    case SkipReason::kNotIp:
      return "not_ip";
    case SkipReason::kNotTcp:
      return "not_tcp";
    case SkipReason::kMalformed:
      return "malformed";
    case SkipReason::kTooDeep:
      return "too_deep";
    case SkipReason::kFragment:
      return "fragment";
    case SkipReason::kBadChecksum:
      return "bad_checksum";
    case SkipReason::kFiltered:
      return "filtered";
    case SkipReason::kEncrypted:
      return "encrypted";
    case SkipReason::kCount_:
      break;
  }
  assert(false);
  return "unknown";
}

std::optional<Checksums> checksums_named(std::string_view name) {
  for (const Checksums value : {Checksums::kKeep, Checksums::kIgnore, Checksums::kStrict}) {
    if (name_of(value) == name) return value;
  }
  return std::nullopt;
}

std::string_view name_of(Checksums checksums) {
  static constexpr std::string_view kNames[] = {"keep", "ignore", "strict"};
  return kNames[static_cast<std::size_t>(checksums)];
}

std::string_view name_of(Compression compression) {
  static constexpr std::string_view kNames[] = {"none", "gzip", "zstd"};
  return kNames[static_cast<std::size_t>(compression)];
}

std::string_view name_of(Layer layer) {
  static constexpr std::string_view kNames[] = {
      "vlan",   "mpls",  "ppp",      "pppoe", "gre",  "nvgre", "erspan", "vxlan",
      "geneve", "gtp_u", "ip_in_ip", "4in6",  "6in4", "6in6",  "teredo", "wifi"};
  static_assert(std::size(kNames) == static_cast<std::size_t>(Layer::kCount_));
  return kNames[static_cast<std::size_t>(layer)];
}

void StreamCounts::add(const StreamCounts& other) {
  flows += other.flows;
  delivered_bytes += other.delivered_bytes;
  duplicate_bytes += other.duplicate_bytes;
  conflicting_bytes += other.conflicting_bytes;
  gap_bytes += other.gap_bytes;
  gaps += other.gaps;
  conflicts += other.conflicts;
  flows_evicted += other.flows_evicted;
  set_aside_bytes += other.set_aside_bytes;
  gap_bytes_acknowledged += other.gap_bytes_acknowledged;
  half_open_flows += other.half_open_flows;
  half_open_flows_evicted += other.half_open_flows_evicted;
  resets_ignored += other.resets_ignored;
  urgent_bytes += other.urgent_bytes;
  syn_bytes_ignored += other.syn_bytes_ignored;
  old_timestamp_segments += other.old_timestamp_segments;
  ttl_outliers += other.ttl_outliers;
  probes += other.probes;
}

InputKind recognise(std::string_view head) {
  const InputKind capture = recognise_capture(head);
  if (capture == InputKind::kPcap) return capture;
  if (capture == InputKind::kPcapng && is_section_header(head)) return capture;
  if (head.starts_with("# transcript")) return InputKind::kTranscript;
  std::string_view text = head;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  if (is_mbox_separator(take_line(text))) return InputKind::kMbox;
  return is_mail(head) ? InputKind::kEml : InputKind::kUnknown;
}

}  // namespace constat::capture
