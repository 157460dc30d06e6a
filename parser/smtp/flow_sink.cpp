#include "parser/smtp/flow_sink.h"

#include <algorithm>
#include <utility>

namespace constat::parser::smtp {

using capture::Side;

namespace {

bool is_mail_port(std::uint16_t port) {
  return port == 25 || port == 465 || port == 587 || port == 2525;
}

}  // namespace

FlowSink::FlowSink(const Limits& limits, const capture::Flow& flow, capture::Door door,
                   MailMemory& memory, SessionMemory& held, capture::MailSink& mails,
                   SessionSink& sessions, OtherFlows& other)
    : limits_(limits),
      door_(door),
      memory_(memory),
      held_(held),
      mails_(mails),
      sessions_(sessions),
      other_(other),
      hearing_(std::make_unique<Hearing>()) {
  hearing_->flow = flow;
}

void FlowSink::on_bytes(const capture::StreamChunk& chunk) {
  if (left_alone_) {
    other_.bytes += chunk.bytes.size();
    if (tls_) other_.tls_bytes += chunk.bytes.size();
    if (given_up_) other_.given_up_bytes += chunk.bytes.size();
    return;
  }
  if (session_) {
    session_->on_bytes(chunk);
  } else {
    listen(chunk);
  }
  heard(chunk.frame);
}

void FlowSink::heard(capture::FrameRef frame) {
  last_frame_ = frame;
  held_.hold(*this, session_ ? session_->held_bytes() : hearing_ ? hearing_->held_bytes() : 0);
}

void FlowSink::give_up() {
  if (!session_) decide(Heard::kAll);
  if (session_) session_->give_up(last_frame_);
  session_.reset();
  ++other_.flows_given_up;
  left_alone_ = given_up_ = true;
}

std::size_t FlowSink::Hearing::held_bytes() const {
  return ears[0].held.capacity() + ears[1].held.capacity() + readings.capacity() +
         events.capacity() * sizeof(Event) + conflicts.capacity() * sizeof(conflicts[0]) +
         notes.capacity() * sizeof(notes[0]);
}

void FlowSink::listen(const capture::StreamChunk& chunk) {
  hearing_->bytes += chunk.bytes.size();
  hearing_->ear(chunk.side).held.append(chunk.bytes);
  hearing_->events.push_back(
      {Event::Kind::kBytes, chunk.side, chunk.offset, chunk.bytes.size(), chunk.time, chunk.frame});
  decide(Heard::kMoreToCome);
}

void FlowSink::on_gap(const capture::StreamGap& gap) {
  if (left_alone_) {
    other_.missing_bytes += gap.length;
    return;
  }
  if (session_) {
    session_->on_gap(gap);
    heard(gap.frame);
    return;
  }
  Ear& ear = hearing_->ear(gap.side);
  if (ear.held.empty()) ear.gap_first = true;
  hearing_->events.push_back(
      {Event::Kind::kGap, gap.side, gap.offset, gap.length, gap.time, gap.frame});
}

void FlowSink::on_conflict(const capture::StreamConflict& conflict) {
  if (session_) {
    session_->on_conflict(conflict);
    return;
  }
  if (left_alone_ || hearing_->events.size() > cap()) return;
  HeldBytes& readings = hearing_->readings;
  const std::size_t length = conflict.first_bytes.size();
  const bool keep =
      length == conflict.later_bytes.size() && readings.view().size() + 2 * length <= 2 * cap();
  if (keep) {
    readings.append(conflict.first_bytes);
    readings.append(conflict.later_bytes);
  }
  hearing_->events.push_back({Event::Kind::kConflict,
                              conflict.side,
                              hearing_->conflicts.size(),
                              keep ? length : 0,
                              {},
                              conflict.frame});
  capture::StreamConflict& kept = hearing_->conflicts.emplace_back(conflict);
  kept.first_bytes = kept.later_bytes = {};
}

void FlowSink::on_note(const capture::StreamNote& note) {
  if (session_) {
    session_->on_note(note);
    return;
  }
  if (left_alone_ || hearing_->events.size() > cap()) return;
  hearing_->events.push_back(
      {Event::Kind::kNote, note.side, hearing_->notes.size(), 0, {}, note.frame});
  hearing_->notes.push_back(note);
}

std::size_t FlowSink::cap() const {
  return hearing_->flow.pickup == capture::Pickup::kMidstream ? limits_.recognition_bytes_midstream
                                                              : limits_.recognition_bytes;
}

Opening FlowSink::opening_of(Side side) {
  const bool cut =
      hearing_->flow.pickup == capture::Pickup::kMidstream || hearing_->ear(side).gap_first;
  return cut ? Opening::kMidstream : Opening::kFromStart;
}

PreambleKind FlowSink::tunnel(Side side) {
  return tunnel_of(hearing_->ear(side).held.view().substr(0, cap()), opening_of(side));
}

Voice FlowSink::hear(Side side, Heard heard) {
  const std::string_view said = hearing_->ear(side).held.view().substr(0, cap());
  const PreambleKind here = tunnel(side);
  const PreambleKind there = tunnel(capture::other(side));
  const bool tunnelled = here == PreambleKind::kHttpConnect || here == PreambleKind::kSocks5;
  if (tunnelled && here != there) {
    // A page that an HTTP server sends may hold anything: both sides must have opened the tunnel.
    const bool silent = hearing_->ear(capture::other(side)).held.empty();
    const bool waits = there == PreambleKind::kIncomplete && heard == Heard::kMoreToCome;
    if (waits || !silent) return waits ? Voice::kUnknown : Voice::kOther;
  }
  return smtp::listen(said, opening_of(side), said.size() >= cap() ? Heard::kAll : heard);
}

void FlowSink::decide(Heard heard) {
  // A side that has said all that is looked at waits for the other one no longer.
  for (const Ear& ear : hearing_->ears) {
    if (ear.held.view().size() > cap()) heard = Heard::kAll;
  }
  // Looking again costs as much as is held: the pauses grow with it, so that all looks are linear.
  const std::uint64_t bytes = hearing_->bytes;
  if (heard == Heard::kMoreToCome && bytes < hearing_->next_look) return;
  hearing_->next_look = bytes < limits_.recognition_bytes ? bytes : bytes + bytes / 8;
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
  const std::unique_ptr<Hearing> hearing = std::move(hearing_);
  session_ =
      std::make_unique<Session>(limits_, hearing->flow, client, door_, memory_, mails_, sessions_);
  replay(*hearing, *session_);
}

void FlowSink::replay(const Hearing& hearing, Session& session) {
  std::string_view said[] = {hearing.ears[0].held.view(), hearing.ears[1].held.view()};
  std::string_view readings = hearing.readings.view();
  const auto take = [](std::string_view& from, std::uint64_t length) {
    const std::string_view taken = from.substr(0, static_cast<std::size_t>(length));
    from.remove_prefix(taken.size());
    return taken;
  };
  for (const Event& event : hearing.events) {
    switch (event.kind) {
      case Event::Kind::kBytes:
        session.on_bytes({event.side, event.offset,
                          take(said[static_cast<std::size_t>(event.side)], event.length),
                          event.time, event.frame});
        break;
      case Event::Kind::kGap:
        session.on_gap({event.side, event.offset, event.length, event.time, event.frame});
        break;
      case Event::Kind::kConflict: {
        capture::StreamConflict conflict = hearing.conflicts[event.offset];
        conflict.first_bytes = take(readings, event.length);
        conflict.later_bytes = take(readings, event.length);
        session.on_conflict(conflict);
        break;
      }
      case Event::Kind::kNote:
        session.on_note(hearing.notes[event.offset]);
        break;
    }
  }
}

void FlowSink::leave_alone(Voice initiator) {
  left_alone_ = true;
  tls_ = initiator == Voice::kTls && (is_mail_port(hearing_->flow.initiator.port) ||
                                      is_mail_port(hearing_->flow.responder.port));
  ++other_.flows;
  other_.bytes += hearing_->bytes;
  if (tls_) {
    ++other_.tls_flows;
    other_.tls_bytes += hearing_->bytes;
  }
  for (const Event& event : hearing_->events) {
    if (event.kind == Event::Kind::kGap) other_.missing_bytes += event.length;
  }
  hearing_.reset();
}

void FlowSink::on_end(capture::StreamEnd reason, capture::FrameRef last_frame) {
  if (!session_ && !left_alone_) decide(Heard::kAll);
  if (session_) session_->on_end(reason, last_frame);
}

}  // namespace constat::parser::smtp
