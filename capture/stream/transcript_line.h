// One line of a transcript, read: see transcript_source.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "capture/stream_events.h"

namespace constat::capture {

struct TranscriptLine {
  enum class Kind : std::uint8_t {
    kNothing,
    kBytes,
    kGap,
    kEnd,
    kEndpoints,
    kTime,
    kPickup,
    kMalformed
  };
  Kind kind = Kind::kNothing;
  Side side = Side::kInitiator;  // the client is the initiator
  std::string bytes;             // of kBytes, escapes undone, line end included
  std::uint64_t gap = 0;
  StreamEnd end = StreamEnd::kFinished;
  Endpoint client, server;
  CaptureTime time;
};

// `text` is without its line end.
void read_transcript_line(std::string_view text, TranscriptLine& line);

}  // namespace constat::capture
