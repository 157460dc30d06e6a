#include "capture/frame/frame_decoder.h"

#include <algorithm>

#include "capture/frame/decode_frame.h"
#include "capture/frame/ip_fragments.h"

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
      : limits_(limits), checksums_(checksums), fragments_(limits) {}

  const TcpSegment* decode(const Packet& packet, std::int64_t now, InputFacts& facts);
  const FrameCounts& counts() const { return counts_; }

 private:
  DecodedFrame decode_whole(const Packet& packet, std::int64_t now);

  const Limits& limits_;
  [[maybe_unused]] Checksums checksums_;
  IpFragments fragments_;
  FrameCounts counts_;
  TcpSegment segment_;
};

const TcpSegment* FrameDecoder::Impl::decode(const Packet& packet, std::int64_t now,
                                             InputFacts& facts) {
  const DecodedFrame frame = decode_whole(packet, now);
  if (const auto* reason = std::get_if<SkipReason>(&frame)) {
    ++facts.frames_skipped[static_cast<std::size_t>(*reason)];
    if (*reason == SkipReason::kLinkType) note_link_type(facts);
    return nullptr;
  }
  ++facts.frames_analysed;
  segment_ = std::get<TcpSegment>(frame);
  return &segment_;
}

DecodedFrame FrameDecoder::Impl::decode_whole(const Packet& packet, std::int64_t now) {
  DecodedFrame frame = decode_frame(packet, limits_);
  const auto* fragment = std::get_if<IpFragment>(&frame);
  if (fragment == nullptr) return frame;
  const IpFragments::Outcome outcome = fragments_.add(*fragment, now);
  counts_.datagrams_overlapping = fragments_.overlapping_datagrams();
  if (outcome == IpFragments::Outcome::kRefused) return SkipReason::kMalformed;
  if (outcome == IpFragments::Outcome::kHeld) return SkipReason::kFragment;
  frame = decode_ip_payload(fragments_.datagram(), limits_);
  // Fragments within fragments: no sender makes them.
  if (std::holds_alternative<IpFragment>(frame)) return SkipReason::kMalformed;
  return frame;
}

FrameDecoder::FrameDecoder(const Limits& limits, Checksums checksums)
    : impl_(std::make_unique<Impl>(limits, checksums)) {}
FrameDecoder::~FrameDecoder() = default;

const TcpSegment* FrameDecoder::decode(const Packet& packet, std::int64_t now, InputFacts& facts) {
  return impl_->decode(packet, now, facts);
}
const FrameCounts& FrameDecoder::counts() const { return impl_->counts(); }

}  // namespace constat::capture
