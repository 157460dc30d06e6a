#include "tests/property/read_frames.h"

#include <memory>

#include "capture/capture_clock.h"
#include "capture/frame/frame_decoder.h"
#include "capture/tcp/tcp_reassembler.h"
#include "classifier/classifier.h"
#include "classifier/record_json.h"
#include "core/pseudonym.h"
#include "parser/smtp/session_pool.h"
#include "tests/reference/reference_reassembler.h"

namespace constat::tests {
namespace {

class Collector final : public classifier::RecordSink {
 public:
  explicit Collector(Reading& reading) : reading_(reading) {}

  void on_mail(classifier::MailRecord&& mail) override {
    mail.first_frame = mail.last_frame = 0;
    mail.time.clear();
    mail.input.clear();
    mail.last_input.clear();
    mail.origins.clear();
    mail.fact_origins.clear();
    for (auto& frames : mail.fact_frames) frames = {0, 0};
    std::string line;
    classifier::append_json(mail, line);
    reading_.records.insert(std::move(line));
    ++reading_.mails;
  }
  void on_session(classifier::SessionRecord&& session) override {
    session.facts.first_frame = session.facts.last_frame = {};
    session.facts.time = CaptureTime::unknown();
    session.input.clear();
    session.last_input.clear();
    std::string line;
    classifier::append_json(session, line);
    reading_.records.insert(std::move(line));
  }

 private:
  Reading& reading_;
};

std::string text_of(const Endpoint& end) {
  return to_string(end.ip) + ' ' + std::to_string(end.port);
}

// One line for a flow. Which end began is left out: with the handshake out of order it may differ.
struct FlowText {
  std::string ends[2];
  std::string bytes[2];
  std::string gaps[2];

  void add_gap(std::size_t side, std::uint64_t offset, std::uint64_t length) {
    gaps[side] += ' ' + std::to_string(offset) + '+' + std::to_string(length);
  }
  std::string text() const {
    const std::size_t first = ends[0] < ends[1] ? 0 : 1;
    std::string out;
    for (const std::size_t side : {first, 1 - first})
      out += ends[side] + " gaps" + gaps[side] + " bytes " + bytes[side] + '\n';
    return out;
  }
};

// Hands everything on to the session, and keeps the bytes and gaps.
class RecordingSink final : public capture::StreamSink {
 public:
  RecordingSink(const capture::Flow& flow, std::unique_ptr<capture::StreamSink> next,
                Reading& reading)
      : next_(std::move(next)), reading_(reading) {
    flow_.ends[0] = text_of(flow.initiator);
    flow_.ends[1] = text_of(flow.responder);
  }
  void on_bytes(const capture::StreamChunk& chunk) override {
    flow_.bytes[static_cast<std::size_t>(chunk.side)].append(chunk.bytes);
    next_->on_bytes(chunk);
  }
  void on_gap(const capture::StreamGap& gap) override {
    flow_.add_gap(static_cast<std::size_t>(gap.side), gap.offset, gap.length);
    next_->on_gap(gap);
  }
  void on_conflict(const capture::StreamConflict& conflict) override {
    next_->on_conflict(conflict);
  }
  void on_note(const capture::StreamNote& note) override { next_->on_note(note); }
  void on_end(capture::StreamEnd reason, capture::FrameRef last) override {
    reading_.streams.insert(flow_.text());
    next_->on_end(reason, last);
  }

 private:
  FlowText flow_;
  std::unique_ptr<capture::StreamSink> next_;
  Reading& reading_;
};

class RecordingFactory final : public capture::StreamSinkFactory {
 public:
  RecordingFactory(capture::StreamSinkFactory& next, Reading& reading)
      : next_(next), reading_(reading) {}
  std::unique_ptr<capture::StreamSink> open(const capture::Flow& flow) override {
    return std::make_unique<RecordingSink>(flow, next_.open(flow), reading_);
  }

 private:
  capture::StreamSinkFactory& next_;
  Reading& reading_;
};

void add_reference(reference::ReferenceReassembler& reassembler, Reading& reading) {
  for (const reference::FlowResult& flow : reassembler.finish()) {
    FlowText text;
    text.ends[0] = text_of(flow.initiator);
    text.ends[1] = text_of(flow.responder);
    for (std::size_t side = 0; side < 2; ++side) {
      text.bytes[side] = flow.sides[side].text;
      for (const ByteRange& gap : flow.sides[side].gaps) text.add_gap(side, gap.offset, gap.length);
    }
    reading.reference.insert(text.text());
  }
}

}  // namespace

Reading read_frames(const std::vector<Frame>& frames, const Limits& limits) {
  Reading reading;
  const Pseudonymiser pseudonyms("a key of the property test");
  std::vector<std::string> names(16, "capture");
  Collector records(reading);
  classifier::Classifier classifier(limits, pseudonyms, classifier::Disclosure::kFacts, names,
                                    records);
  parser::MailParser mails(limits, classifier);
  parser::smtp::SessionPool sessions(limits, capture::Door::kPacket, mails, classifier);
  RecordingFactory sinks(sessions, reading);
  capture::CaptureClock clock;
  capture::FrameDecoder decoder(limits, capture::Checksums::kKeep);
  capture::TcpReassembler reassembler(limits, 1, sinks);
  reference::ReferenceReassembler reference;
  std::vector<capture::InputFacts> facts(names.size());
  std::vector<std::uint64_t> numbers(names.size(), 0);
  std::uint64_t fed = 0;
  for (const Frame& frame : frames) {
    capture::Packet packet;
    packet.bytes = frame.bytes;
    packet.original_length = static_cast<std::uint32_t>(frame.bytes.size());
    packet.time = frame.time;
    packet.link_type = frame.link_type;
    packet.number = ++numbers[frame.input];
    clock.advance(packet.time);
    const capture::TcpSegment* segment = decoder.decode(packet, clock.now(), facts[frame.input]);
    for (; segment != nullptr; segment = decoder.decode_further(clock.now())) {
      reading.payload_offered += segment->payload.size();
      reference.feed(*segment, ++fed);
      reassembler.add(*segment, {packet.time, {frame.input, packet.number}}, clock.now());
    }
  }
  reassembler.finish(clock.now());
  reading.counts = reassembler.counts();
  add_reference(reference, reading);
  return reading;
}

}  // namespace constat::tests
