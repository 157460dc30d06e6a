// The stages, wired. Reading this is reading the picture in the README: each member pushes into
// the one above it.
#pragma once

#include <string>
#include <vector>

#include "capture/capture_clock.h"
#include "capture/frame/frame_decoder.h"
#include "capture/mail/mail_source.h"
#include "capture/packet/packet_source.h"
#include "capture/stream/transcript_source.h"
#include "capture/tcp/tcp_reassembler.h"
#include "classifier/classifier.h"
#include "parser/parsed_mail.h"
#include "parser/smtp/session_pool.h"

namespace constat::tools {

class Pipeline {
 public:
  // All must outlive the pipeline.
  Pipeline(const Limits& limits, const Pseudonymiser& pseudonyms, classifier::Disclosure disclosure,
           parser::Decode decode, const std::vector<std::string>& input_names,
           classifier::RecordSink& records)
      : limits_(limits),
        classifier_(limits, pseudonyms, disclosure, input_names, records),
        mail_parser_(limits, classifier_, decode),
        packet_sessions_(limits, capture::Door::kPacket, mail_parser_, classifier_),
        written_sessions_(limits, capture::Door::kStream, mail_parser_, classifier_),
        frames_(limits, capture::Checksums::kKeep),
        reassembler_(limits, 1, packet_sessions_) {}

  // Door 1. Flows may go on in the next input; finish() ends them.
  void add(const capture::Packet& packet, std::uint32_t input, capture::InputFacts& facts) {
    clock_.advance(packet.time);
    const capture::TcpSegment* segment = frames_.decode(packet, clock_.now(), facts);
    if (segment == nullptr) return;
    reassembler_.add(*segment, {packet.time, {input, packet.number}}, clock_.now());
  }
  // Door 2.
  absl::Status read_transcript(capture::ByteSource& bytes, std::uint32_t input,
                               capture::InputFacts& facts) {
    return capture::read_transcript(bytes, input, limits_, written_sessions_, facts);
  }
  // Door 3.
  absl::Status read_mails(capture::ByteSource& bytes, capture::InputKind kind, std::uint32_t input,
                          capture::InputFacts& facts) {
    return capture::read_mails(bytes, kind, input, limits_, mail_parser_, facts);
  }
  void finish() { reassembler_.finish(clock_.now()); }

  const capture::StreamCounts& streams() const { return reassembler_.counts(); }
  parser::smtp::OtherFlows other_flows() const { return packet_sessions_.other_flows(); }

 private:
  const Limits& limits_;
  classifier::Classifier classifier_;
  parser::MailParser mail_parser_;
  parser::smtp::SessionPool packet_sessions_;
  parser::smtp::SessionPool written_sessions_;
  capture::CaptureClock clock_;
  capture::FrameDecoder frames_;
  capture::TcpReassembler reassembler_;
};

}  // namespace constat::tools
