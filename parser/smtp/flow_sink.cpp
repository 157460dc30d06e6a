#include "parser/smtp/flow_sink.h"

#include <algorithm>

namespace constat::parser::smtp {

using capture::Side;

namespace {

bool is_mail_port(std::uint16_t port) {
  return port == 25 || port == 465 || port == 587 || port == 2525;
}

}  // namespace

FlowSink::FlowSink(const Limits& limits, const capture::Flow& flow, capture::Door door,
                   capture::MailSink& mails, SessionSink& sessions, OtherFlows& other)
    : limits_(limits),
      flow_(flow),
      door_(door),
      mails_(mails),
      sessions_(sessions),
      other_(other) {}

void FlowSink::on_bytes(const capture::StreamChunk& chunk) {
  if (session_) {
    session_->on_bytes(chunk);
    return;
  }
  if (left_alone_) {
    other_.bytes += chunk.bytes.size();
    if (tls_) other_.tls_bytes += chunk.bytes.size();
    return;
  }
  bytes_ += chunk.bytes.size();
  Ear& ear = this->ear(chunk.side);
  ear.held.append(chunk.bytes);
  events_.push_back({Event::Kind::kBytes,
                     chunk.side,
                     chunk.offset,
                     chunk.bytes.size(),
                     chunk.time,
                     chunk.frame,
                     {},
                     {}});
  decide(Heard::kMoreToCome);
}

void FlowSink::on_gap(const capture::StreamGap& gap) {
  if (session_) {
    session_->on_gap(gap);
    return;
  }
  if (left_alone_) {
    other_.missing_bytes += gap.length;
    return;
  }
  Ear& ear = this->ear(gap.side);
  if (ear.held.empty()) ear.gap_first = true;
  events_.push_back(
      {Event::Kind::kGap, gap.side, gap.offset, gap.length, gap.time, gap.frame, {}, {}});
}

void FlowSink::on_conflict(const capture::StreamConflict& conflict) {
  if (session_) {
    session_->on_conflict(conflict);
    return;
  }
  if (left_alone_ || events_.size() > cap()) return;
  events_.push_back({Event::Kind::kConflict,
                     conflict.side,
                     conflict.where.offset,
                     conflict.where.length,
                     {},
                     conflict.frame,
                     conflict.first,
                     conflict.later});
}

std::size_t FlowSink::cap() const {
  return flow_.pickup == capture::Pickup::kMidstream ? limits_.recognition_bytes_midstream
                                                     : limits_.recognition_bytes;
}

Voice FlowSink::hear(Side side, Heard heard) {
  const Ear& ear = ears_[static_cast<std::size_t>(side)];
  const std::string_view said = ear.held.view().substr(0, cap());
  const bool midstream = flow_.pickup == capture::Pickup::kMidstream || ear.gap_first;
  const bool full = said.size() >= cap();
  return listen(said, midstream ? Opening::kMidstream : Opening::kFromStart,
                full ? Heard::kAll : heard);
}

void FlowSink::decide(Heard heard) {
  // A side that has said all that is looked at waits for the other one no longer.
  if (ears_[0].held.view().size() > cap() || ears_[1].held.view().size() > cap()) {
    heard = Heard::kAll;
  }
  // Looking again costs as much as is held: the pauses grow with it, so that all looks are linear.
  if (heard == Heard::kMoreToCome && bytes_ < next_look_) return;
  next_look_ = bytes_ < limits_.recognition_bytes ? bytes_ : bytes_ + bytes_ / 8;
  const Voice initiator = hear(Side::kInitiator, heard);
  const Voice responder = hear(Side::kResponder, heard);
  switch (conclude(initiator, responder)) {
    case Roles::kInitiatorIsClient:
      become_session(Side::kInitiator);
      break;
    case Roles::kResponderIsClient:
      become_session(Side::kResponder);
      break;
    case Roles::kNotSmtp:
      leave_alone(initiator);
      break;
    case Roles::kWait:
      break;
  }
}

void FlowSink::become_session(Side client) {
  session_ = std::make_unique<Session>(limits_, flow_, client, door_, mails_, sessions_);
  std::uint64_t at[2] = {0, 0};
  for (const Event& event : events_) {
    const auto side = static_cast<std::size_t>(event.side);
    switch (event.kind) {
      case Event::Kind::kBytes: {
        const std::string_view held = ears_[side].held.view();
        const auto start = static_cast<std::size_t>(at[side]);
        session_->on_bytes({event.side, event.offset,
                            held.substr(start, static_cast<std::size_t>(event.length)), event.time,
                            event.frame});
        at[side] += event.length;
        break;
      }
      case Event::Kind::kGap:
        session_->on_gap({event.side, event.offset, event.length, event.time, event.frame});
        break;
      case Event::Kind::kConflict:
        session_->on_conflict(
            {event.side, {event.offset, event.length}, event.first, event.later, event.frame});
        break;
    }
  }
  events_ = {};
  for (Ear& ear : ears_) ear.held.drop_front(ear.held.view().size());
}

void FlowSink::leave_alone(Voice initiator) {
  left_alone_ = true;
  tls_ = initiator == Voice::kTls &&
         (is_mail_port(flow_.initiator.port) || is_mail_port(flow_.responder.port));
  ++other_.flows;
  other_.bytes += bytes_;
  if (tls_) {
    ++other_.tls_flows;
    other_.tls_bytes += bytes_;
  }
  for (const Event& event : events_) {
    if (event.kind == Event::Kind::kGap) other_.missing_bytes += event.length;
  }
  events_ = {};
  for (Ear& ear : ears_) ear.held.drop_front(ear.held.view().size());
}

void FlowSink::on_end(capture::StreamEnd reason, capture::FrameRef last_frame) {
  if (!session_ && !left_alone_) decide(Heard::kAll);
  if (session_) session_->on_end(reason, last_frame);
}

}  // namespace constat::parser::smtp
