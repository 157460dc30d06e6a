// T17: IP fragments (RFC 791 section 3.2, RFC 8200 section 4.5, RFC 5722).
#include "tools/forge/rows/all_rows.h"
#include "tools/forge/rows/expect.h"
#include "tools/forge/wire/ip_header.h"
#include "tools/forge/wire/link_headers.h"
#include "tools/forge/wire/octets.h"

namespace constat::forge {
namespace {

using Pieces = std::vector<std::string>;  // IP packets
constexpr auto kMore = Piece::Follows::kMore;
constexpr auto kLast = Piece::Follows::kNone;

Conversation::Start start_of(int version) {
  Conversation::Start start;
  if (version == 6) {
    start.client = {ip_address_from("2001:db8:1::10"), 40'000};
    start.server = {ip_address_from("2001:db8:2::5"), 25};
  }
  return start;
}

// A conversation in which the packet with the content is replaced by what `cut` makes of it.
template <typename Cut>
std::string with_pieces(int version, Cut cut) {
  Conversation talk(start_of(version));
  talk.whole({letter(1)});
  const std::size_t at = talk.place_of(Side::kClient, "Bonjour");
  std::vector<RawFrame> out;
  for (std::size_t i = 0; i < talk.shots().size(); ++i) {
    const Shot& shot = talk.shots()[i];
    const std::string ip = ip_packet_of(shot.packet);
    const Pieces pieces = i == at ? cut(ip) : Pieces{ip};
    for (const std::string& piece : pieces) out.push_back({shot.time, in_ethernet(piece)});
  }
  return pcap_of(out);
}

std::string garbled(std::string piece, std::size_t from) {
  for (std::size_t at = from; at < piece.size(); ++at) piece[at] = '#';
  return piece;
}

std::size_t payload_of(const std::string& ip) {
  return ip.size() - (version_of(ip) == 6 ? 40 : 20);
}
std::size_t header_of(const std::string& ip) { return version_of(ip) == 6 ? 40 : 20; }

Expect whole() {
  Expect expect = expect_whole({letter(1)});
  expect.streams({{"gaps", 0}, {"conflicts", 0}});
  return expect;
}

// The mail's only packet is gone: nothing of it may be read.
Expect lost(std::size_t bytes) {
  Expect expect(3);
  expect.count("session", 1).never("Lettre 1").streams({{"gaps", 1}, {"gap_bytes", bytes}});
  return expect;
}

std::size_t content_bytes() { return letter(1).content.size() + 3; }

void make_orders(int version, const std::string& ending, CaseSink& cases) {
  add_case(cases, "last_first" + ending,
           with_pieces(version,
                       [](const std::string& ip) {
                         Pieces pieces = fragments_of(ip, 4, 77);
                         return Pieces{pieces.rbegin(), pieces.rend()};
                       }),
           whole());
  // Even the TCP header is cut; each piece eight bytes.
  add_case(
      cases, "tiny" + ending,
      with_pieces(version,
                  [](const std::string& ip) { return fragments_of(ip, payload_of(ip) / 8, 77); }),
      whole());
  add_case(cases, "each_piece_twice" + ending,
           with_pieces(version,
                       [](const std::string& ip) {
                         Pieces out;
                         for (const std::string& piece : fragments_of(ip, 3, 77)) {
                           out.push_back(piece);
                           out.push_back(piece);
                         }
                         return out;
                       }),
           whole());
  // Another packet's pieces with the same number, once the first is complete.
  add_case(cases, "number_used_again" + ending,
           with_pieces(version,
                       [](const std::string& ip) {
                         Pieces out = fragments_of(ip, 3, 77);
                         for (const std::string& piece : fragments_of(ip, 2, 77))
                           out.push_back(piece);
                         return out;
                       }),
           whole());
  Expect hole = lost(content_bytes());
  hole.frame_counts({{"datagrams_incomplete", 1}});
  add_case(cases, "hole" + ending,
           with_pieces(version,
                       [](const std::string& ip) {
                         Pieces pieces = fragments_of(ip, 4, 77);
                         pieces.erase(pieces.begin() + 1);
                         return pieces;
                       }),
           std::move(hole));
  // Bytes enough, but not in every place: the second piece twice and the third never.
  Expect counted = lost(content_bytes());
  counted.frame_counts({{"datagrams_incomplete", 1}});
  add_case(cases, "hole_of_right_size" + ending,
           with_pieces(version,
                       [](const std::string& ip) {
                         Pieces pieces = fragments_of(ip, 4, 77);
                         pieces[2] = pieces[1];
                         return pieces;
                       }),
           std::move(counted));
}

// The second of three pieces reaches 64 bytes back into the first.
Pieces overlapping(const std::string& ip, bool same) {
  const std::size_t bytes = payload_of(ip);
  std::string back = fragment_of(ip, {128, 128, kMore}, 77);
  if (!same) {
    const std::size_t begin = back.size() - 128;
    for (std::size_t at = begin; at < begin + 64; ++at) back[at] = '#';
  }
  return {fragment_of(ip, {0, 192, kMore}, 77), back,
          fragment_of(ip, {256, bytes - 256, kLast}, 77)};
}

void make_overlaps(CaseSink& cases) {
  Expect same4 = whole();
  same4.frame_counts({{"datagrams_overlapping", 0}});
  add_case(cases, "overlap_same_ipv4",
           with_pieces(4, [](const std::string& ip) { return overlapping(ip, true); }),
           std::move(same4));
  Expect other4 = whole();  // the first copy is read, and its checksum is right
  other4.frame_counts({{"datagrams_overlapping", 1}});
  add_case(cases, "overlap_different_ipv4",
           with_pieces(4, [](const std::string& ip) { return overlapping(ip, false); }),
           std::move(other4));
  for (const bool same : {true, false}) {
    Expect expect = lost(content_bytes());
    expect.frame_counts({{"datagrams_overlapping", 1}});
    add_case(cases, std::string("overlap_") + (same ? "same" : "different") + "_ipv6",
             with_pieces(6, [&](const std::string& ip) { return overlapping(ip, same); }),
             std::move(expect));
  }
  // Teardrop: the second piece ends inside the first.
  Expect teardrop = whole();
  teardrop.frame_counts({{"datagrams_overlapping", 1}});
  add_case(cases, "teardrop_ipv4",
           with_pieces(4,
                       [](const std::string& ip) {
                         return Pieces{fragment_of(ip, {0, 256, kMore}, 77),
                                       garbled(fragment_of(ip, {64, 16, kMore}, 77), header_of(ip)),
                                       fragment_of(ip, {256, payload_of(ip) - 256, kLast}, 77)};
                       }),
           std::move(teardrop));
  // Beyond what a datagram can hold (RFC 791: 65 535), in another datagram: that one is given up.
  Expect far = whole();
  far.exit_any({0, 3});
  add_case(cases, "beyond_64k_ipv4",
           with_pieces(4,
                       [](const std::string& ip) {
                         std::string far = fragment_of(ip, {0, 128, kLast}, 99);
                         set16(far, 6, 0x1fff);
                         set_ipv4_checksum(far);
                         return Pieces{fragment_of(ip, {0, 128, kMore}, 99), far, ip};
                       }),
           std::move(far));
}

}  // namespace

void make_fragments(Size size, CaseSink& cases) {
  make_orders(4, "_ipv4", cases);
  make_orders(6, "_ipv6", cases);
  make_overlaps(cases);
  // Many datagrams of which the rest never comes, beside a conversation.
  const std::uint32_t count = size == Size::kFull ? 1'000'000 : 20'000;
  Expect expect = whole();
  expect.set("exit", 3).frame_counts({{"datagrams_incomplete", count}});
  add_case(cases, "incomplete_flood",
           with_pieces(4,
                       [&](const std::string& ip) {
                         Pieces out;
                         for (std::uint32_t i = 0; i < count; ++i) {
                           std::string piece = fragment_of(ip, {0, 64, kMore}, i & 0xffff);
                           set32(piece, 12, 0x0a000000 + (i >> 16));  // another sender every 65 536
                           set_ipv4_checksum(piece);
                           out.push_back(piece);
                         }
                         out.push_back(ip);
                         return out;
                       }),
           std::move(expect));
}

}  // namespace constat::forge
