// The variants of T04 and T15 that are larger than memory: written piece by piece.
#include <memory>
#include <ostream>

#include "core/digest.h"
#include "tools/forge/capture_file.h"
#include "tools/forge/rows/all_rows.h"
#include "tools/forge/rows/expect.h"
#include "tools/forge/wire/wrap.h"

namespace constat::forge {
namespace {

namespace json = boost::json;

// Takes the shots that conversations have made so far, writes them, and lets them go.
class ShotWriter {
 public:
  explicit ShotWriter(std::ostream& out) : file_(CaptureFormat{}, out) {}

  // At the times of the shots.
  void write(Conversation& talk) {
    for (const RawFrame& frame : frames_of(talk.shots())) file_.add(frame.time, frame.bytes);
    talk.shots() = {};
  }
  // A microsecond after each other, so that conversations may take turns.
  void write_next(Conversation& talk) {
    for (const RawFrame& frame : frames_of(talk.shots())) {
      now_.nanoseconds += 1000;
      file_.add(now_, frame.bytes);
    }
    talk.shots() = {};
  }

 private:
  CaptureFile file_;
  CaptureTime now_ = capture_time_from_rfc3339("2026-03-02T08:00:00Z");
};

// A mail of so many blocks of lines behind the header of a letter.
struct HugeMail {
  Letter head;
  std::string block;
  unsigned blocks = 0;

  std::uint64_t size() const { return head.content.size() + blocks * block.size(); }
  Digest digest() const {
    Sha256 hash;
    hash.update(head.content);
    for (unsigned i = 0; i < blocks; ++i) hash.update(block);
    return hash.finish();
  }
};

HugeMail beyond_four_gibibytes() {
  HugeMail mail{letter(1), {}, 70'000};
  while (mail.block.size() < 64'000)
    mail.block += "Ligne " + std::to_string(mail.block.size()) + " : des abricots, du pain.\r\n";
  return mail;
}

void write_huge(const HugeMail& mail, std::ostream& out) {
  ShotWriter writer(out);
  Conversation talk({});
  talk.handshake().greeting().envelope(mail.head);
  talk.set_segment(32'000);  // as a card that cuts frames later hands them over
  talk.client(mail.head.content);
  for (unsigned i = 0; i < mail.blocks; ++i) {
    talk.client(mail.block);
    writer.write(talk);
  }
  talk.client(".\r\n").server("250 2.0.0 Queued\r\n").quit();
  writer.write(talk);
}

constexpr unsigned kHoarders = 100'000;
constexpr std::size_t kHoarded = 24'000;

Conversation hoarder(unsigned number) {
  Conversation::Start start;
  start.number = number;
  std::string address = "10";
  for (const unsigned shift : {16u, 8u, 0u}) address += '.' + std::to_string(number >> shift & 255);
  start.client = {ip_address_from(address), static_cast<std::uint16_t>(40'000 + number % 20'000)};
  start.segment = 8000;
  return Conversation(start);
}

// All hold back one byte of their mail at the same time; then all send it.
void write_hoarders(std::ostream& out) {
  ShotWriter writer(out);
  std::vector<Conversation> talks;
  std::vector<Shot> withheld;
  talks.reserve(kHoarders);
  withheld.reserve(kHoarders);
  for (unsigned number = 1; number <= kHoarders; ++number) {
    talks.push_back(hoarder(number));
    talks.back().handshake().greeting().envelope(letter(number));
    writer.write_next(talks.back());
  }
  for (unsigned number = 1; number <= kHoarders; ++number) {
    Conversation& talk = talks[number - 1];
    const Letter mail = long_letter(number, kHoarded);
    talk.client(mail.content.substr(0, 1000));
    writer.write_next(talk);
    talk.emit(Side::kClient, kAck, mail.content.substr(1000, 1));
    withheld.push_back(std::move(talk.shots().back()));
    talk.shots() = {};
    talk.client(mail.content.substr(1001) + ".\r\n");
    // No acknowledgement passes beyond the byte that is withheld.
    std::erase_if(talk.shots(), [](const Shot& shot) { return shot.packet.payload.empty(); });
    writer.write_next(talk);
  }
  for (unsigned number = 1; number <= kHoarders; ++number) {
    talks[number - 1].shots().push_back(std::move(withheld[number - 1]));
    writer.write_next(talks[number - 1]);
  }
  Conversation honest({});
  honest.whole({letter(0)});
  writer.write_next(honest);
}

void add_written(CaseSink& cases, const std::string& name, std::function<void(std::ostream&)> write,
                 Expect expect) {
  Case made;
  made.files.push_back({name + ".pcap", {}, std::move(write)});
  made.name = name;
  made.expected = expect.take();
  cases.add(std::move(made));
}

}  // namespace

void make_flow_beyond_four_gibibytes(CaseSink& cases) {
  const HugeMail mail = beyond_four_gibibytes();
  // More than is analysed of one mail: size and digest are of all bytes all the same.
  Expect expect(0);
  expect.exit_any({0, 3}).count("session", 1).count("mail", 1);
  expect.record({{"record", "mail"},
                 {"completeness", "complete"},
                 {"outcome", "accepted"},
                 {"bytes", mail.size()},
                 {"sha256", to_hex(mail.digest())},
                 {"missing", json::array{}}});
  expect.streams({{"flows", 1}, {"gaps", 0}, {"conflicts", 0}, {"directions_exact", 2}});
  add_written(
      cases, "flow_beyond_4_gib", [mail](std::ostream& out) { write_huge(mail, out); },
      std::move(expect));
}

void make_hoarders_at_once(CaseSink& cases) {
  // 2.4 GB would have to be held: most holes are declared, none of the flows is given up.
  Expect expect(3);
  expect.count("session", kHoarders + 1).count("mail", kHoarders + 1);
  expect.some(mail_record(letter(0)));
  expect.none({{"record", "mail"}, {"completeness", "truncated"}});
  expect.streams({{"flows", kHoarders + 1},
                  {"flows_evicted", 0},
                  {"gaps", at_least(kHoarders * 3 / 4)},
                  {"conflicts", 0}});
  add_written(cases, "hoarders_at_once", &write_hoarders, std::move(expect));
}

}  // namespace constat::forge
