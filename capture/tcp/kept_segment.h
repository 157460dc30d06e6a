// A segment that must wait as a whole, with its payload.
#pragma once

#include <string>

#include "capture/stream_events.h"
#include "capture/tcp/flow_key.h"

namespace constat::capture {

class KeptSegment {
 public:
  KeptSegment(const TcpSegment& segment, End from, const Arrival& came)
      : sender(from), arrival(came), segment_(segment), payload_(segment.payload) {
    segment_.payload = {};
  }

  // Borrows from this.
  TcpSegment segment() const {
    TcpSegment result = segment_;
    result.payload = payload_;
    return result;
  }
  std::size_t charge() const { return payload_.size() + sizeof(KeptSegment); }

  End sender;
  Arrival arrival;

 private:
  TcpSegment segment_;
  std::string payload_;
};

}  // namespace constat::capture
