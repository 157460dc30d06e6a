// What both sides of a session say, for the generators of the catalogue's rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "capture/stream_events.h"

namespace constat {

using capture::Side;

inline constexpr std::size_t kSegment = 1460;

// What both sides say, in the order of the capture.
struct Script {
  struct Turn {
    Side side;
    std::string bytes;
    std::size_t segment = kSegment;
  };
  std::vector<Turn> turns;

  Script& client(std::string bytes, std::size_t segment = kSegment) {
    turns.push_back({Side::kInitiator, std::move(bytes), segment});
    return *this;
  }
  Script& server(std::string bytes, std::size_t segment = kSegment) {
    turns.push_back({Side::kResponder, std::move(bytes), segment});
    return *this;
  }
};

inline std::string times(std::size_t n, std::string_view piece) {
  std::string all;
  all.reserve(n * piece.size());
  for (std::size_t i = 0; i < n; ++i) all += piece;
  return all;
}

// Number i in each piece: "name*0=x;name*1=x;".
template <typename Piece>
std::string numbered(std::size_t n, Piece piece) {
  std::string all;
  for (std::size_t i = 0; i < n; ++i) all += piece(std::to_string(i));
  return all;
}

inline Script opened() {
  Script script;
  script.server("220 mx.example ESMTP\r\n").client("EHLO c.example\r\n");
  return script.server("250 mx.example\r\n");
}

inline Script in_data() {
  Script script = opened();
  script.client("MAIL FROM:<a@s.example>\r\n").server("250 ok\r\n");
  script.client("RCPT TO:<b@r.example>\r\n").server("250 ok\r\n");
  return script.client("DATA\r\n").server("354 go\r\n");
}

inline Script mail(std::string bytes) {
  return in_data().client(std::move(bytes)).client("\r\n.\r\n").server("250 queued\r\n");
}
inline Script header(std::string fields) {
  return mail("From: <a@s.example>\r\n" + std::move(fields) + "\r\n\r\nBonjour\r\n");
}
inline Script text(std::string_view type, std::string body) {
  return mail("From: <a@s.example>\r\nContent-Type: text/" + std::string(type) + "\r\n\r\n" +
              std::move(body));
}
inline Script encoded(std::string_view encoding, std::string body) {
  return mail("From: <a@s.example>\r\nContent-Transfer-Encoding: " + std::string(encoding) +
              "\r\n\r\n" + std::move(body));
}
inline Script multipart(std::string body) {
  return mail("Content-Type: multipart/mixed; boundary=a\r\n\r\n" + std::move(body));
}

struct Generator {
  const char* name;
  Script (*make)(std::size_t n);
};

}  // namespace constat
