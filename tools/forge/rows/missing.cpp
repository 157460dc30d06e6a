// T11 to T14: what the capture does not hold.
#include <algorithm>

#include "tools/forge/rows/all_rows.h"
#include "tools/forge/rows/expect.h"

namespace constat::forge {
namespace {

namespace json = boost::json;

json::object mail_from(const Letter& mail) {
  return {{"record", "mail"}, {"envelope", json::object{{"mail_from", mail.mail_from}}}};
}

// Where in the stream of the client the words of each mail begin and end.
struct Extent {
  std::size_t mail;         // index of the packet with MAIL FROM
  std::size_t content;      // with the first byte of the mail
  std::size_t end_of_data;  // with the final dot
};

std::vector<Extent> extents_of(Conversation& talk, const std::vector<Letter>& mails) {
  std::vector<Extent> out;
  for (const Letter& mail : mails) {
    Extent extent{};
    extent.mail = talk.place_of(Side::kClient, "MAIL FROM:<" + mail.mail_from);
    extent.content = extent.mail;
    const Shots& shots = talk.shots();
    while (!shots[extent.content].packet.payload.starts_with("From: ")) ++extent.content;
    extent.end_of_data = extent.content;
    while (!shots[extent.end_of_data].packet.payload.ends_with(".\r\n") ||
           !is_from_client(shots[extent.end_of_data].packet) ||
           shots[extent.end_of_data].packet.payload.find("\r\n.\r\n") == std::string::npos)
      ++extent.end_of_data;
    out.push_back(extent);
  }
  return out;
}

Shots from(const Shots& shots, std::size_t first) {
  return {shots.begin() + static_cast<std::ptrdiff_t>(first), shots.end()};
}

// Content in segments of 100 bytes, the last of them with the end of data.
Conversation in_small_segments(const std::vector<Letter>& mails) {
  Conversation::Start start;
  start.segment = 100;
  Conversation talk(start);
  talk.whole(mails);
  return talk;
}

// The length of the content, and so that of its last segment, is such that the final dot does not
// stand alone in it.
Letter segmented_letter(unsigned number) {
  Letter mail = long_letter(number, 1000);
  while (mail.content.size() % 100 != 50) mail.content.insert(mail.content.size() - 2, "x");
  return mail;
}

}  // namespace

void make_midstream_starts(Size, CaseSink& cases) {
  const std::vector<Letter> mails = {letter(1), letter(2), letter(3)};
  Conversation talk({});
  talk.whole(mails);
  const std::vector<Extent> extents = extents_of(talk, mails);
  for (std::size_t first = 1; first < talk.shots().size(); ++first) {
    Expect expect(0);
    expect.exit_any({0, 3});
    for (std::size_t i = 0; i < mails.size(); ++i) {
      // All of it is there, or its sender is not known: nothing in between may be said.
      if (first <= extents[i].mail) expect.some(mail_record(mails[i]));
      if (first > extents[i].mail) expect.none(mail_from(mails[i]));
    }
    // A SYN+ACK is half a handshake: it says where both sides begin.
    if (first > 1 && first <= extents[2].mail) {
      expect.count("session", 1);
      expect.some({{"record", "session"}, {"midstream", true}, {"sides", "both"}});
    }
    std::string name = std::to_string(first);
    name.insert(0, 3 - name.size(), '0');
    add_case(cases, "from_packet_" + name, pcap_of(from(talk.shots(), first)), std::move(expect));
  }
}

void make_single_sides(Size, CaseSink& cases) {
  const std::vector<Letter> mails = {letter(1), letter(2)};
  for (const char* side : {"client", "server"}) {
    const bool client = std::string_view(side) == "client";
    Conversation talk({});
    talk.whole(mails);
    std::uint64_t missing = 0;
    std::erase_if(talk.shots(), [&](const Shot& shot) {
      const bool gone = is_from_client(shot.packet) != client;
      missing += gone ? shot.packet.payload.size() : 0;
      return gone;
    });
    Expect expect(3);
    expect.count("session", 1).count("mail", client ? 2 : 0);
    expect.record({{"record", "session"}, {"sides", client ? "client_only" : "server_only"}});
    if (client) {
      for (const Letter& mail : mails) {
        json::object record = mail_record(mail);
        record["outcome"] = "not_observed";
        record["envelope"] = json::object{
            {"mail_from", mail.mail_from},
            {"recipients",
             json::array{json::object{{"outcome", "not_observed"}, {"reply", nullptr}}}}};
        expect.record(std::move(record));
      }
    }
    // The acknowledgements of the one side tell how much of the other is missing; the last one also
    // covers the FIN that was not seen.
    expect.streams({{"gaps", 1},
                    {"gap_bytes", at_least(missing)},
                    {"gap_bytes_acknowledged", at_least(missing)}});
    add_case(cases, std::string("only_") + side, pcap_of(talk.shots()), std::move(expect));
  }
}

void make_gaps_in_data(Size, CaseSink& cases) {
  const Letter mail = segmented_letter(1);
  Conversation talk = in_small_segments({mail});
  const Extent extent = extents_of(talk, {mail}).at(0);
  std::uint64_t before = 0;
  for (std::size_t at = extent.content; at < extent.end_of_data; ++at) {
    const TcpPacket packet = talk.shots()[at].packet;
    if (packet.payload.empty() || !is_from_client(packet)) continue;
    Shots shots = talk.shots();
    erase_at(shots, at);
    Letter seen = mail;
    seen.content.erase(before, packet.payload.size());
    json::object record = mail_record(seen);
    record["completeness"] = "holed";
    json::array missing;
    missing.push_back(json::array({before, packet.payload.size()}));
    record["missing"] = missing;
    Expect expect(3);
    expect.count("session", 1).count("mail", 1).record(std::move(record));
    expect.streams({{"gaps", 1},
                    {"gap_bytes", packet.payload.size()},
                    {"gap_bytes_acknowledged", packet.payload.size()}});
    before += packet.payload.size();
    add_case(cases, "without_segment_" + std::to_string(before / 100), pcap_of(shots),
             std::move(expect));
  }
}

void make_gaps_over_commands(Size, CaseSink& cases) {
  // Words of the body that look like commands are never any.
  Letter first = segmented_letter(1);
  first.content +=
      "MAIL FROM:<body@elsewhere.example>\r\nRCPT TO:<body@elsewhere.example>\r\nDATA\r\nQUIT\r\n";
  const Letter second = letter(2);
  const std::vector<Letter> mails = {first, second};
  struct Hole {
    const char* name;
    const char* words;
    int which;  // of the packets with these words
  };
  for (const Hole& hole :
       {Hole{"end_of_data", "\r\n.\r\n", 0}, Hole{"second_mail_command", "MAIL FROM:<bounce-2", 0},
        Hole{"second_rcpt_command", "RCPT TO:<ana-2", 0},
        Hole{"second_data_command", "DATA\r\n", 1}}) {
    Conversation talk({});
    talk.handshake().greeting().envelope(first);
    talk.client(first.content).client("fin\r\n.\r\n").server("250 2.0.0 Queued\r\n");
    talk.mail(second).quit();
    Shots& shots = talk.shots();
    std::size_t at = 0;
    for (int left = hole.which;; ++at) {
      const TcpPacket& packet = shots[at].packet;
      const bool is_it = is_from_client(packet) && packet.payload.size() < 60 &&
                         packet.payload.find(hole.words) != std::string::npos;
      if (is_it && left-- == 0) break;
    }
    const std::size_t length = shots[at].packet.payload.size();
    erase_at(shots, at);
    Expect expect(3);
    expect.count("session", 1);
    expect.none(
        {{"record", "mail"}, {"envelope", json::object{{"mail_from", "body@elsewhere.example"}}}});
    expect.streams({{"gaps", 1}, {"gap_bytes", length}, {"gap_bytes_acknowledged", length}});
    const std::string name = hole.name;
    if (name == "end_of_data") expect.some(mail_record(second));
    if (name != "end_of_data") {
      Letter whole = first;
      whole.content += "fin\r\n";
      expect.some(mail_record(whole));
    }
    if (name == "second_mail_command") expect.none(mail_from(second));
    add_case(cases, "without_" + name, pcap_of(shots), std::move(expect));
  }
}

}  // namespace constat::forge
