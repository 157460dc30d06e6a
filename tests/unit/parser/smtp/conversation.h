// Reads transcripts through a SessionPool and keeps what came out, for tests.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "capture/stream/transcript_source.h"
#include "parser/smtp/session_pool.h"

namespace constat::parser::smtp::test {

struct SeenMail {
  capture::RawMail raw;  // `bytes` and `pieces` point nowhere: use the two below
  std::string bytes;
  std::vector<capture::Piece> pieces;
};

struct Seen final : capture::MailSink, SessionSink {
  std::vector<SeenMail> mails;
  std::vector<SessionFacts> sessions;
  OtherFlows other;
  std::uint64_t delivered = 0;

  void on_mail(const capture::RawMail& mail) override;
  void on_session(const SessionFacts& session) override { sessions.push_back(session); }

  // The one session; fails the test when there is another number of them.
  const SessionFacts& session() const;
};

// The events of one transcript, flow by flow, to be replayed in another cutting.
struct Events {
  struct Step {
    capture::Side side;
    std::string bytes;
    bool is_gap = false;
    std::uint64_t gap = 0;
  };
  capture::Flow flow;
  std::vector<Step> steps;
  capture::StreamEnd end = capture::StreamEnd::kFinished;
};

Seen read(std::string_view transcript, const Limits& limits = {});
Events events_of(std::string_view transcript);

enum class Cutting : std::uint8_t { kWhole, kBytes, kRandom };
// Replays the steps; kRandom cuts both sides anywhere and interleaves the two in any way.
Seen replay(const Events& events, Cutting cutting, std::mt19937& random, const Limits& limits = {});

// Everything of the result that must not depend on cutting, as text.
std::string digest_of(const Seen& seen);
bool has(const Defects& defects, DefectKind kind);
std::size_t count(const Defects& defects, DefectKind kind);
std::uint64_t accounted(const SessionFacts& session);

}  // namespace constat::parser::smtp::test
