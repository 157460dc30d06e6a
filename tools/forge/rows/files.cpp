// P01 to P03, P05: capture files whose numbers contradict each other.
#include "tools/forge/rows/all_rows.h"
#include "tools/forge/rows/blocks.h"
#include "tools/forge/rows/expect.h"
#include "tools/forge/wire/wrap.h"

namespace constat::forge {
namespace {

namespace json = boost::json;

void add_file(CaseSink& cases, std::string name, std::string bytes, Expect expect) {
  Case made;
  made.files.push_back({name + ".pcapng", std::move(bytes)});
  made.name = std::move(name);
  made.expected = expect.take();
  cases.add(std::move(made));
}

std::string little32(std::uint32_t value) { return Blocks().number32(value); }

json::object input_with(std::string_view defect, std::uint64_t frames) {
  return {{"record", "input"}, {"frames", frames}, {"defects", has({{"kind", defect}})}};
}

// A whole conversation, then whatever follows in the file: all before it is kept.
Expect expect_kept(std::string_view defect, std::uint64_t frames) {
  Expect expect = expect_whole({letter(1)});
  expect.set("exit", 3).some(input_with(defect, frames));
  return expect;
}

}  // namespace

void make_longer_than_wire(Size, CaseSink& cases) {
  const std::vector<RawFrame> frames = conversation_frames(1);
  {
    Blocks blocks;
    blocks.section().interface({});
    for (const RawFrame& frame : frames) {
      const bool odd = frame.bytes.find("Bonjour") != std::string::npos;
      Blocks::Lengths lengths;
      if (odd) lengths.original = 1;
      blocks.packet(0, microseconds(frame.time), frame.bytes, lengths);
    }
    Expect expect = expect_whole({letter(1)});
    expect.exit_any({0, 3}).some(input_with("frame_length_odd", frames.size()));
    add_file(cases, "content_frame_of_one_byte", blocks.take(), std::move(expect));
  }
  {
    // 48 bytes that are no frame, with one byte on the wire.
    Blocks blocks = whole_section(frames);
    Blocks::Lengths lengths;
    lengths.original = 1;
    blocks.packet(0, microseconds(frames.back().time), std::string(48, '\xff'), lengths);
    Expect expect = expect_whole({letter(1)});
    expect.exit_any({0, 3}).some(input_with("frame_length_odd", frames.size() + 1));
    add_file(cases, "captured_48_of_1", blocks.take(), std::move(expect));
  }
}

void make_absurd_lengths(Size, CaseSink& cases) {
  const std::vector<RawFrame> frames = conversation_frames(1);
  for (const std::uint32_t captured : {0xffffffffu, 0x80000000u, 0x7fffffffu, 300'000u}) {
    std::string bytes = pcap_of(frames);
    bytes += little32(1'772'438'500) + little32(0) + little32(captured) + little32(captured) +
             std::string(2000, 'x');
    add_case(cases, "pcap_captured_" + std::to_string(captured), std::move(bytes),
             expect_kept("input_malformed", frames.size()));
    Blocks blocks = whole_section(frames);
    Blocks::Lengths lengths;
    lengths.captured = captured;
    blocks.packet(0, microseconds(frames.back().time), std::string(64, 'x'), lengths);
    add_file(cases, "pcapng_captured_" + std::to_string(captured), blocks.take(),
             expect_kept("input_malformed", frames.size()));
  }
  // A snap length of all ones says that there is no limit.
  for (const std::uint32_t snaplen : {0xffffffffu, 0u}) {
    Blocks blocks;
    Blocks::Interface interface;
    interface.snaplen = snaplen;
    blocks.section().interface(interface);
    for (const RawFrame& frame : frames) blocks.packet(0, microseconds(frame.time), frame.bytes);
    add_file(cases, "pcapng_snaplen_" + std::to_string(snaplen), blocks.take(),
             expect_whole({letter(1)}));
    std::string bytes = pcap_of(frames);
    bytes.replace(16, 4, little32(snaplen));
    add_case(cases, "pcap_snaplen_" + std::to_string(snaplen), std::move(bytes),
             expect_whole({letter(1)}));
  }
}

void make_wrong_blocks(Size, CaseSink& cases) {
  const std::vector<RawFrame> frames = conversation_frames(1);
  const auto with = [&](const Blocks::Lengths& lengths) {
    Blocks blocks = whole_section(frames);
    blocks.packet(0, microseconds(frames.back().time), std::string(64, 'x'), lengths);
    return blocks.take();
  };
  struct Wrong {
    const char* name;
    std::uint32_t block;
  };
  for (const Wrong& wrong : {Wrong{"length_0", 0}, Wrong{"length_8", 8}, Wrong{"length_11", 11},
                             Wrong{"not_a_multiple_of_4", 97}, Wrong{"all_ones", 0xffffffff}}) {
    Blocks::Lengths lengths;
    lengths.block = wrong.block;
    Expect expect = expect_kept("input_malformed", frames.size());
    if (wrong.block == 0xffffffff)  // it may as well be a block whose rest is missing
      expect = expect_whole({letter(1)}).set("exit", 3);
    add_file(cases, wrong.name, with(lengths), std::move(expect));
  }
  Blocks::Lengths trailer;
  trailer.trailer = 92;
  add_file(cases, "trailer_differs", with(trailer), expect_kept("input_malformed", frames.size()));
  // A second section header shorter than its fields.
  Blocks blocks = whole_section(frames);
  blocks.raw(0x0a0d0d0a, blocks.number32(0x1a2b3c4d), {});
  add_file(cases, "section_header_too_short", blocks.take(),
           expect_kept("input_malformed", frames.size()));
  // An interface that was never described.
  Blocks unknown = whole_section(frames);
  unknown.packet(7, microseconds(frames.back().time), std::string(64, 'x'));
  add_file(cases, "unknown_interface", unknown.take(),
           expect_kept("input_malformed", frames.size()));
  // Blocks of kinds that nobody knows are stepped over.
  Blocks odd = Blocks();
  odd.section().raw(0x0bad0bad, "whatever this is", {}).interface({});
  for (const RawFrame& frame : frames) odd.packet(0, microseconds(frame.time), frame.bytes);
  odd.raw(0x80000001, "", {});
  add_file(cases, "unknown_blocks", odd.take(), expect_whole({letter(1)}));
}

void make_mixed_sections(Size, CaseSink& cases) {
  Conversation talk({});
  talk.whole({letter(1)});
  const Shots& shots = talk.shots();
  constexpr const char* kWraps[] = {"ethernet", "sll", "raw"};
  Blocks blocks;
  std::vector<Wrapper> wrappers;
  for (const char* name : kWraps) wrappers.emplace_back(*find_wrap(name), ByteOrder::kLittle);
  for (std::size_t half = 0; half < 2; ++half) {
    blocks.in_order(half == 0 ? ByteOrder::kLittle : ByteOrder::kBig).section();
    for (std::size_t i = 0; i < 3; ++i) {
      Blocks::Interface interface;
      // In the second section the interfaces stand in another order, each with its own clock.
      const std::size_t which = half == 0 ? i : 2 - i;
      interface.link = static_cast<std::uint32_t>(wrappers[which].kind().link);
      interface.snaplen = 2000 + static_cast<std::uint32_t>(i) * 1000;
      interface.resolution = static_cast<std::uint8_t>(3 + 3 * i);
      blocks.interface(interface);
    }
    const std::size_t begin = half * shots.size() / 2;
    const std::size_t end = (half + 1) * shots.size() / 2;
    for (std::size_t at = begin; at < end; ++at) {
      const std::size_t i = at % 3;
      const std::string frame =
          wrappers[half == 0 ? i : 2 - i].wrap(ip_packet_of(shots[at].packet)).at(0);
      std::int64_t unit = 1'000'000;
      for (std::size_t power = 0; power < i; ++power) unit /= 1000;
      blocks.packet(static_cast<std::uint32_t>(i),
                    static_cast<std::uint64_t>(shots[at].time.nanoseconds / unit), frame);
    }
  }
  Expect expect = expect_whole({letter(1)});
  expect.exit_any({0, 3}).streams({{"flows", 1}, {"gaps", 0}, {"conflicts", 0}});
  expect.some({{"record", "input"}, {"frames", shots.size()}, {"frames_analysed", shots.size()}});
  add_file(cases, "two_orders_three_links", blocks.take(), std::move(expect));
}

}  // namespace constat::forge
