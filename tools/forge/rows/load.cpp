// T07, T15, T16, T23, T24: many small things at once.
#include <algorithm>

#include "tools/forge/random.h"
#include "tools/forge/rows/all_rows.h"
#include "tools/forge/rows/expect.h"

namespace constat::forge {
namespace {

// Shuffles within windows of so many packets; times stay in place.
void reorder(Shots& shots, std::size_t first, std::size_t end, std::size_t window) {
  Random random(7, 7);
  for (std::size_t begin = first; begin < end; begin += window) {
    const std::size_t count = std::min(window, end - begin);
    for (std::size_t i = count; i > 1; --i)
      std::swap(shots[begin + i - 1].packet, shots[begin + random.below(i)].packet);
  }
}

// The content in segments of `segment` bytes without an acknowledgement in between, from `first` to
// `end` of the packets.
struct Burst {
  Shots shots;
  std::size_t first = 0;
  std::size_t end = 0;
};

Burst burst_of(const Letter& mail, std::size_t segment) {
  Conversation talk({});
  talk.handshake().greeting().envelope(mail);
  Burst burst;
  burst.first = talk.shots().size();
  const std::string content = mail.content + ".\r\n";
  for (std::size_t at = 0; at < content.size(); at += segment) {
    talk.wait(1000);
    talk.emit(Side::kClient, kAck, std::string_view(content).substr(at, segment));
  }
  burst.end = talk.shots().size();
  talk.emit(Side::kServer, kAck);
  talk.server("250 2.0.0 Queued\r\n").quit();
  burst.shots = std::move(talk.shots());
  return burst;
}

void sort_descending(Burst& burst) {
  const auto first = burst.shots.begin() + static_cast<std::ptrdiff_t>(burst.first);
  const auto end = burst.shots.begin() + static_cast<std::ptrdiff_t>(burst.end);
  std::vector<CaptureTime> times;
  for (auto shot = first; shot != end; ++shot) times.push_back(shot->time);
  std::reverse(first, end);
  for (auto shot = first; shot != end; ++shot)
    shot->time = times[static_cast<std::size_t>(shot - first)];
}

void sort_odd_then_even(Burst& burst) {
  std::vector<TcpPacket> odd, even;
  for (std::size_t at = burst.first; at < burst.end; ++at)
    ((at - burst.first) % 2 == 1 ? odd : even).push_back(std::move(burst.shots[at].packet));
  odd.insert(odd.end(), std::make_move_iterator(even.begin()), std::make_move_iterator(even.end()));
  for (std::size_t at = burst.first; at < burst.end; ++at)
    burst.shots[at].packet = std::move(odd[at - burst.first]);
}

// Bytes of one frame without a conversation: a segment between addresses made of the numbers.
RawFrame lone_segment(std::uint32_t from, std::uint16_t port, std::uint8_t flags,
                      std::string_view payload, std::int64_t time) {
  std::string bytes;
  for (unsigned shift : {24u, 16u, 8u, 0u}) bytes += static_cast<char>(from >> shift & 0xff);
  Shot shot;
  shot.time.nanoseconds = time;
  shot.packet.from = {IpAddress::v4(bytes), port};
  shot.packet.to = {ip_address_from("198.51.100.5"), 25};
  shot.packet.sequence = from * 2'654'435'761u;
  shot.packet.flags = flags;
  shot.packet.payload = payload;
  return frames_of({shot}).front();
}

// The frames of a flood, spread over those of a conversation.
std::string beside(const Shots& conversation, std::vector<RawFrame> flood) {
  std::vector<RawFrame> frames = frames_of(conversation);
  const std::int64_t begin = frames.front().time.nanoseconds;
  const std::int64_t end = frames.back().time.nanoseconds;
  for (std::size_t i = 0; i < flood.size(); ++i) {
    const auto place =
        static_cast<std::int64_t>(i) * (end - begin) / static_cast<std::int64_t>(flood.size());
    flood[i].time.nanoseconds = begin + place;
  }
  frames.insert(frames.end(), std::make_move_iterator(flood.begin()),
                std::make_move_iterator(flood.end()));
  std::ranges::stable_sort(frames, {}, &RawFrame::time);
  return pcap_of(frames);
}

}  // namespace

void make_tiny_segments(Size size, CaseSink& cases) {
  const std::size_t bytes = size == Size::kFull ? 10'000'000 : 60'000;
  const Letter mail = long_letter(1, bytes);
  Expect expect = expect_whole({mail});
  expect.streams({{"gaps", 0}, {"conflicts", 0}, {"set_aside_bytes", 0}});
  Burst burst = burst_of(mail, 1);
  add_case(cases, "one_byte_each", pcap_of(burst.shots), Expect(expect));
  reorder(burst.shots, burst.first, burst.end, 64);
  add_case(cases, "one_byte_each_reordered", pcap_of(burst.shots), Expect(expect));
}

void make_hoarding(Size size, CaseSink& cases) {
  // One byte of the content comes last, when more than any flow may hold stands behind it.
  const unsigned flows = size == Size::kFull ? 1000 : 12;
  std::vector<Shots> all;
  Expect expect(3);
  Conversation honest({});
  honest.whole({letter(0)});
  all.push_back(honest.shots());
  expect.some(mail_record(letter(0)));
  for (unsigned number = 1; number <= flows; ++number) {
    Conversation::Start start;
    start.number = number;
    Conversation talk(start);
    const Letter mail = long_letter(number, 400'000);
    talk.handshake().greeting().envelope(mail);
    const std::size_t first = talk.shots().size();
    talk.client(mail.content.substr(0, 1000));
    Shot withheld = talk.next(Side::kClient, kAck, mail.content.substr(1000, 1));
    talk.emit(Side::kClient, kAck, mail.content.substr(1000, 1));
    talk.shots().pop_back();
    talk.client(mail.content.substr(1001) + ".\r\n");
    // No acknowledgement passes beyond the byte that is withheld.
    std::erase_if(talk.shots(), [&](const Shot& shot) {
      return &shot >= &talk.shots()[first] && shot.packet.payload.empty();
    });
    withheld.time = talk.next(Side::kClient, kAck).time;
    talk.shots().push_back(withheld);
    all.push_back(talk.shots());
  }
  expect.count("session", flows + 1).count("mail", flows + 1);
  boost::json::object holed{{"record", "mail"}, {"completeness", "holed"}};
  boost::json::array hole{1000, 1};
  boost::json::array missing;
  missing.push_back(hole);
  holed["missing"] = missing;
  for (unsigned number = 1; number <= flows; ++number) expect.some(holed);
  expect.streams({{"gaps", flows}, {"gap_bytes", flows}, {"set_aside_bytes", flows}});
  add_case(cases, "a_byte_before_400k", pcap_of(merged(std::move(all))), std::move(expect));
  if (size == Size::kFull) make_hoarders_at_once(cases);
}

void make_descending_segments(Size size, CaseSink& cases) {
  // Few enough to be held: all of the mail is there.
  const Letter mail = long_letter(1, 24'000);
  Expect whole = expect_whole({mail});
  whole.streams({{"gaps", 0}, {"conflicts", 0}});
  Burst burst = burst_of(mail, 16);
  sort_descending(burst);
  add_case(cases, "descending", pcap_of(burst.shots), Expect(whole));
  burst = burst_of(mail, 16);
  sort_odd_then_even(burst);
  add_case(cases, "odd_then_even", pcap_of(burst.shots), Expect(whole));
  // Too many to be held: what was given up is told, in time that does not grow with the square.
  const Letter large = long_letter(1, size == Size::kFull ? 400'000 : 100'000);
  burst = burst_of(large, 1);
  sort_descending(burst);
  Expect told(0);
  told.exit_any({0, 3}).count("session", 1);
  add_case(cases, "descending_single_bytes", pcap_of(burst.shots), Expect(told));
  burst = burst_of(large, 1);
  sort_odd_then_even(burst);
  add_case(cases, "odd_then_even_single_bytes", pcap_of(burst.shots), Expect(told));
}

void make_syn_flood(Size size, CaseSink& cases) {
  const std::uint32_t count = size == Size::kFull ? 10'000'000 : 100'000;
  Conversation talk({});
  talk.whole({letter(1)});
  std::vector<RawFrame> flood;
  flood.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i)
    flood.push_back(
        lone_segment(0x0a000000 + i, static_cast<std::uint16_t>(1024 + i % 60'000), kSyn, "", 0));
  Expect expect = expect_whole({letter(1)});
  expect.streams({{"flows", 1}, {"half_open_flows", count}, {"flows_evicted", 0}, {"gaps", 0}});
  add_case(cases, "beside_a_conversation", beside(talk.shots(), std::move(flood)),
           std::move(expect));
}

void make_colliding_flows(Size size, CaseSink& cases) {
  // Address and port change together so that their exclusive or, and in the second variant their
  // sum, stays the same.
  const std::uint32_t count = size == Size::kFull ? 100'000 : 20'000;
  for (const char* kind : {"exclusive_or", "sum"}) {
    const bool sum = std::string_view(kind) == "sum";
    Conversation talk({});
    talk.whole({letter(1)});
    std::vector<RawFrame> flood;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t host = i & 0x7fff;
      const std::uint32_t net = 0x0a000000 + ((i >> 15) << 16);
      const auto port = static_cast<std::uint16_t>(sum ? 0xc000 - host : 0x8000 ^ host);
      flood.push_back(lone_segment(net + host, port, kPsh | kAck, "x", 0));
    }
    Expect expect = expect_whole({letter(1)});
    expect.streams({{"flows", count + 1}, {"flows_evicted", 0}, {"gaps", 0}});
    add_case(cases, kind, beside(talk.shots(), std::move(flood)), std::move(expect));
  }
}

}  // namespace constat::forge
