// What kind of input the first bytes show, and the names used in records.

#include "capture/input.h"

#include <algorithm>
#include <cassert>

#include "capture/byte_source.h"
#include "capture/mail_lines.h"

namespace constat::capture {
namespace {

// Lines looked at before a text is said not to be a mail.
constexpr int kHeaderLines = 64;
constexpr std::size_t kHead = 4096;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Takes the first line, without its line end (LF, CRLF or CR), off the front of `rest`.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
  const std::string_view line = rest.substr(0, end);
  const bool both = rest.substr(end).starts_with("\r\n");
  rest.remove_prefix(std::min(end + (both ? 2 : 1), rest.size()));
  return line;
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

// Behind empty lines, which some programs put first. One that lost its first letter still shows
// what the file is.
bool begins_mbox(std::string_view head) {
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  head.remove_prefix(std::min(head.find_first_not_of("\r\n"), head.size()));
  const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
  return is_mbox_separator(line) ||
         (line.starts_with("rom ") && is_mbox_separator("F" + std::string(line)));
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
    case InputKind::kDnsSnapshot:
      return "dns_snapshot";
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
  offset_bytes += other.offset_bytes;
  directions_finished += other.directions_finished;
  directions_exact += other.directions_exact;
  directions_past_fin += other.directions_past_fin;
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
  if (const auto narrow = undo_utf16(head)) {
    return is_mail(*narrow) ? InputKind::kEml : InputKind::kUnknown;
  }
  if (begins_mbox(head)) return InputKind::kMbox;
  return is_mail(head) ? InputKind::kEml : InputKind::kUnknown;
}

InputKind recognise(ByteSource& bytes) {
  std::string_view head = bytes.peek(kHead);
  if (head.size() == kHead && head.find_first_not_of("\r\n") == std::string_view::npos) {
    head = bytes.peek(ByteSource::kWindow);
    head.remove_prefix(std::min(head.find_first_not_of("\r\n"), head.size()));
  }
  return recognise(head.substr(0, kHead));
}

}  // namespace constat::capture
