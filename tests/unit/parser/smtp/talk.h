// A conversation said byte by byte as the test wants it, for tests where the cutting matters.
#pragma once

#include <memory>
#include <string_view>

#include "tests/unit/parser/smtp/conversation.h"

namespace constat::parser::smtp::test {

class Talk {
 public:
  explicit Talk(const Limits& limits = {}, capture::Pickup pickup = capture::Pickup::kHandshake)
      : limits_(limits), sink_(pool_.open(flow(pickup))) {}

  Talk& client(std::string_view bytes) { return say(capture::Side::kInitiator, bytes); }
  Talk& server(std::string_view bytes) { return say(capture::Side::kResponder, bytes); }
  Talk& gap(capture::Side side, std::uint64_t length) {
    std::uint64_t& offset = at_[static_cast<std::size_t>(side)];
    sink_->on_gap({side, offset, length, {}, {0, 1}});
    offset += length;
    return *this;
  }
  // Greeting, EHLO, an envelope of one recipient and DATA, all accepted.
  Talk& in_data() {
    server("220 mx.example ESMTP\r\n").client("EHLO c.example\r\n").server("250 mx.example\r\n");
    client("MAIL FROM:<a@s.example>\r\n").server("250 ok\r\n");
    client("RCPT TO:<b@r.example>\r\n").server("250 ok\r\n");
    return client("DATA\r\n").server("354 go\r\n");
  }
  std::uint64_t client_offset() const { return at_[0]; }
  const Seen& end(capture::StreamEnd reason = capture::StreamEnd::kFinished) {
    sink_->on_end(reason, {0, 9});
    seen_.other = pool_.other_flows();
    return seen_;
  }

 private:
  static capture::Flow flow(capture::Pickup pickup) {
    capture::Flow flow;
    flow.initiator = {ip_address_from("192.0.2.1"), 40000};
    flow.responder = {ip_address_from("198.51.100.25"), 25};
    flow.pickup = pickup;
    return flow;
  }
  Talk& say(capture::Side side, std::string_view bytes) {
    std::uint64_t& offset = at_[static_cast<std::size_t>(side)];
    const std::string copy(bytes);  // nothing may be kept of it after the call
    sink_->on_bytes({side, offset, copy, {}, {0, 1}});
    offset += bytes.size();
    seen_.delivered += bytes.size();
    return *this;
  }

  Limits limits_;
  Seen seen_;
  SessionPool pool_{limits_, capture::Door::kPacket, seen_, seen_};
  std::unique_ptr<capture::StreamSink> sink_;
  std::uint64_t at_[2] = {0, 0};
};

}  // namespace constat::parser::smtp::test
