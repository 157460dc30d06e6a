#include "capture/stream/transcript_source.h"

#include <algorithm>

#include "capture/stream/transcript_line.h"
#include "core/digest.h"

namespace constat::capture {
namespace {

using Kind = TranscriptLine::Kind;

constexpr std::int64_t kStep = 1'000'000;  // one millisecond, in nanoseconds

class Transcript {
 public:
  Transcript(std::uint32_t input, std::uint64_t seed, const Limits& limits,
             StreamSinkFactory& sinks, InputFacts& facts)
      : input_(input), seed_(seed), limits_(limits), sinks_(sinks), facts_(facts) {
    flow_.initiator = {ip_address_from("192.0.2.1"), 40000};
    flow_.responder = {ip_address_from("198.51.100.25"), 25};
  }

  void read(std::string_view text, ByteRange where);
  void malformed(ByteRange where);
  void end(StreamEnd reason);

 private:
  void open();
  void step();
  void pass(const TranscriptLine& line);
  FrameRef frame() const { return {input_, line_}; }
  std::uint64_t& offset(Side side) { return offsets_[static_cast<std::size_t>(side)]; }

  std::uint32_t input_;
  std::uint64_t seed_;
  const Limits& limits_;
  StreamSinkFactory& sinks_;
  InputFacts& facts_;
  Flow flow_;
  std::unique_ptr<StreamSink> sink_;
  std::uint64_t offsets_[2] = {0, 0};
  std::uint64_t line_ = 0;
  std::uint64_t flows_ = 0;
  CaptureTime time_;
  TranscriptLine parsed_;
};

void Transcript::malformed(ByteRange where) {
  if (facts_.defects.size() < limits_.input_defects) {
    facts_.defects.push_back({DefectKind::kInputMalformed, where});
  } else {
    ++facts_.defects_not_kept;
  }
}

void Transcript::open() {
  if (sink_) return;
  flow_.time = time_;
  flow_.first_frame = frame();
  flow_.sequence_seed = seed_ + flows_++;
  sink_ = sinks_.open(flow_);
}

void Transcript::step() {
  ++facts_.frames;
  ++facts_.frames_analysed;
  if (!time_.known()) return;
  if (!facts_.first_time.known()) facts_.first_time = time_;
  facts_.last_time = time_;
}

void Transcript::pass(const TranscriptLine& line) {
  open();
  step();
  if (line.kind == Kind::kGap) {
    sink_->on_gap({line.side, offset(line.side), line.gap, time_, frame()});
    offset(line.side) += line.gap;
  } else {
    sink_->on_bytes({line.side, offset(line.side), line.bytes, time_, frame()});
    offset(line.side) += line.bytes.size();
  }
  if (time_.known()) time_.nanoseconds += kStep;
}

void Transcript::read(std::string_view text, ByteRange where) {
  ++line_;
  read_transcript_line(text, parsed_);
  switch (parsed_.kind) {
    case Kind::kNothing:
      break;
    case Kind::kBytes:
      if (!parsed_.bytes.empty()) pass(parsed_);
      break;
    case Kind::kGap:
      pass(parsed_);
      break;
    case Kind::kEnd:
      end(parsed_.end);
      break;
    case Kind::kEndpoints:
      flow_.initiator = parsed_.client;
      flow_.responder = parsed_.server;
      break;
    case Kind::kTime:
      time_ = parsed_.time;
      break;
    case Kind::kPickup:
      flow_.pickup = Pickup::kMidstream;
      break;
    case Kind::kMalformed:
      malformed(where);
      break;
  }
}

void Transcript::end(StreamEnd reason) {
  if (!sink_) return;
  sink_->on_end(reason, frame());
  sink_.reset();
  offsets_[0] = offsets_[1] = 0;
  flow_.pickup = Pickup::kHandshake;
}

// Flows of different transcripts differ by what the files say first.
std::uint64_t seed_of(std::string_view head) {
  const Digest digest = sha256(head);
  std::uint64_t seed = 0;
  for (std::size_t index = 0; index < 8; ++index) seed = seed << 8 | digest.bytes[index];
  return seed;
}

}  // namespace

absl::Status read_transcript(ByteSource& bytes, std::uint32_t input, const Limits& limits,
                             StreamSinkFactory& sinks, InputFacts& facts) {
  facts.kind = InputKind::kTranscript;
  Transcript transcript(input, seed_of(bytes.peek(4096)), limits, sinks, facts);
  std::size_t wanted = 64 * 1024;
  for (;;) {
    const std::string_view window = bytes.peek(wanted);
    if (window.empty()) break;
    std::size_t at = 0;
    for (std::size_t lf; (lf = window.find('\n', at)) != std::string_view::npos; at = lf + 1) {
      const std::size_t end = lf > at && window[lf - 1] == '\r' ? lf - 1 : lf;
      transcript.read(window.substr(at, end - at), {bytes.position() + at, lf + 1 - at});
    }
    if (at == 0 && window.size() == wanted && wanted < ByteSource::kWindow) {
      wanted = ByteSource::kWindow;
      continue;
    }
    const bool last = window.size() < wanted;
    if (last || at == 0) {
      // The last line has no end; or a line is longer than can be held, and is read in parts.
      const ByteRange where{bytes.position() + at, window.size() - at};
      if (at < window.size()) transcript.read(window.substr(at), where);
      if (!last) transcript.malformed(where);
      at = window.size();
    }
    bytes.skip(at);
    wanted = 64 * 1024;
    if (last) break;
  }
  transcript.end(StreamEnd::kFinished);
  bytes.finish(facts);
  if (facts.bytes == 0) facts.defects.push_back({DefectKind::kInputEmpty, {}});
  return bytes.status();
}

}  // namespace constat::capture
