// P04, P06 to P09: files that end early, odd clocks, every link type, and inputs that are no plain
// files.
#include <algorithm>

#include "tools/forge/rows/all_rows.h"
#include "tools/forge/rows/blocks.h"
#include "tools/forge/rows/expect.h"

namespace constat::forge {
namespace {

namespace json = boost::json;

// Where each record of a file with these frames begins; the last entry is the end of the file.
std::vector<std::size_t> records_of(const std::vector<RawFrame>& frames, bool next_generation) {
  std::vector<std::size_t> out;
  std::size_t at = next_generation ? whole_section({}).bytes().size() : 24;
  for (const RawFrame& frame : frames) {
    out.push_back(at);
    at += next_generation ? 32 + (frame.bytes.size() + 3) / 4 * 4 : 16 + frame.bytes.size();
  }
  out.push_back(at);
  return out;
}

void add_cuts(CaseSink& cases, const std::vector<RawFrame>& frames, bool next_generation,
              std::size_t step) {
  const std::string whole = next_generation ? whole_section(frames).take() : pcap_of(frames);
  const std::vector<std::size_t> begins = records_of(frames, next_generation);
  for (std::size_t size = begins.front(); size < whole.size(); size += step) {
    const auto after = std::upper_bound(begins.begin(), begins.end(), size);
    const auto kept = static_cast<std::uint64_t>(after - begins.begin()) - 1;
    const std::size_t begin = begins[kept];
    Expect expect(0);
    json::object input{{"record", "input"}, {"frames", kept}};
    if (begin == size) {
      expect.exit_any({0, 3});
    } else {
      expect.set("exit", 3);
      json::object defect{{"kind", "input_truncated"}};
      defect["range"] = json::array({begin, size - begin});
      input["defects"] = has(std::move(defect));
    }
    expect.some(std::move(input));
    const std::string name = (next_generation ? "pcapng_" : "pcap_") + std::to_string(size);
    add_case(cases, name, whole.substr(0, size), std::move(expect));
  }
}

constexpr std::uint64_t kSeconds = 1'772'438'400;  // 2026-03-02T08:00:00Z

}  // namespace

void make_truncations(Size size, CaseSink& cases) {
  // 50 frames: one conversation, and the beginning of another.
  std::vector<RawFrame> frames = conversation_frames(1);
  for (RawFrame& frame : conversation_frames(2)) {
    frame.time.nanoseconds += 1'000'000'000;
    if (frames.size() < 50) frames.push_back(std::move(frame));
  }
  // Every byte; in a test run, steps that share no factor with the records' lengths.
  add_cuts(cases, frames, false, size == Size::kFull ? 1 : 61);
  add_cuts(cases, frames, true, size == Size::kFull ? 1 : 67);
}

void make_time_options(Size, CaseSink& cases) {
  const std::vector<RawFrame> frames = conversation_frames(1);
  for (unsigned resolution = 0; resolution < 256; ++resolution) {
    Blocks::Interface interface;
    interface.resolution = static_cast<std::uint8_t>(resolution);
    Blocks blocks;
    blocks.section().interface(interface);
    std::uint64_t unit = kSeconds;
    const bool tellable = resolution <= 9 || resolution == 0x80 || resolution == 0x8a;
    if (resolution <= 9) {
      for (unsigned power = 0; power < resolution; ++power) unit *= 10;
    } else if (tellable) {
      unit <<= resolution & 0x7f;
    }
    for (const RawFrame& frame : frames) blocks.packet(0, unit, frame.bytes);
    Expect expect = expect_whole({letter(1)});
    expect.exit_any({0, 3});
    if (tellable)
      expect.some({{"record", "input"}, {"first_time", "2026-03-02T08:00:00.000000000Z"}});
    add_case(cases, "resolution_" + std::to_string(resolution), blocks.take(), std::move(expect));
  }
  for (const std::int64_t offset :
       {std::int64_t{-3600}, std::int64_t{3600}, INT64_MIN, INT64_MAX}) {
    Blocks::Interface interface;
    interface.offset_seconds = offset;
    Blocks blocks;
    blocks.section().interface(interface);
    for (const RawFrame& frame : frames) blocks.packet(0, kSeconds * 1'000'000, frame.bytes);
    Expect expect = expect_whole({letter(1)});
    expect.exit_any({0, 3});
    if (offset == -3600)
      expect.some({{"record", "input"}, {"first_time", "2026-03-02T07:00:00.000000000Z"}});
    if (offset == 3600)
      expect.some({{"record", "input"}, {"first_time", "2026-03-02T09:00:00.000000000Z"}});
    add_case(cases, "offset_" + std::to_string(offset), blocks.take(), std::move(expect));
  }
}

void make_link_types(Size, CaseSink& cases) {
  const std::vector<RawFrame> frames = conversation_frames(1);
  // Surely none that carries IP: USER0 to USER15, Bluetooth, CAN, USB, 802.15.4.
  const auto carries_none = [](std::uint32_t link) {
    return (link >= 147 && link <= 162) || link == 187 || link == 201 || link == 227 ||
           link == 189 || link == 220 || link == 195;
  };
  for (std::uint32_t link = 0; link <= 300; ++link) {
    Expect expect(0);
    if (carries_none(link)) {
      expect.set("exit", 3).count("session", 0).skipped("link_type", frames.size());
      expect.some({{"record", "input"}, {"defects", has({{"kind", "link_type_unsupported"}})}});
    } else {
      // Ethernet frames under another name: whatever it says, the frames are accounted for.
      expect.exit_any({0, 3});
      expect.some({{"record", "input"}, {"frames", frames.size()}});
    }
    if (link == 1) expect = expect_whole({letter(1)});
    add_case(cases, "link_" + std::to_string(link), pcap_of(frames, link), std::move(expect));
  }
}

void make_kinds_of_file(Size, CaseSink& cases) {
  const std::string bytes = pcap_of(conversation_frames(1));
  for (const char* way : {"stdin", "fifo", "symlink", "folder"}) {
    Expect expect = expect_whole({letter(1)});
    expect.set("way", way);
    add_case(cases, way, bytes, std::move(expect));
  }
  struct Refused {
    const char* name;
    const char* path;
  };
  for (const Refused& refused :
       {Refused{"dev_zero", "/dev/zero"}, Refused{"nothing_there", "no/such/file.pcap"}}) {
    Case made;
    made.name = refused.name;
    json::array paths;
    paths.emplace_back(refused.path);
    made.expected["exit"] = 1;
    made.expected["paths"] = std::move(paths);
    made.expected["says"] = refused.path;
    cases.add(std::move(made));
  }
}

void make_changing_files(Size, CaseSink& cases) {
  // The second file is a FIFO, larger than what any reader keeps, and lies in time between the
  // first packet of the first file and the others: when most of it was taken, the first file is
  // open and not yet read to its end. Then the runner changes it.
  Conversation::Start start;
  start.number = 2;
  start.segment = 60'000;
  Conversation between(start);
  between.whole({long_letter(2, 12'000'000)});
  start = {};
  start.time = capture_time_from_rfc3339("2026-03-03T08:00:00Z");
  Conversation changing(start);
  changing.whole({letter(1)});
  changing.shots().front().time = capture_time_from_rfc3339("2026-03-02T07:59:59Z");
  for (const char* change : {"append", "truncate", "rewrite"}) {
    Case made;
    made.name = change;
    made.files.push_back({"changing.pcap", pcap_of(changing.shots())});
    made.files.push_back({"between.pcap", pcap_of(between.shots())});
    Expect expect(3);
    expect.set("way", "change_then_fifo").set("change", change);
    expect.some(mail_record(long_letter(2, 12'000'000)));
    expect.some({{"record", "input"},
                 {"name", "changing.pcap"},
                 {"defects", has({{"kind", "input_changed"}})}});
    made.expected = expect.take();
    cases.add(std::move(made));
  }
}

}  // namespace constat::forge
