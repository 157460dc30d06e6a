// What is known of one input: facts about the file itself, gathered in the same pass that reads it.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/capture_time.h"
#include "core/defect.h"
#include "core/digest.h"

namespace constat::capture {

// kDirectory is expanded by tools/constat into its files. kMaildir is a directory with cur/ or
// new/.
enum class InputKind : std::uint8_t {
  kPcap,
  kPcapng,
  kMbox,
  kEml,
  kTranscript,
  kDnsSnapshot,
  kUnknown
};
std::string_view name_of(InputKind kind);  // "pcap", …
// By content, from the first bytes (4096 or fewer if the file is shorter). Never by file name.
// kEml needs a plausible header field in the first lines; kTranscript a first line starting "#
// transcript".
InputKind recognise(std::string_view head);
// The same for the bytes that `bytes` will hand out next; looks further behind leading empty lines.
class ByteSource;
InputKind recognise(ByteSource& bytes);

// Why a frame was not analysed. One reason per frame.
enum class SkipReason : std::uint8_t {
  kLinkType,     // link type not supported
  kNotIp,        // ARP, LLDP, …
  kNotTcp,       // UDP, ICMP, …
  kMalformed,    // a header contradicts itself or the frame ends inside one
  kTooDeep,      // more encapsulation than Limits::encapsulation_layers
  kFragment,     // part of a datagram that was never completed, or held for one that was
  kBadChecksum,  // see Checksums
  kFiltered,     // outside the filter expression of the run
  kEncrypted,    // ESP (RFC 4303), a protected 802.11 frame: opaque by intent
  kCount_,
};
std::string_view name_of(SkipReason reason);

// What is done about a wrong IPv4 header or TCP checksum (`--checksums`). Network cards fill
// checksums in after the capture was taken: such a sender's frames all look wrong and are right.
enum class Checksums : std::uint8_t {
  // A wrong one is read where checksums were left to the card: it is the unfinished sum of the
  // pseudo-header, or most frames of that address were wrong so far. Else it is set aside.
  kKeep,
  kIgnore,  // not looked at
  kStrict,  // every wrong one is set aside
};
std::optional<Checksums> checksums_named(std::string_view name);
std::string_view name_of(Checksums checksums);

enum class Compression : std::uint8_t { kNone, kGzip, kZstd };
std::string_view name_of(Compression compression);

// Headers that wrap IP, as tallied per frame and layer.
enum class Layer : std::uint8_t {
  kVlan,
  kMpls,
  kPpp,
  kPppoe,
  kGre,
  kNvgre,  // GRE that carries Ethernet
  kErspan,
  kVxlan,
  kGeneve,
  kGtpU,
  kIpInIp,  // IPv4 in IPv4
  k4in6,
  k6in4,
  k6in6,
  kTeredo,
  kWifi,  // 802.11
  kCount_,
};
std::string_view name_of(Layer layer);  // "vlan", …, "ip_in_ip"

// What told where each mail of an mbox file begins. The sum is the number of mails.
struct MboxRules {
  std::uint64_t separator = 0;  // a From line at the start of the file or after an empty line
  // A From line without an empty line before it, but with a header field behind it; also noted as
  // kMboxSeparatorDoubtful.
  std::uint64_t separator_alone = 0;
  // A From line to which the Content-Length field of the mail before led exactly.
  std::uint64_t content_length = 0;
  std::uint64_t file_start = 0;  // no From line: what the file begins with; noted likewise
};

struct InputFacts {
  std::string name;  // as given on the command line
  InputKind kind = InputKind::kUnknown;
  std::uint64_t bytes = 0;  // of the file as it lies on disk, and the digest of these
  Digest sha256;            // over the very bytes that were read
  std::uint64_t frames = 0;
  std::uint64_t frames_analysed = 0;  // frames == frames_analysed + sum of frames_skipped
  std::array<std::uint64_t, static_cast<std::size_t>(SkipReason::kCount_)> frames_skipped{};
  std::uint64_t frames_cut = 0;  // by the snap length; also counted as analysed or skipped
  // What the capture file itself says was lost before it reached the file (pcapng interface
  // statistics: isb_ifdrop + isb_osdrop); 0 when it says nothing.
  std::uint64_t frames_dropped = 0;
  Compression compression = Compression::kNone;
  std::uint64_t bytes_decompressed = 0;  // equal to `bytes` when not compressed
  std::uint64_t mails = 0;               // found at the mail door
  MboxRules mbox;                        // all 0 when not an mbox
  CaptureTime first_time;                // earliest and latest over all frames
  CaptureTime last_time;
  // Positions count in the bytes that were read, that is, decompressed; those of
  // kCompressedDataDamaged, kBytesAfterCompressed, kCompressedWindowTooLarge and kInputChanged in
  // the file as it lies on disk.
  Defects defects;
  std::uint64_t defects_not_kept = 0;
};

// Over the whole run, before flows part.
struct FrameCounts {
  std::array<std::uint64_t, static_cast<std::size_t>(Layer::kCount_)> layers{};
  std::uint64_t checksums_wrong_set_aside = 0;
  std::uint64_t checksums_wrong_read = 0;  // unfinished ones included
  std::uint64_t checksums_unfinished = 0;  // the pseudo-header's sum: left to the network card
  std::uint64_t addresses_offloading = 0;  // senders whose wrong checksums were read
  std::uint64_t frames_repeated = 0;       // the same packet captured again (mirror ports)
  // IP datagrams whose fragments overlapped and differed (IPv6: overlapped at all, RFC 5722).
  std::uint64_t datagrams_overlapping = 0;
  std::uint64_t datagrams_incomplete = 0;  // given up: a fragment never came, or a cap
  std::uint64_t options_malformed = 0;     // TCP options that contradict themselves
  // Payload of the TCP segments handed to reassemblers, counted where they are handed over.
  std::uint64_t payload_bytes_offered = 0;
};

// Over the whole run; what robustness.md section 5.3 asks to close. All counts are sums over flows,
// so that those of several reassemblers add up.
struct StreamCounts {
  std::uint64_t flows = 0;              // TCP connections with at least one payload byte or gap
  std::uint64_t delivered_bytes = 0;    // handed to sinks
  std::uint64_t duplicate_bytes = 0;    // retransmitted, equal to what was delivered
  std::uint64_t conflicting_bytes = 0;  // retransmitted, different
  std::uint64_t gap_bytes = 0;
  std::uint64_t gaps = 0;
  std::uint64_t conflicts = 0;
  std::uint64_t flows_evicted = 0;  // that had carried payload
  // Payload with no place in a stream: outside every window, before the start of a stream picked up
  // midway, after its connection closed, in an RST, or come again when the first copy was no longer
  // held. All payload of TCP frames = delivered + duplicate + conflicting + set aside.
  std::uint64_t set_aside_bytes = 0;
  // Acknowledged by the receiver and never captured: what the capture lost, by the other side's
  // word, independent of any kernel counter. Part of gap_bytes.
  std::uint64_t gap_bytes_acknowledged = 0;
  // Sum of the stream offsets at which the directions ended; equal to delivered + gap.
  std::uint64_t offset_bytes = 0;
  // Directions whose numbers were seen from the SYN to a FIN that the other side acknowledged. In
  // each FIN - ISN - 1 bytes were delivered or are gaps (exact, modulo 2^32), or more than that
  // (past the FIN).
  std::uint64_t directions_finished = 0;
  std::uint64_t directions_exact = 0;
  std::uint64_t directions_past_fin = 0;
  std::uint64_t half_open_flows = 0;          // a SYN and never a byte
  std::uint64_t half_open_flows_evicted = 0;  // of them, by the cap
  std::uint64_t resets_ignored = 0;           // RSTs after which the flow went on
  std::uint64_t urgent_bytes = 0;             // read in place; a receiver may take them out of band
  std::uint64_t syn_bytes_ignored = 0;        // on a SYN, not covered by the SYN+ACK; set aside
  std::uint64_t old_timestamp_segments = 0;   // RFC 7323 section 5.3 (PAWS); payload set aside
  std::uint64_t ttl_outliers = 0;             // segments whose hop count differs from their flow's
  std::uint64_t probes = 0;                   // keep-alives and zero-window probes
  void add(const StreamCounts& other);
};

}  // namespace constat::capture
