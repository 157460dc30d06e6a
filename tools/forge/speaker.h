// Puts words into the mouths of client and server: commands wait until the group is sent, so that
// pipelined commands leave in one turn and their replies come back in one (RFC 2920).
#pragma once

#include <cstdint>
#include <string_view>

#include "tools/forge/dialogue.h"

namespace constat::forge {

class Speaker {
 public:
  explicit Speaker(Dialogue& dialogue) : dialogue_(dialogue) {}

  // A command line without its CRLF, and the reply with LF between its lines; "" is no reply.
  void exchange(std::string_view command, std::string_view reply);

  // Bytes as they are. Where they stand in the stream.
  ByteRange client_bytes(std::string_view bytes);
  void server_bytes(std::string_view bytes);
  void server_line(std::string_view reply);

  // The turn is over: what the client gathered goes out, then what the server gathered.
  void send();
  void wait(std::int64_t nanoseconds) { wait_ += nanoseconds; }

 private:
  void take_turn(Side side, std::string_view stream, std::uint64_t& sent);

  Dialogue& dialogue_;
  std::uint64_t client_sent_ = 0;
  std::uint64_t server_sent_ = 0;
  std::int64_t wait_ = 0;
};

}  // namespace constat::forge
