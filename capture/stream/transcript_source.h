// Door 2: a conversation written down as text, for tests and for logs.
//
//   # transcript one sentence that says what it shows
//   # client 192.0.2.1:40000 server 198.51.100.25:25      (optional; these are the defaults)
//   # time 2026-03-01T08:00:00Z                              (optional)
//   # pickup midstream                                       (optional: no handshake was seen)
//   S: 220 mx.example ESMTP
//   C: EHLO client.example
//   C- a line without CRLF at its end; \r \n \t \0 \\ and \xHH are read in every line
//   C! 1460        the client's next 1460 bytes were not captured ("S!" likewise; 0: unknown
//   number) E: reset       how the flow ends: finished (default), reset, idle, cut; what follows is
//   another flow
//
// Every line is one chunk; its frame number is the line's number in the file, and each step is one
// millisecond. A line that is none of these is an kInputMalformed defect with its offset, and
// reading goes on.
#pragma once

#include "capture/byte_source.h"
#include "capture/input.h"
#include "capture/stream_events.h"
#include "core/limits.h"

namespace constat::capture {

absl::Status read_transcript(ByteSource& bytes, std::uint32_t input, const Limits& limits,
                             StreamSinkFactory& sinks, InputFacts& facts);

}  // namespace constat::capture
