// T05, T06, T08: resets, FINs and urgent bytes.
#include "tools/forge/rows/all_rows.h"
#include "tools/forge/rows/expect.h"

namespace constat::forge {
namespace {

namespace json = boost::json;

// Slips one packet of a side in after the 354, that is before the content. `change` sees the packet
// as it would be right.
template <typename Change>
Shots with_packet(Side side, std::uint8_t flags, Change change) {
  Conversation talk({});
  const Letter mail = letter(1);
  talk.handshake().greeting().envelope(mail);
  Shot slipped = talk.next(side, flags);
  change(slipped.packet);
  talk.shots().push_back(slipped);
  talk.content(mail).quit();
  return std::move(talk.shots());
}

void make_ignored_resets(CaseSink& cases) {
  struct Reset {
    const char* name;
    std::uint32_t ahead;  // of what the receiver expects
    std::size_t payload;
    std::uint64_t ignored;  // how often it is told that the stream went on; RFC 5961 section 3.2
  };
  const Reset resets[] = {{"out_of_window", 0x40000000, 0, 0},
                          {"in_window_not_next", 10, 0, 1},
                          {"exactly_next_then_goes_on", 0, 0, 1},
                          {"with_data", 0, 20, 1}};
  for (const Reset& reset : resets) {
    for (const Side side : {Side::kClient, Side::kServer}) {
      const Shots shots = with_packet(side, kRst | kAck, [&](TcpPacket& packet) {
        packet.sequence += reset.ahead;
        packet.payload.assign(reset.payload, 'R');
      });
      Expect expect = expect_whole({letter(1)});
      expect.streams({{"gaps", 0}, {"conflicts", 0}, {"set_aside_bytes", reset.payload}});
      if (reset.ignored > 0) {
        expect.streams({{"resets_ignored", reset.ignored}});
        expect.told("reset_ignored");
      }
      add_case(cases, std::string(reset.name) + (side == Side::kClient ? "_client" : "_server"),
               pcap_of(shots), std::move(expect));
    }
  }
}

}  // namespace

void make_resets(Size, CaseSink& cases) {
  make_ignored_resets(cases);
  // One that ends the connection, with the client's next words never seen.
  Conversation talk({});
  talk.handshake().greeting().envelope(letter(1));
  talk.emit(Side::kServer, kRst | kAck);
  Expect expect(0);
  expect.exit_any({0, 3}).count("session", 1).streams({{"resets_ignored", 0}, {"gaps", 0}});
  add_case(cases, "that_ends_it", pcap_of(talk.shots()), std::move(expect));
}

void make_fins(Size, CaseSink& cases) {
  const Letter mail = letter(1);
  Expect whole = expect_whole({mail});
  whole.streams({{"gaps", 0}, {"conflicts", 0}});
  {
    Conversation talk({});
    talk.whole({mail});
    const std::size_t fin = talk.shots().size() - 2;
    const std::size_t data = talk.place_of(Side::kClient, "Bonjour");
    move_after(talk.shots(), fin, data - 1);
    add_case(cases, "fin_before_data", pcap_of(talk.shots()), whole);
  }
  {
    Conversation talk({});
    talk.whole({mail});
    // Words behind the client's FIN, which the server acknowledges and nothing more: outside the
    // stream (RFC 9293 section 3.10.7.4, eighth check).
    Shot late = talk.next(Side::kClient, kPsh | kAck, "MAIL FROM:<late@elsewhere.example>\r\n");
    insert_after(talk.shots(), talk.shots().size() - 2, late);
    Expect expect = whole;
    expect.never("elsewhere.example").streams({{"set_aside_bytes", late.packet.payload.size()}});
    add_case(cases, "data_after_fin", pcap_of(talk.shots()), std::move(expect));
  }
  {
    // RFC 9293 section 3.6: the client has no more to say, the server answers all the same.
    Conversation talk({});
    talk.handshake().greeting().envelope(mail);
    talk.client(mail.content + ".\r\n");
    talk.emit(Side::kClient, kFin | kAck);
    talk.wait(1'000'000);
    talk.emit(Side::kServer, kAck);
    talk.server("250 2.0.0 Queued\r\n");
    talk.emit(Side::kServer, kFin | kAck);
    talk.emit(Side::kClient, kAck);
    add_case(cases, "half_close_then_250", pcap_of(talk.shots()), whole);
  }
  {
    const Shots shots = with_packet(Side::kClient, kFin | kSyn, [](TcpPacket&) {});
    Expect expect(0);
    expect.exit_any({0, 3}).some(mail_record(mail)).streams({{"conflicts", 0}});
    add_case(cases, "fin_and_syn", pcap_of(shots), std::move(expect));
  }
  {
    // The last words and the FIN in one packet.
    Conversation talk({});
    talk.handshake().greeting().mail(mail).client("QUIT\r\n");
    talk.emit(Side::kServer, kFin | kPsh | kAck, "221 2.0.0 Bye\r\n");
    talk.emit(Side::kClient, kFin | kAck);
    talk.emit(Side::kServer, kAck);
    add_case(cases, "fin_with_data", pcap_of(talk.shots()), whole);
  }
}

void make_urgent_bytes(Size, CaseSink& cases) {
  struct Urgent {
    const char* name;
    const char* words;   // of the packet
    std::size_t offset;  // of the urgent byte in it
    std::uint64_t times;
  };
  // RFC 6093: the pointer is one past the urgent byte.
  for (const Urgent& urgent :
       {Urgent{"inside_data", "Bonjour", 30, 1}, Urgent{"inside_end_of_data", "\r\n.\r\n", 0, 1},
        Urgent{"two_in_a_row", "Bonjour", 30, 2}}) {
    Conversation talk({});
    talk.whole({letter(1)});
    Shots& shots = talk.shots();
    const std::size_t at = talk.place_of(Side::kClient, urgent.words);
    TcpPacket& packet = shots[at].packet;
    const std::size_t offset =
        urgent.offset > 0 ? urgent.offset : packet.payload.size() - 3;  // the dot
    packet.flags |= kUrg;
    packet.urgent = static_cast<std::uint16_t>(offset + 1);
    if (urgent.times == 2) {
      // The rest of the content in a packet of its own, its first byte urgent.
      Shot rest = shots[at];
      rest.packet.payload = packet.payload.substr(offset + 1);
      rest.packet.sequence += static_cast<std::uint32_t>(offset + 1);
      rest.packet.urgent = 1;
      packet.payload.resize(offset + 1);
      insert_after(shots, at, rest);
    }
    Expect expect = expect_whole({letter(1)});
    expect.streams({{"urgent_bytes", urgent.times}, {"gaps", 0}, {"conflicts", 0}});
    expect.told("urgent_data");
    add_case(cases, urgent.name, pcap_of(shots), std::move(expect));
  }
}

}  // namespace constat::forge
