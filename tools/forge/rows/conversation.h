// An SMTP conversation written packet by packet, so that a fault can be put at any of them. Every
// segment with data is acknowledged by a packet of its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/forge/scenario.h"
#include "tools/forge/wire/tcp_packet.h"

namespace constat::forge {

// One packet at its time.
struct Shot {
  CaptureTime time;
  TcpPacket packet;
};
using Shots = std::vector<Shot>;

struct Letter {
  std::string mail_from = "bounce@ferme.example";
  std::string recipient = "ana@boite.example";
  std::string content;  // as the recipient gets it: lines end in CRLF, dots not stuffed
};
// A short mail of its own number, with no line that begins with a dot.
Letter letter(unsigned number);
// The same with a body of about so many bytes.
Letter long_letter(unsigned number, std::size_t bytes);

class Conversation {
 public:
  struct Start {
    Endpoint client{};
    Endpoint server{};
    std::uint32_t client_isn = 1'000'000;
    std::uint32_t server_isn = 5'000'000;
    CaptureTime time{};
    std::size_t segment = 1448;
    unsigned number = 0;  // of the conversation in its file: tells addresses and ports apart
  };
  // Endpoints and time that are not given follow from the number.
  explicit Conversation(Start start);

  Conversation& handshake();
  // Words of one side as segments, each acknowledged.
  Conversation& client(std::string_view bytes) { return says(Side::kClient, bytes); }
  Conversation& server(std::string_view bytes) { return says(Side::kServer, bytes); }
  Conversation& greeting();                    // 220, EHLO and its answer
  Conversation& envelope(const Letter& mail);  // MAIL to 354
  Conversation& content(const Letter& mail);   // the mail, the final dot, and 250
  Conversation& mail(const Letter& mail) { return envelope(mail).content(mail); }
  Conversation& quit();  // QUIT, 221, both FINs
  // handshake() to quit() with these mails.
  Conversation& whole(const std::vector<Letter>& mails);

  // One packet of a side as it would come next; its bytes count. For faults that are to be right in
  // everything else, copy one and change it.
  Shot& emit(Side side, std::uint8_t flags, std::string_view payload = {});
  // The next packet of a side without its bytes counting, and without adding it.
  Shot next(Side side, std::uint8_t flags, std::string_view payload = {}) const;
  // The side's last SYN was one that it had sent before: it takes no number of its own.
  void take_back(Side side) { --end_of(side).next; }
  void wait(std::int64_t nanoseconds) { now_.nanoseconds += nanoseconds; }

  Shots& shots() { return shots_; }
  const Start& start() const { return start_; }
  // Position in the stream of its side.
  std::uint64_t offset_of(const TcpPacket& packet) const;
  // Index of the only packet of the side that holds the text; at the end when there is none.
  std::size_t place_of(Side side, std::string_view text) const;
  // Largest payload of what is said from here on.
  void set_segment(std::size_t bytes) { start_.segment = bytes; }

 private:
  struct End {
    std::uint32_t next = 0;
    std::uint16_t ip_id = 0;
    std::uint32_t last_stamp = 0;
  };
  Conversation& says(Side side, std::string_view bytes);
  End& end_of(Side side) { return side == Side::kClient ? client_ : server_; }
  const End& end_of(Side side) const { return side == Side::kClient ? client_ : server_; }

  Start start_;
  CaptureTime now_;
  End client_;
  End server_;
  Shots shots_;
};

inline Side other_side(Side side) { return side == Side::kClient ? Side::kServer : Side::kClient; }
bool is_from_client(const TcpPacket& packet);

// Shots of several conversations in the order of time; of equal times in the order given.
Shots merged(std::vector<Shots> conversations);

// Moves `shots[from]` so that it comes right after what is now `shots[to]`; takes over its place in
// time.
void move_after(Shots& shots, std::size_t from, std::size_t to);
// A shot right behind shots[at], at the same time.
void insert_after(Shots& shots, std::size_t at, Shot shot);
void erase_at(Shots& shots, std::size_t at);

}  // namespace constat::forge
