// What is known of one input: facts about the file itself, gathered in the same pass that reads it.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/capture_time.h"
#include "core/defect.h"
#include "core/digest.h"

namespace constat::capture {

// kDirectory is expanded by tools/constat into its files. kMaildir is a directory with cur/ or
// new/.
enum class InputKind : std::uint8_t { kPcap, kPcapng, kMbox, kEml, kTranscript, kUnknown };
std::string_view name_of(InputKind kind);  // "pcap", …
// By content, from the first bytes (4096 or fewer if the file is shorter). Never by file name.
// kEml needs a plausible header field in the first lines; kTranscript a first line starting "#
// transcript".
InputKind recognise(std::string_view head);

// Why a frame was not analysed. One reason per frame.
enum class SkipReason : std::uint8_t {
  kLinkType,     // link type not supported
  kNotIp,        // ARP, LLDP, …
  kNotTcp,       // UDP, ICMP, …
  kMalformed,    // a header contradicts itself or the frame ends inside one
  kTooDeep,      // more encapsulation than Limits::encapsulation_layers
  kFragment,     // part of a datagram that was never completed, or held for one that was
  kBadChecksum,  // only where checksums are checked
  kCount_,
};
std::string_view name_of(SkipReason reason);

struct InputFacts {
  std::string name;  // as given on the command line
  InputKind kind = InputKind::kUnknown;
  std::uint64_t bytes = 0;
  Digest sha256;  // over the very bytes that were read
  std::uint64_t frames = 0;
  std::uint64_t frames_analysed = 0;  // frames == frames_analysed + sum of frames_skipped
  std::array<std::uint64_t, static_cast<std::size_t>(SkipReason::kCount_)> frames_skipped{};
  std::uint64_t frames_cut = 0;  // by the snap length; also counted as analysed or skipped
  std::uint64_t mails = 0;       // found at the mail door
  CaptureTime first_time;        // earliest and latest over all frames
  CaptureTime last_time;
  Defects defects;  // positions in the file
  std::uint64_t defects_not_kept = 0;
};

// Over the whole run; what robustness.md section 5.3 asks to close.
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
  // IP datagrams whose fragments overlapped and differed (IPv6: overlapped at all, RFC 5722).
  std::uint64_t datagrams_overlapping = 0;
};

}  // namespace constat::capture
