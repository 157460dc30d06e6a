// robustness P04: a capture of 50 frames, cut at every byte, gives all whole frames and the offset
// of the cut; each format, each byte order, plain and compressed.
#include <gtest/gtest.h>

#include "tests/unit/capture/compressor.h"
#include "tests/unit/capture/packet/capture_writer.h"

namespace constat::capture {
namespace {

using testing::Capture;
using testing::kBigEndian;
using testing::kLittleEndian;
using testing::Writer;

constexpr std::size_t kFrames = 50;

// A capture file and where its records end.
struct File {
  InputKind kind = InputKind::kPcap;
  std::string bytes;
  struct End {
    std::size_t offset;
    std::size_t frames;  // up to there
  };
  std::vector<End> ends = {{0, 0}};

  void add(const std::string& record, std::size_t frames) {
    bytes += record;
    ends.push_back({bytes.size(), ends.back().frames + frames});
  }
};

std::string frame(std::size_t number) { return std::string(number % 7, 'a') + "frame"; }

File pcap(const Writer& w, std::uint32_t magic) {
  File file;
  file.add(w.pcap_header(magic), 0);
  const std::string more = magic == 0xA1B2CD34 ? w.u32(2) + w.u32(0) : "";
  for (std::uint32_t at = 0; at < kFrames; ++at) {
    const std::string record = w.pcap_record(at, 7, frame(at));
    file.add(record.substr(0, 16) + more + record.substr(16), 1);
  }
  return file;
}

File pcapng(const Writer& w) {
  File file;
  file.kind = InputKind::kPcapng;
  file.add(w.section(), 0);
  file.add(w.interface(1, w.option(9, "\x09") + w.option(0, "")), 0);
  file.add(w.interface(101), 0);
  for (unsigned at = 0; at < kFrames; ++at) {
    if (at % 5 == 4) {
      file.add(w.block(3, w.u32(frame(at).size()) + frame(at)), 1);
    } else {
      // Nanoseconds and microseconds.
      file.add(w.enhanced(at % 2, at % 2 == 0 ? at * 1000 : at, frame(at)), 1);
    }
    if (at % 10 == 0) file.add(w.block(0xBAD, w.u32(32473) + std::string(13, 'u')), 0);
    if (at % 25 == 0) file.add(w.block(5, w.u32(0) + w.u64(0)), 0);
  }
  return file;
}

// The last record that is whole in the first `length` bytes.
File::End whole_in(const File& file, std::size_t length) {
  File::End whole{0, 0};
  for (const File::End& end : file.ends) {
    if (end.offset <= length) whole = end;
  }
  return whole;
}

Defects expected_defects(const File& file, std::size_t length) {
  const File::End whole = whole_in(file, length);
  if (whole.offset < length) {
    return {{DefectKind::kInputTruncated, {whole.offset, length - whole.offset}}};
  }
  if (whole.frames > 0) return {};
  // Of an empty pcap, not even the header is there.
  if (length == 0 && file.kind == InputKind::kPcap) return {{DefectKind::kInputTruncated, {}}};
  return {{DefectKind::kInputEmpty, {0, length}}};
}

void expect_frames(const Capture& capture, const File& file, std::size_t length) {
  const std::size_t frames = whole_in(file, length).frames;
  ASSERT_EQ(capture.frames.size(), frames) << length;
  ASSERT_EQ(capture.facts.frames, frames);
  for (std::size_t at = 0; at < frames; ++at) ASSERT_EQ(capture.frames[at].bytes, frame(at));
}

std::vector<File> files() {
  std::vector<File> all;
  for (const Writer& w : {kLittleEndian, kBigEndian}) {
    for (const std::uint32_t magic : {0xA1B2C3D4u, 0xA1B23C4Du, 0xA1B2CD34u}) {
      all.push_back(pcap(w, magic));
    }
    all.push_back(pcapng(w));
  }
  return all;
}

TEST(Truncation, a_cut_at_any_byte_keeps_every_whole_frame_and_is_told_with_its_offset) {
  for (const File& file : files()) {
    ASSERT_EQ(file.ends.back().frames, kFrames);
    for (std::size_t length = 0; length <= file.bytes.size(); ++length) {
      const Capture capture = testing::read_capture(file.bytes.substr(0, length), file.kind);
      ASSERT_NO_FATAL_FAILURE(expect_frames(capture, file, length));
      ASSERT_EQ(capture.facts.defects, expected_defects(file, length)) << length;
      ASSERT_EQ(capture.facts.bytes, length);
    }
  }
}

TEST(Truncation, a_compressed_capture_cut_at_any_byte_keeps_every_whole_frame) {
  for (const File& file : files()) {
    const std::string packed = testing::stored_gzip(file.bytes);
    for (std::size_t length = 3; length < packed.size(); ++length) {
      const Capture capture = testing::read_capture(packed.substr(0, length), file.kind);
      const std::size_t header = testing::kStoredGzipHeader;
      const std::size_t open = std::min(length < header ? 0 : length - header, file.bytes.size());
      ASSERT_NO_FATAL_FAILURE(expect_frames(capture, file, open));
      Defects expected = expected_defects(file, open);
      expected.push_back({DefectKind::kCompressedDataDamaged, {length, 0}});
      ASSERT_EQ(capture.facts.defects, expected) << length;
      ASSERT_EQ(capture.facts.bytes, length);
      ASSERT_EQ(capture.facts.bytes_decompressed, open);
    }
  }
}

TEST(Truncation, compressed_captures_are_read_as_they_are) {
  for (const File& file : files()) {
    for (const std::string& packed : {testing::gzip(file.bytes), testing::zstd(file.bytes)}) {
      const Capture capture = testing::read_capture(packed, file.kind);
      ASSERT_NO_FATAL_FAILURE(expect_frames(capture, file, file.bytes.size()));
      EXPECT_TRUE(capture.facts.defects.empty());
      EXPECT_EQ(capture.facts.sha256, sha256(packed));
      EXPECT_EQ(capture.facts.bytes_decompressed, file.bytes.size());
    }
  }
}

TEST(Truncation, a_flipped_byte_anywhere_ends_in_frames_and_defects) {  // robustness P03
  for (const File& file : files()) {
    for (std::size_t at = 0; at < file.bytes.size(); ++at) {
      for (const unsigned flip : {0x01u, 0x80u, 0xFFu}) {
        std::string bytes = file.bytes;
        bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ flip);
        const Capture capture = testing::read_capture(bytes, file.kind);
        // All before the damaged record is as it was.
        const std::size_t before = whole_in(file, at).frames;
        ASSERT_GE(capture.frames.size(), before) << at;
        for (std::size_t index = 0; index < before; ++index) {
          ASSERT_EQ(capture.frames[index].bytes, frame(index)) << at;
        }
        ASSERT_EQ(capture.facts.bytes, bytes.size());
      }
    }
  }
}

}  // namespace
}  // namespace constat::capture
