#include "tools/forge/rows/conversation.h"

#include <algorithm>

namespace constat::forge {
namespace {

constexpr std::int64_t kStep = 2'000'000;  // between packets, nanoseconds
constexpr std::int64_t kAckStep = 40'000;
constexpr std::uint8_t kWindowShift = 7;

Endpoint endpoint(std::string_view net, unsigned number, unsigned port) {
  return {ip_address_from(std::string(net) + std::to_string(1 + number % 250)),
          static_cast<std::uint16_t>(port)};
}

std::string stuffed(std::string_view content) {
  std::string out;
  bool line_start = true;
  for (const char c : content) {
    if (line_start && c == '.') out += '.';
    out += c;
    line_start = c == '\n';
  }
  return out;
}

}  // namespace

Letter letter(unsigned number) {
  const std::string n = std::to_string(number);
  Letter out;
  out.mail_from = "bounce-" + n + "@ferme.example";
  out.recipient = "ana-" + n + "@boite.example";
  out.content = "From: La Ferme <offres@ferme.example>\r\nTo: " + out.recipient +
                "\r\nSubject: Lettre " + n + "\r\nDate: Mon, 02 Mar 2026 08:00:00 +0000\r\n" +
                "Message-ID: <lettre-" + n +
                "@ferme.example>\r\nList-Unsubscribe: <mailto:stop@ferme.example>\r\n\r\n" +
                "Bonjour,\r\nles premiers abricots de la saison sont au march\xc3\xa9.\r\n" +
                "Ceci est la lettre " + n + ".\r\n";
  return out;
}

Letter long_letter(unsigned number, std::size_t bytes) {
  Letter out = letter(number);
  for (unsigned line = 0; out.content.size() < bytes; ++line)
    out.content += "Ligne " + std::to_string(line) + " : des abricots, des tomates, du pain.\r\n";
  return out;
}

Conversation::Conversation(Start start) : start_(std::move(start)) {
  const unsigned number = start_.number;
  if (!start_.client.ip.known()) start_.client = endpoint("192.0.2.", number, 40'000 + number);
  if (!start_.server.ip.known()) start_.server = endpoint("198.51.100.", 4, 25);
  if (start_.time == CaptureTime{}) {
    start_.time = capture_time_from_rfc3339("2026-03-02T08:00:00Z");
    start_.time.nanoseconds += number * 500'000;
  }
  now_ = start_.time;
  client_.next = start_.client_isn;
  server_.next = start_.server_isn;
  client_.ip_id = static_cast<std::uint16_t>(number * 131 + 1);
  server_.ip_id = static_cast<std::uint16_t>(number * 131 + 30'001);
}

Shot Conversation::next(Side side, std::uint8_t flags, std::string_view payload) const {
  const bool from_client = side == Side::kClient;
  Shot shot;
  shot.time = now_;
  TcpPacket& packet = shot.packet;
  packet.from = from_client ? start_.client : start_.server;
  packet.to = from_client ? start_.server : start_.client;
  packet.sequence = end_of(side).next;
  packet.acknowledged = (flags & kAck) != 0 ? end_of(other_side(side)).next : 0;
  packet.flags = flags;
  packet.ip_id = end_of(side).ip_id;
  packet.hops = from_client ? 57 : 64;
  if ((flags & kSyn) != 0) packet.options = syn_options(1460, kWindowShift);
  const auto stamp = static_cast<std::uint32_t>(now_.nanoseconds / 1'000'000);
  const std::uint32_t echo = (flags & kAck) != 0 ? end_of(other_side(side)).last_stamp : 0;
  packet.options += timestamps(stamp, echo);
  packet.payload = payload;
  return shot;
}

Shot& Conversation::emit(Side side, std::uint8_t flags, std::string_view payload) {
  shots_.push_back(next(side, flags, payload));
  End& end = end_of(side);
  end.next = next_sequence(shots_.back().packet);
  ++end.ip_id;
  end.last_stamp = static_cast<std::uint32_t>(now_.nanoseconds / 1'000'000);
  return shots_.back();
}

Conversation& Conversation::says(Side side, std::string_view bytes) {
  now_.nanoseconds += kStep;
  for (std::size_t at = 0; at < bytes.size(); at += start_.segment) {
    const bool last = at + start_.segment >= bytes.size();
    emit(side, last ? kPsh | kAck : kAck, bytes.substr(at, start_.segment));
    now_.nanoseconds += kAckStep;
    emit(other_side(side), kAck);
    now_.nanoseconds += kAckStep;
  }
  return *this;
}

Conversation& Conversation::handshake() {
  emit(Side::kClient, kSyn);
  now_.nanoseconds += kStep;
  emit(Side::kServer, kSyn | kAck);
  now_.nanoseconds += kStep;
  emit(Side::kClient, kAck);
  return *this;
}

Conversation& Conversation::greeting() {
  return server("220 mx.example ESMTP\r\n")
      .client("EHLO mta.ferme.example\r\n")
      .server("250-mx.example\r\n250 8BITMIME\r\n");
}

Conversation& Conversation::envelope(const Letter& mail) {
  return client("MAIL FROM:<" + mail.mail_from + ">\r\n")
      .server("250 2.1.0 Sender ok\r\n")
      .client("RCPT TO:<" + mail.recipient + ">\r\n")
      .server("250 2.1.5 Recipient ok\r\n")
      .client("DATA\r\n")
      .server("354 Go ahead\r\n");
}

Conversation& Conversation::content(const Letter& mail) {
  return client(stuffed(mail.content) + ".\r\n").server("250 2.0.0 Queued\r\n");
}

Conversation& Conversation::quit() {
  client("QUIT\r\n").server("221 2.0.0 Bye\r\n");
  now_.nanoseconds += kStep;
  emit(Side::kServer, kFin | kAck);
  now_.nanoseconds += kStep;
  emit(Side::kClient, kFin | kAck);
  now_.nanoseconds += kStep;
  emit(Side::kServer, kAck);
  return *this;
}

Conversation& Conversation::whole(const std::vector<Letter>& mails) {
  handshake().greeting();
  for (const Letter& one : mails) mail(one);
  return quit();
}

std::uint64_t Conversation::offset_of(const TcpPacket& packet) const {
  const bool from_client = packet.from == start_.client;
  return packet.sequence - (from_client ? start_.client_isn : start_.server_isn) - 1;
}

std::size_t Conversation::place_of(Side side, std::string_view text) const {
  const Endpoint& from = side == Side::kClient ? start_.client : start_.server;
  const auto found = std::find_if(shots_.begin(), shots_.end(), [&](const Shot& shot) {
    return shot.packet.from == from && shot.packet.payload.find(text) != std::string::npos;
  });
  return static_cast<std::size_t>(found - shots_.begin());
}

bool is_from_client(const TcpPacket& packet) { return packet.to.port == 25; }

Shots merged(std::vector<Shots> conversations) {
  Shots out;
  for (Shots& shots : conversations)
    out.insert(out.end(), std::make_move_iterator(shots.begin()),
               std::make_move_iterator(shots.end()));
  std::ranges::stable_sort(out, {}, &Shot::time);
  return out;
}

void move_after(Shots& shots, std::size_t from, std::size_t to) {
  Shot moved = std::move(shots[from]);
  shots.erase(shots.begin() + static_cast<std::ptrdiff_t>(from));
  insert_after(shots, from < to ? to - 1 : to, std::move(moved));
}

void insert_after(Shots& shots, std::size_t at, Shot shot) {
  shot.time = shots[at].time;
  shots.insert(shots.begin() + static_cast<std::ptrdiff_t>(at) + 1, std::move(shot));
}

void erase_at(Shots& shots, std::size_t at) {
  shots.erase(shots.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace constat::forge
