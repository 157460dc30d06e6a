// T18, T19, T20: headers around packets, repeated frames, and their times.
#include <algorithm>

#include "tools/forge/rows/all_rows.h"
#include "tools/forge/rows/expect.h"
#include "tools/forge/wire/ip_header.h"
#include "tools/forge/wire/link_headers.h"
#include "tools/forge/wire/octets.h"
#include "tools/forge/wire/tunnels.h"

namespace constat::forge {
namespace {

namespace json = boost::json;

// --- T18 ---

std::string vlans(std::string_view ip, int depth) {
  std::string tags;
  for (int i = 1; i < depth; ++i) {
    put16(tags, 100);
    put16(tags, 0x8100);
  }
  put16(tags, 100);
  put16(tags, ether_type_of(ip));
  return in_ethernet(ip, {}, 0x8100, tags.append(ip));
}

std::string mpls(std::string_view ip, int depth) {
  std::string labels;
  for (int i = 1; i <= depth; ++i) put32(labels, 100'016u << 12 | (i == depth ? 0x100 : 0) | 64);
  return in_ethernet(ip, {}, 0x8847, labels.append(ip));
}

template <typename Around>
std::string nested(std::string_view ip, int depth, Around around) {
  std::string out(ip);
  for (int i = 0; i < depth; ++i) out = around(out);
  return in_ethernet(out);
}

std::string extensions(std::string_view ip, int depth) {
  std::string headers;
  for (int i = 1; i <= depth; ++i) {
    put8(headers, i == depth ? get8(ip, 6) : 60);
    put8(headers, 0);
    put16(headers, 0x0104);
    put32(headers, 0);
  }
  std::string out(ip.substr(0, 40));
  out[6] = '\x3c';
  set16(out, 4, headers.size() + ip.size() - 40);
  return in_ethernet(out.append(headers).append(ip.substr(40)));
}

struct Nest {
  const char* name;
  int version;
  std::string (*wrap)(std::string_view ip, int depth);
};

constexpr Nest kNests[] = {
    {"vlan", 4, vlans},
    {"mpls", 4, mpls},
    {"gre", 4,
     [](std::string_view ip, int depth) {
       return nested(ip, depth, [](std::string_view inner) { return in_gre(inner, 1); });
     }},
    {"ip_in_ip", 4,
     [](std::string_view ip, int depth) {
       return nested(ip, depth, [](std::string_view inner) { return in_outer_ip(inner, 4, 1); });
     }},
    {"ipv6_extensions", 6, extensions},
    {"vxlan", 4,
     [](std::string_view ip, int depth) {
       return nested(ip, depth, [](std::string_view inner) { return in_vxlan(inner, 1); });
     }},
    {"pppoe_in_vxlan", 4,
     [](std::string_view ip, int depth) {
       std::string out = in_pppoe(ip);
       for (int i = 1; i < depth; ++i) {
         std::string header("\x08\0\0\0\0\x13\x88\0", 8);
         out = in_ethernet(in_udp({source_of(ip), destination_of(ip)}, 50'001, 4789,
                                  UdpChecksum::kZero, header + out));
       }
       return out;
     }},
};

Conversation::Start start_of(int version, unsigned number) {
  Conversation::Start start;
  start.number = number;
  if (version == 6) {
    start.client = {ip_address_from("2001:db8:1::10"), static_cast<std::uint16_t>(40'000 + number)};
    start.server = {ip_address_from("2001:db8:2::5"), 25};
  }
  return start;
}

// A conversation whose frames are nested this deep, beside a plain one.
std::string nested_beside_plain(const Nest& nest, int depth) {
  Conversation plain(start_of(4, 1));
  plain.whole({letter(1)});
  Conversation deep(start_of(nest.version, 2));
  deep.whole({letter(2)});
  std::vector<RawFrame> frames = frames_of(plain.shots());
  for (const Shot& shot : deep.shots())
    frames.push_back({shot.time, nest.wrap(ip_packet_of(shot.packet), depth)});
  std::ranges::stable_sort(frames, {}, &RawFrame::time);
  return pcap_of(frames);
}

std::uint64_t packets_of(unsigned number) {
  Conversation talk(start_of(4, number));
  talk.whole({letter(number)});
  return talk.shots().size();
}

// --- T19 ---

enum class Copy : std::uint8_t { kSame, kOtherVlan, kBehindRouter };

std::string repeated(Copy copy, std::size_t behind) {
  Conversation talk({});
  talk.whole({letter(1)});
  std::vector<RawFrame> out;
  std::vector<RawFrame> late;
  for (const Shot& shot : talk.shots()) {
    out.push_back({shot.time, in_ethernet(ip_packet_of(shot.packet))});
    TcpPacket again = shot.packet;
    if (copy == Copy::kBehindRouter) --again.hops;
    const std::string ip = ip_packet_of(again);
    late.push_back({shot.time, copy == Copy::kOtherVlan
                                   ? in_ethernet(ip, {{0x8100, 77}}, 0x0800, ip)
                                   : in_ethernet(ip)});
    if (late.size() <= behind) continue;
    out.push_back(late[late.size() - 1 - behind]);
    out.back().time = shot.time;
  }
  for (std::size_t i = late.size() - behind; i < late.size(); ++i) out.push_back(late[i]);
  for (std::size_t i = 1; i < out.size(); ++i) out[i].time = std::max(out[i].time, out[i - 1].time);
  return pcap_of(out);
}

}  // namespace

void make_deep_headers(Size, CaseSink& cases) {
  for (const Nest& nest : kNests) {
    Expect both(0);
    both.count("session", 2).count("mail", 2).some(mail_record(letter(1)));
    both.some(mail_record(letter(2))).skipped("too_deep", 0);
    // Four of them: no kind needs more than three headers for one.
    add_case(cases, std::string(nest.name) + "_4", nested_beside_plain(nest, 4), std::move(both));
    Expect one(0);
    one.exit_any({0, 3}).some(mail_record(letter(1)));
    const std::string name = nest.name;
    // How many labels or extension headers one layer is, is not said; the packet is read or told
    // of.
    if (name != "mpls" && name != "ipv6_extensions") {
      one.count("session", 1).count("mail", 1).skipped("too_deep", packets_of(2));
    }
    add_case(cases, name + "_100", nested_beside_plain(nest, 100), std::move(one));
  }
}

void make_repeated_frames(Size, CaseSink& cases) {
  struct Variant {
    const char* name;
    Copy copy;
    std::size_t behind;
  };
  const std::uint64_t packets = packets_of(1);
  for (const Variant& variant :
       {Variant{"twice", Copy::kSame, 0}, Variant{"twice_other_vlan", Copy::kOtherVlan, 0},
        Variant{"twice_some_frames_later", Copy::kSame, 5},
        Variant{"behind_a_router", Copy::kBehindRouter, 0}}) {
    Expect expect = expect_whole({letter(1)});
    expect.streams({{"flows", 1}, {"conflicts", 0}, {"gaps", 0}});
    if (variant.copy != Copy::kBehindRouter) expect.frame_counts({{"frames_repeated", packets}});
    add_case(cases, variant.name, repeated(variant.copy, variant.behind), std::move(expect));
  }
}

void make_odd_times(Size, CaseSink& cases) {
  struct Variant {
    const char* name;
    std::int64_t
        seconds;  // the time of the frames in the middle; with `is_step`: how far they step
    bool is_step;
  };
  const Variant variants[] = {
      {"back_an_hour", -3600, true},    {"forward_an_hour", 3600, true},
      {"forward_a_day", 86'400, true},  {"zero", 0, false},
      {"year_2038", 0x7fffffff, false}, {"year_2106", 0xffffffff, false},
  };
  for (const Variant& variant : variants) {
    Conversation talk({});
    talk.whole({letter(1), letter(2)});
    Shots& shots = talk.shots();
    for (std::size_t at = shots.size() / 3; at < 2 * shots.size() / 3; ++at) {
      shots[at].time.nanoseconds =
          variant.seconds * 1'000'000'000 + (variant.is_step ? shots[at].time.nanoseconds : 0);
    }
    // Records come in the order of their times.
    Expect expect(0);
    expect.exit_any({0, 3}).count("session", 1).count("mail", 2);
    expect.some(mail_record(letter(1)))
        .some(mail_record(letter(2)))
        .streams({{"flows", 1}, {"gaps", 0}, {"conflicts", 0}});
    if (variant.seconds < 3600)
      expect.some({{"record", "input"}, {"defects", has({{"kind", "time_anomaly"}})}});
    add_case(cases, variant.name, pcap_of(shots), std::move(expect));
  }
  Conversation still({});
  still.whole({letter(1)});
  for (Shot& shot : still.shots()) shot.time = still.shots().front().time;
  add_case(cases, "all_equal", pcap_of(still.shots()), expect_whole({letter(1)}));
}

}  // namespace constat::forge
