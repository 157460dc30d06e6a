#include "capture/frame/frame_decoder.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "capture/frame/checksum_review.h"
#include "capture/frame/header_readers.h"
#include "capture/frame/ip_fragments.h"
#include "capture/frame/repeated_frames.h"
#include "capture/frame/tcp_header.h"
#include "capture/frame/unwrap.h"

namespace constat::capture {
namespace {

void note_link_type(InputFacts& facts) {
  const auto is_noted = [](const Defect& defect) {
    return defect.kind == DefectKind::kLinkTypeUnsupported;
  };
  if (std::any_of(facts.defects.begin(), facts.defects.end(), is_noted)) return;
  facts.defects.push_back({DefectKind::kLinkTypeUnsupported, {}});
}

}  // namespace

class FrameDecoder::Impl {
 public:
  Impl(const Limits& limits, Checksums checksums)
      : limits_(limits),
        checksums_(limits, checksums, counts_),
        fragments_(limits),
        repeated_(limits) {}

  const TcpSegment* decode(const Packet& packet, std::int64_t now, InputFacts& facts);
  const TcpSegment* decode_further(std::int64_t now);
  const FrameCounts& counts() const { return counts_; }

 private:
  using Skipped = std::optional<SkipReason>;

  // Nothing when segment_ was read.
  Skipped read_any(Unwrapping at, Next next, std::int64_t now);
  Skipped read(Unwrapping& at, Next next, std::int64_t now);
  Next join_fragments(Unwrapping& at, std::int64_t now);
  Skipped read_segment(const Unwrapping& at);

  const Limits& limits_;
  FrameCounts counts_;
  ChecksumReview checksums_;
  IpFragments fragments_;
  RepeatedFrames repeated_;
  TcpSegment segment_;
  Unwrapping rest_;  // where a further subframe of the frame begins
  std::vector<std::shared_ptr<const std::string>> datagrams_;  // that the present frame completed
};

const TcpSegment* FrameDecoder::Impl::decode(const Packet& packet, std::int64_t now,
                                             InputFacts& facts) {
  datagrams_.clear();
  Unwrapping at;
  at.bytes = packet.bytes;
  // A record may hold more bytes than it says were on the wire (kFrameLengthOdd): all are read.
  at.length = std::max<std::uint64_t>(packet.original_length, packet.bytes.size());
  at.layers_left = limits_.encapsulation_layers;
  at.checksums = &checksums_;
  const Skipped skipped = read_any(at, header_of_link_type(packet.link_type), now);
  if (!skipped) {
    ++facts.frames_analysed;
    return &segment_;
  }
  ++facts.frames_skipped[static_cast<std::size_t>(*skipped)];
  if (*skipped == SkipReason::kLinkType) note_link_type(facts);
  return nullptr;
}

const TcpSegment* FrameDecoder::Impl::decode_further(std::int64_t now) {
  if (rest_.bytes.empty()) return nullptr;
  return read_any(rest_, Header::kAggregate, now) ? nullptr : &segment_;
}

// Reads on through the subframes until one gives a segment; the reason is that of the first.
FrameDecoder::Impl::Skipped FrameDecoder::Impl::read_any(Unwrapping at, Next next,
                                                         std::int64_t now) {
  Skipped first_reason;
  for (;;) {
    const Skipped skipped = read(at, next, now);
    rest_ = {};
    if (!at.subframes.bytes.empty()) {
      static_cast<Stretch&>(rest_) = at.subframes;
      rest_.checksums = &checksums_;
      rest_.layers_left = at.layers_left_for_subframes;
    }
    if (!skipped) return std::nullopt;
    if (!first_reason) first_reason = skipped;
    if (rest_.bytes.empty()) return first_reason;
    at = rest_;
    next = Header::kAggregate;
  }
}

FrameDecoder::Impl::Skipped FrameDecoder::Impl::read(Unwrapping& at, Next next, std::int64_t now) {
  next = unwrap(at, next);
  while (next.header == Header::kFragment) {
    next = join_fragments(at, now);
    if (next.header != Header::kNothing) next = unwrap(at, next);
  }
  Skipped skipped = next.header == Header::kNothing ? next.reason : read_segment(at);
  if (skipped == SkipReason::kMalformed) skipped = at.malformed();
  for (std::size_t layer = 0; layer < at.layers.size(); ++layer) {
    counts_.layers[layer] += at.layers[layer];
  }
  return skipped;
}

// Ends, because every fragment within a datagram stands in a tunnel, which takes a layer.
Next FrameDecoder::Impl::join_fragments(Unwrapping& at, std::int64_t now) {
  const IpFragments::Outcome outcome =
      fragments_.add({at.ip, at, at.fragment_offset, at.more_fragments}, now);
  counts_.datagrams_overlapping = fragments_.overlapping_datagrams();
  counts_.datagrams_incomplete = fragments_.incomplete_datagrams();
  if (outcome == IpFragments::Outcome::kMalformed) return SkipReason::kMalformed;
  if (outcome == IpFragments::Outcome::kRepeated) ++counts_.frames_repeated;
  if (outcome != IpFragments::Outcome::kComplete) return SkipReason::kFragment;
  const Datagram& datagram = fragments_.datagram();
  datagrams_.push_back(datagram.bytes);
  at.ip = datagram.ip;
  at.bytes = *datagram.bytes;
  at.length = at.bytes.size();
  return after_protocol(at.ip);
}

FrameDecoder::Impl::Skipped FrameDecoder::Impl::read_segment(const Unwrapping& at) {
  const std::optional<TcpSegment> segment = read_tcp(at.ip, at);
  if (!segment) return SkipReason::kMalformed;
  if (!checksums_.reads_tcp(at.ip, at.bytes, at.length)) return SkipReason::kBadChecksum;
  segment_ = *segment;
  if (segment_.options_malformed) ++counts_.options_malformed;
  if (repeated_.seen_before(at.ip, segment_, at.bytes)) ++counts_.frames_repeated;
  return std::nullopt;
}

bool is_supported_link_type(std::uint32_t link_type) {
  return header_of_link_type(link_type).header != Header::kNothing;
}

FrameDecoder::FrameDecoder(const Limits& limits, Checksums checksums)
    : impl_(std::make_unique<Impl>(limits, checksums)) {}
FrameDecoder::~FrameDecoder() = default;

const TcpSegment* FrameDecoder::decode(const Packet& packet, std::int64_t now, InputFacts& facts) {
  return impl_->decode(packet, now, facts);
}
const TcpSegment* FrameDecoder::decode_further(std::int64_t now) {
  return impl_->decode_further(now);
}
const FrameCounts& FrameDecoder::counts() const { return impl_->counts(); }

}  // namespace constat::capture
