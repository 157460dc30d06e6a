// One TCP flow until it is known whether it is SMTP; then it passes everything on to a Session, or
// only counts. Small: most flows are something else.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "parser/smtp/held_bytes.h"
#include "parser/smtp/recognition.h"
#include "parser/smtp/session.h"
#include "parser/smtp/session_pool.h"

namespace constat::parser::smtp {

class FlowSink final : public capture::StreamSink, private Holder {
 public:
  FlowSink(const Limits& limits, const capture::Flow& flow, capture::Door door, MailMemory& memory,
           SessionMemory& held, capture::MailSink& mails, SessionSink& sessions, OtherFlows& other);
  ~FlowSink() override { held_.leave(*this); }

  void on_bytes(const capture::StreamChunk& chunk) override;
  void on_gap(const capture::StreamGap& gap) override;
  void on_conflict(const capture::StreamConflict& conflict) override;
  void on_note(const capture::StreamNote& note) override;
  void on_end(capture::StreamEnd reason, capture::FrameRef last_frame) override;

 private:
  // What came before the decision, in the order it came.
  struct Event {
    enum class Kind : std::uint8_t { kBytes, kGap, kConflict, kNote } kind;
    capture::Side side;
    std::uint64_t offset;  // in the stream; of a conflict or note: its place in the list of them
    std::uint64_t length;
    CaptureTime time;
    capture::FrameRef frame;
  };
  struct Ear {
    HeldBytes held;
    bool gap_first = false;
  };
  // Until the decision.
  struct Hearing {
    capture::Flow flow;
    Ear ears[2];
    std::vector<Event> events;
    std::vector<capture::StreamConflict> conflicts;
    std::vector<capture::StreamNote> notes;
    // Of the conflicts, in order: the first reading and the later one, as far as there is room.
    HeldBytes readings;
    std::uint64_t bytes = 0;      // of both sides
    std::uint64_t next_look = 0;  // in bytes
    std::size_t held_bytes() const;
    Ear& ear(capture::Side side) { return ears[static_cast<std::size_t>(side)]; }
  };

  void give_up() override;
  void heard(capture::FrameRef frame);
  void listen(const capture::StreamChunk& chunk);
  std::size_t cap() const;  // bytes of a side looked at before the flow is left alone
  Opening opening_of(capture::Side side);
  PreambleKind tunnel(capture::Side side);
  Voice hear(capture::Side side, Heard heard);
  void decide(Heard heard);
  void become_session(capture::Side client);
  static void replay(const Hearing& hearing, Session& session);
  void leave_alone(Voice initiator);

  const Limits& limits_;
  capture::Door door_;
  MailMemory& memory_;
  SessionMemory& held_;
  capture::MailSink& mails_;
  SessionSink& sessions_;
  OtherFlows& other_;
  std::unique_ptr<Hearing> hearing_;
  std::unique_ptr<Session> session_;
  capture::FrameRef last_frame_;
  bool left_alone_ = false;
  bool given_up_ = false;
  bool tls_ = false;
};

}  // namespace constat::parser::smtp
