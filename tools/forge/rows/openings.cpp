// T04, T09, T10, T21: how connections begin, and where their numbers start.
#include <array>

#include "tools/forge/rows/all_rows.h"
#include "tools/forge/rows/expect.h"

namespace constat::forge {
namespace {

namespace json = boost::json;

constexpr const char* kHello = "EHLO mta.ferme.example\r\n";

// After the handshake, for a client whose EHLO was (or was not) taken with the SYN.
void go_on(Conversation& talk, const Letter& mail) {
  talk.server("250-mx.example\r\n250 8BITMIME\r\n").mail(mail).quit();
}

// SYN with data; the server acknowledges all of it, or the SYN only.
enum class Taken : std::uint8_t { kData, kSynOnly };
Shots data_on_syn(Taken taken, std::string_view cookie, std::string_view with_answer) {
  Conversation talk({});
  talk.emit(Side::kClient, kSyn, kHello).packet.options += cookie;
  talk.wait(2'000'000);
  Shot& answer = talk.emit(Side::kServer, kSyn | kAck, with_answer);
  if (taken == Taken::kSynOnly) answer.packet.acknowledged = talk.start().client_isn + 1;
  talk.wait(2'000'000);
  Shot& third = talk.emit(Side::kClient, kAck);
  if (taken == Taken::kSynOnly) {
    third.packet.sequence = talk.start().client_isn + 1;
    Shot again = third;
    again.packet.flags = kPsh | kAck;
    again.packet.payload = kHello;
    talk.wait(2'000'000);
    if (with_answer.empty()) talk.server("220 mx.example ESMTP\r\n");
    again.time = talk.next(Side::kClient, kAck).time;
    talk.shots().push_back(again);
  } else if (with_answer.empty()) {
    talk.server("220 mx.example ESMTP\r\n");
  }
  go_on(talk, letter(1));
  return std::move(talk.shots());
}

void make_fast_open(CaseSink& cases) {
  const std::string cookie = std::string("\x22\x0a", 2) + "cookie-8" + std::string(2, '\x01');
  const std::size_t bytes = std::string_view(kHello).size();
  Expect covered = expect_whole({letter(1)});
  covered.streams({{"syn_bytes_ignored", 0}, {"gaps", 0}, {"conflicts", 0}});
  covered.some({{"record", "session"}, {"helo", json::array{"mta.ferme.example"}}});
  add_case(cases, "syn_data_acknowledged", pcap_of(data_on_syn(Taken::kData, "", "")),
           Expect(covered));
  add_case(cases, "fast_open_cookie", pcap_of(data_on_syn(Taken::kData, cookie, "")),
           Expect(covered));
  add_case(cases, "fast_open_data_on_syn_ack",
           pcap_of(data_on_syn(Taken::kData, cookie, "220 mx.example ESMTP\r\n")), Expect(covered));
  Expect ignored = expect_whole({letter(1)});
  ignored.streams({{"syn_bytes_ignored", bytes}, {"gaps", 0}, {"conflicts", 0}});
  ignored.some({{"record", "session"}, {"helo", json::array{"mta.ferme.example"}}});
  add_case(cases, "syn_data_not_acknowledged", pcap_of(data_on_syn(Taken::kSynOnly, "", "")),
           Expect(ignored));
  add_case(cases, "fast_open_refused", pcap_of(data_on_syn(Taken::kSynOnly, cookie, "")), ignored);
}

// A SYN `times` before the one that is answered, or after it, with another number.
void make_syn_again(CaseSink& cases) {
  struct Again {
    const char* name;
    std::uint32_t isn;
    std::size_t at;  // before this packet
  };
  for (const Again& again :
       {Again{"syn_again_same_number", 1'000'000, 1}, Again{"syn_again_before_answer", 77'000, 0},
        Again{"syn_other_after_syn", 99'000, 1}}) {
    Conversation talk({});
    talk.whole({letter(1)});
    Shot syn = talk.shots()[0];
    syn.packet.sequence = again.isn;
    ++syn.packet.ip_id;
    Shots& shots = talk.shots();
    shots.insert(shots.begin() + static_cast<std::ptrdiff_t>(again.at), syn);
    Expect expect = expect_whole({letter(1)});
    expect.streams({{"flows", 1}, {"gaps", 0}, {"conflicts", 0}});
    add_case(cases, again.name, pcap_of(shots), std::move(expect));
  }
  // Data on a SYN that was never answered must not be read.
  Conversation talk({});
  talk.whole({letter(1)});
  Shot syn = talk.shots()[0];
  syn.packet.sequence = 77'000;
  syn.packet.payload = "EHLO other.elsewhere.example\r\n";
  talk.shots().insert(talk.shots().begin(), syn);
  Expect expect = expect_whole({letter(1)});
  expect.never("elsewhere.example").streams({{"gaps", 0}, {"conflicts", 0}});
  add_case(cases, "data_on_the_other_syn", pcap_of(talk.shots()), std::move(expect));
}

}  // namespace

void make_sequence_wraps(Size size, CaseSink& cases) {
  const Letter mail = long_letter(1, 1'000'000);
  for (const std::uint32_t before : {1u, 2u, 1000u}) {
    Conversation::Start start;
    start.client_isn = 0u - before;
    start.server_isn = 0u - before;
    Conversation talk(start);
    talk.whole({mail});
    Expect expect = expect_whole({mail});
    expect.streams({{"gaps", 0}, {"conflicts", 0}, {"set_aside_bytes", 0}});
    add_case(cases, "isn_" + std::to_string(before) + "_before_wrap", pcap_of(talk.shots()),
             std::move(expect));
  }
  if (size == Size::kFull) make_flow_beyond_four_gibibytes(cases);
}

void make_syn_data(Size, CaseSink& cases) {
  make_fast_open(cases);
  make_syn_again(cases);
}

void make_odd_handshakes(Size, CaseSink& cases) {
  struct Opening {
    const char* name;
    std::vector<std::pair<Side, std::uint8_t>> packets;
  };
  const Side client = Side::kClient, server = Side::kServer;
  const Opening openings[] = {
      {"split_four_way", {{client, kSyn}, {server, kSyn}, {client, kSyn | kAck}, {server, kAck}}},
      {"split_five_way",
       {{client, kSyn}, {server, kAck}, {server, kSyn}, {client, kSyn | kAck}, {server, kAck}}},
      {"simultaneous",
       {{client, kSyn}, {server, kSyn}, {server, kSyn | kAck}, {client, kSyn | kAck}}},
      {"simultaneous_server_first",
       {{server, kSyn}, {client, kSyn}, {client, kSyn | kAck}, {server, kSyn | kAck}}},
  };
  for (const Opening& opening : openings) {
    Conversation talk({});
    std::array<bool, 2> said_syn{};
    for (const auto& [side, flags] : opening.packets) {
      Shot& shot = talk.emit(side, flags);
      const bool is_client = side == Side::kClient;
      bool& said = said_syn[is_client ? 0 : 1];
      if ((flags & kSyn) == 0) {
        // A bare ACK before the server's own SYN says nothing of its numbers.
        if (!said) shot.packet.sequence = talk.start().server_isn;
        continue;
      }
      shot.packet.sequence = is_client ? talk.start().client_isn : talk.start().server_isn;
      if (said) talk.take_back(side);
      said = true;
    }
    talk.greeting().mail(letter(1)).quit();
    Expect expect = expect_whole({letter(1)});
    expect.streams({{"flows", 1}, {"gaps", 0}, {"conflicts", 0}});
    // Whoever sent the first SYN: the banner says who serves.
    expect.some({{"record", "session"},
                 {"client", json::object{{"ip", "192.0.2.1"}}},
                 {"server", json::object{{"ip", "198.51.100.5"}, {"port", 25}}}});
    add_case(cases, opening.name, pcap_of(talk.shots()), std::move(expect));
  }
}

void make_reused_ports(Size, CaseSink& cases) {
  struct Reuse {
    const char* name;
    std::size_t content_packets;  // of the first mail, before its connection is forgotten
    std::int64_t pause;
  };
  for (const Reuse& reuse :
       {Reuse{"inside_data", 6, 1'000'000}, Reuse{"after_a_minute", 6, 60'000'000'000}}) {
    Conversation::Start start;
    start.segment = 100;
    Conversation first(start);
    first.handshake().greeting().envelope(long_letter(1, 3000));
    const std::size_t keep = first.shots().size() + reuse.content_packets;
    first.content(long_letter(1, 3000));
    first.shots().resize(keep);
    start.client_isn = 900'000'000;
    start.server_isn = 800'000'000;
    start.time = first.shots().back().time;
    start.time.nanoseconds += reuse.pause;
    Conversation second(start);
    second.whole({letter(2)});
    Expect expect(0);
    expect.exit_any({0, 3}).count("session", 2).count("mail", 2).some(mail_record(letter(2)));
    expect.some({{"record", "mail"}, {"completeness", "truncated"}});
    expect.none({{"record", "mail"}, {"completeness", "truncated"}, {"outcome", "accepted"}});
    expect.streams({{"flows", 2}, {"conflicts", 0}, {"conflicting_bytes", 0}});
    add_case(cases, reuse.name, pcap_of(merged({first.shots(), second.shots()})),
             std::move(expect));
  }
  // After an orderly end, at once (TIME-WAIT).
  Conversation first({});
  first.whole({letter(1)});
  Conversation::Start start;
  start.client_isn = 900'000'000;
  start.server_isn = 800'000'000;
  start.time = first.shots().back().time;
  start.time.nanoseconds += 5'000'000;
  Conversation second(start);
  second.whole({letter(2)});
  Expect expect(0);
  expect.count("session", 2).count("mail", 2);
  expect.some(mail_record(letter(1))).some(mail_record(letter(2)));
  expect.streams({{"flows", 2}, {"gaps", 0}, {"conflicts", 0}});
  add_case(cases, "in_time_wait", pcap_of(merged({first.shots(), second.shots()})),
           std::move(expect));
}

}  // namespace constat::forge
