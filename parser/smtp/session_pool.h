// Finds SMTP among all TCP flows, on any port, by what is said, and reads it.
//
//   StreamChunk/StreamGap --> SessionPool --> RawMail (MailSink), SessionFacts (SessionSink)
//
// The pool never rejects input: what breaks RFC 5321 becomes a Defect and reading goes on. The
// result depends only on the two byte streams, not on how their pieces were cut or interleaved;
// unless Limits::session_bytes_total is reached: then also on the order of what the pool is given.
#pragma once

#include <cstdint>
#include <memory>

#include "capture/raw_mail.h"
#include "capture/stream_events.h"
#include "core/limits.h"
#include "parser/smtp/mail_memory.h"
#include "parser/smtp/session_facts.h"
#include "parser/smtp/session_memory.h"

namespace constat::parser::smtp {

// Bytes and flows that turned out not to be SMTP; with SessionBytes they account for all delivered
// bytes.
struct OtherFlows {
  std::uint64_t flows = 0;
  std::uint64_t bytes = 0;
  std::uint64_t tls_flows =
      0;  // of them: started with a TLS ClientHello on a mail port (465, 587, 25, 2525)
  std::uint64_t tls_bytes = 0;
  std::uint64_t missing_bytes = 0;  // gaps of known size in all of them
  // No longer read for lack of room (Limits::session_bytes_total): sessions, and flows of which it
  // was not known yet what they are. What came after is part of `bytes`.
  std::uint64_t flows_given_up = 0;
  std::uint64_t given_up_bytes = 0;
  void add(const OtherFlows& other);
};

class SessionPool final : public capture::StreamSinkFactory {
 public:
  // All must outlive the pool and every sink it opened.
  SessionPool(const Limits& limits, capture::Door door, capture::MailSink& mails,
              SessionSink& sessions);
  SessionPool(Limits&& temporary, capture::Door door, capture::MailSink& mails,
              SessionSink& sessions) = delete;

  std::unique_ptr<capture::StreamSink> open(const capture::Flow& flow) override;
  const OtherFlows& other_flows() const { return other_; }

 private:
  const Limits& limits_;
  capture::Door door_;
  capture::MailSink& mails_;
  SessionSink& sessions_;
  MailMemory memory_;
  SessionMemory held_;
  OtherFlows other_;
};

}  // namespace constat::parser::smtp
