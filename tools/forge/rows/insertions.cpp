// T03, T22, T25, T26: packets that a receiver does not take, or takes for what they are not.
#include "tools/forge/rows/all_rows.h"
#include "tools/forge/rows/expect.h"
#include "tools/forge/wire/octets.h"

namespace constat::forge {
namespace {

namespace json = boost::json;

constexpr const char* kForged = "RCPT TO:<forged@elsewhere.example>\r\n";

// A conversation, and the place after which something may be slipped in: the answer to MAIL.
struct Slot {
  Conversation talk{Conversation::Start{}};
  std::size_t at = 0;
  Shot next;  // of the client, in order
};

Slot slot_before_rcpt() {
  Slot slot;
  const Letter mail = letter(1);
  slot.talk.handshake().greeting().client("MAIL FROM:<" + mail.mail_from + ">\r\n");
  slot.talk.server("250 2.1.0 Sender ok\r\n");
  slot.at = slot.talk.shots().size() - 1;
  slot.next = slot.talk.next(Side::kClient, kPsh | kAck, kForged);
  slot.talk.client("RCPT TO:<" + mail.recipient + ">\r\n").server("250 2.1.5 Recipient ok\r\n");
  slot.talk.client("DATA\r\n").server("354 Go ahead\r\n").content(mail).quit();
  return slot;
}

template <typename Change>
std::string with_forged(Change change) {
  Slot slot = slot_before_rcpt();
  change(slot.next.packet);
  insert_after(slot.talk.shots(), slot.at, slot.next);
  return pcap_of(slot.talk.shots());
}

// A minute before the one that the packet has: the last eight bytes of its options.
std::uint32_t old_stamp(const TcpPacket& packet) {
  return get32(packet.options, packet.options.size() - 8) - 60'000;
}

Expect expect_untouched() {
  Expect expect = expect_whole({letter(1)});
  expect.never("elsewhere.example").streams({{"conflicts", 0}, {"gaps", 0}});
  return expect;
}

// All packets of one side as its own machine captures them.
std::string offloading(TcpChecksum kind) {
  Conversation talk({});
  talk.whole({letter(1)});
  for (Shot& shot : talk.shots()) {
    if (is_from_client(shot.packet)) shot.packet.checksum = kind;
  }
  return pcap_of(talk.shots());
}

std::uint64_t packets_of_client() {
  Conversation talk({});
  talk.whole({letter(1)});
  std::uint64_t count = 0;
  for (const Shot& shot : talk.shots()) count += is_from_client(shot.packet) ? 1 : 0;
  return count;
}

void make_low_hops(CaseSink& cases) {
  // The packet that may not have arrived comes second: the first copy is read, both are told.
  Slot slot = slot_before_rcpt();
  const std::size_t real = slot.talk.place_of(Side::kClient, "RCPT TO:");
  Shot copy = slot.talk.shots()[real];
  copy.packet.payload = std::string(copy.packet.payload.size(), '#');
  copy.packet.hops = 2;
  insert_after(slot.talk.shots(), real, copy);
  Expect expect = expect_whole({letter(1)});
  expect.streams({{"ttl_outliers", at_least(1)}, {"conflicts", 1}});
  expect.told("ttl_outlier");
  add_case(cases, "low_time_to_live", pcap_of(slot.talk.shots()), std::move(expect));
}

}  // namespace

void make_insertions(Size, CaseSink& cases) {
  Expect wrong = expect_untouched();
  wrong.streams({{"conflicts", 0}})
      .frame_counts({{"checksums_wrong_set_aside", 1}})
      .skipped("bad_checksum", 1);
  add_case(cases, "wrong_checksum",
           with_forged([](TcpPacket& packet) { packet.checksum = TcpChecksum::kWrong; }),
           std::move(wrong));
  Expect old = expect_untouched();
  old.streams(
      {{"old_timestamp_segments", 1}, {"set_aside_bytes", std::string_view(kForged).size()}});
  old.told("old_timestamp");
  add_case(cases, "old_timestamp", with_forged([](TcpPacket& packet) {
             packet.options = timestamps(old_stamp(packet), 1);
           }),
           std::move(old));
  Expect no_ack = expect_untouched();
  no_ack.streams({{"set_aside_bytes", std::string_view(kForged).size()}});
  add_case(cases, "no_ack_flag", with_forged([](TcpPacket& packet) { packet.flags = 0; }),
           std::move(no_ack));
  Expect far = expect_untouched();
  far.streams({{"set_aside_bytes", std::string_view(kForged).size()}});
  far.told("segment_out_of_window");
  add_case(cases, "out_of_window",
           with_forged([](TcpPacket& packet) { packet.sequence += 0x60000000; }), std::move(far));
  make_low_hops(cases);
  const std::uint64_t packets = packets_of_client();
  Expect unfinished = expect_whole({letter(1)});
  unfinished.frame_counts({{"checksums_wrong_read", packets},
                           {"checksums_unfinished", packets},
                           {"checksums_wrong_set_aside", 0},
                           {"addresses_offloading", 1}});
  add_case(cases, "offloaded_unfinished", offloading(TcpChecksum::kUnfinished),
           std::move(unfinished));
  Expect strict(0);
  strict.exit_any({0, 3})
      .argument("--checksums")
      .argument("strict")
      .skipped("bad_checksum", packets);
  add_case(cases, "offloaded_but_strict", offloading(TcpChecksum::kUnfinished), std::move(strict));
  Expect ignored = expect_whole({letter(1)});
  ignored.argument("--checksums").argument("ignore");
  add_case(cases, "offloaded_garbage_ignored", offloading(TcpChecksum::kWrong), std::move(ignored));
}

void make_probes(Size, CaseSink& cases) {
  struct Probe {
    const char* name;
    std::size_t bytes;
    std::uint16_t window;
  };
  // RFC 9293 sections 3.8.4 and 3.8.6.1: one before what was acknowledged, with nothing or a byte
  // of no meaning; a receiver that has no room gets one byte to ask about it.
  for (const Probe& probe : {Probe{"keep_alive_empty", 0, 65535},
                             Probe{"keep_alive_byte", 1, 65535}, Probe{"zero_window_byte", 1, 0}}) {
    Conversation talk({});
    const Letter mail = letter(1);
    talk.handshake().greeting().envelope(mail);
    talk.shots().back().packet.window = probe.window;
    for (int times = 0; times < 3; ++times) {
      talk.wait(1'000'000'000);
      Shot shot = talk.next(Side::kClient, kAck, std::string(probe.bytes, '\x7f'));
      --shot.packet.sequence;
      talk.shots().push_back(shot);
      Shot answer = talk.next(Side::kServer, kAck);
      answer.packet.window = probe.window;
      talk.shots().push_back(answer);
    }
    talk.content(mail).quit();
    Expect expect = expect_whole({mail});
    expect.streams({{"probes", 3}, {"conflicts", 0}, {"conflicting_bytes", 0}, {"gaps", 0}});
    expect.some({{"record", "session"}, {"conflicts", json::array{}}});
    add_case(cases, probe.name, pcap_of(talk.shots()), std::move(expect));
  }
}

void make_malformed_options(Size, CaseSink& cases) {
  struct Options {
    const char* name;
    std::string bytes;
    std::uint64_t malformed;
  };
  const Options all[] = {
      {"length_zero", std::string("\x08\x00\x01\x01", 4), 1},
      {"length_one", std::string("\x08\x01\x01\x01", 4), 1},
      {"longer_than_rest", std::string("\x08\x0a\x00\x01", 4), 1},
      {"kind_without_length", std::string("\x01\x01\x01\x08", 4), 1},
      {"forty_nops", std::string(40, '\x01'), 0},
      {"end_then_anything", std::string("\x00\x08\x00\xff", 4), 0},
  };
  for (const Options& options : all) {
    Conversation talk({});
    talk.whole({letter(1)});
    for (const char* words : {"EHLO ", "Bonjour"})
      talk.shots()[talk.place_of(Side::kClient, words)].packet.options = options.bytes;
    Expect expect = expect_whole({letter(1)});
    expect.frame_counts({{"options_malformed", 2 * options.malformed}});
    add_case(cases, options.name, pcap_of(talk.shots()), std::move(expect));
  }
}

void make_offloaded_frames(Size, CaseSink& cases) {
  const Letter mail = long_letter(1, 150'000);
  for (const char* version : {"ipv4", "ipv6"}) {
    const bool six = std::string_view(version) == "ipv6";
    Conversation::Start start;
    if (six) {
      start.client = {ip_address_from("2001:db8:1::10"), 40'000};
      start.server = {ip_address_from("2001:db8:2::5"), 25};
    }
    for (const char* kind : {"zero_length", "64k"}) {
      const bool zero = std::string_view(kind) == "zero_length";
      Conversation talk(start);
      talk.handshake().greeting().envelope(mail);
      // 65 535 is all that an IPv4 length can say; headers of 52 and 20 bytes.
      talk.set_segment(zero ? 100'000 : 65'535 - 72);
      talk.content(mail);
      talk.set_segment(1448);
      talk.quit();
      for (Shot& shot : talk.shots()) {
        if (zero && shot.packet.payload.size() > 40'000) {
          shot.packet.length = IpLength::kZero;
          shot.packet.checksum = TcpChecksum::kUnfinished;
        }
      }
      Expect expect = expect_whole({mail});
      expect.streams({{"gaps", 0}, {"conflicts", 0}});
      add_case(cases, std::string(kind) + "_" + version, pcap_of(talk.shots()), std::move(expect));
    }
  }
}

}  // namespace constat::forge
