#include "tools/forge/speaker.h"

namespace constat::forge {
namespace {

void append_lines(std::string& stream, std::string_view text) {
  for (const char c : text) {
    if (c == '\n') stream += '\r';
    stream += c;
  }
  stream += "\r\n";
}

}  // namespace

void Speaker::exchange(std::string_view command, std::string_view reply) {
  append_lines(dialogue_.client, command);
  if (!reply.empty()) server_line(reply);
}

ByteRange Speaker::client_bytes(std::string_view bytes) {
  const ByteRange range{dialogue_.client.size(), bytes.size()};
  dialogue_.client.append(bytes);
  return range;
}

void Speaker::server_bytes(std::string_view bytes) { dialogue_.server.append(bytes); }

void Speaker::server_line(std::string_view reply) { append_lines(dialogue_.server, reply); }

void Speaker::send() {
  take_turn(Side::kClient, dialogue_.client, client_sent_);
  take_turn(Side::kServer, dialogue_.server, server_sent_);
}

void Speaker::take_turn(Side side, std::string_view stream, std::uint64_t& sent) {
  if (sent == stream.size()) return;
  dialogue_.turns.push_back({side, {sent, stream.size() - sent}, wait_});
  sent = stream.size();
  wait_ = 0;
}

}  // namespace constat::forge
