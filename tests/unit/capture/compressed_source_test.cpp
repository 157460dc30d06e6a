// Issue 3 point 3: .gz and .zst. RFC 1952, RFC 8878.
#include "capture/compressed_source.h"

#include <gtest/gtest.h>

#include <random>

#include "capture/byte_source.h"
#include "tests/unit/capture/compressor.h"

namespace constat::capture {
namespace {

using testing::gzip;
using testing::kStoredGzipHeader;
using testing::stored_gzip;
using testing::zstd;
using testing::zstd_skippable;

struct Read {
  std::string bytes;
  InputFacts facts;
  bool cut_short = false;
};

// From a buffer of exactly its size, in steps of uneven length.
Read read(const std::string& file, const Limits& limits = {}) {
  const std::vector<char> exact(file.begin(), file.end());
  const auto source = open_bytes({exact.data(), exact.size()}, limits);
  Read result;
  for (std::size_t step = 1;; step = step * 7 % 100'003 + 1) {
    const std::string_view seen = source->peek(step);
    EXPECT_EQ(source->position(), result.bytes.size());
    if (seen.empty()) break;
    result.bytes += seen;
    source->skip(seen.size());
  }
  result.cut_short = source->cut_short();
  source->finish(result.facts);
  EXPECT_TRUE(source->status().ok());
  EXPECT_EQ(result.facts.bytes, file.size());
  EXPECT_EQ(result.facts.sha256, sha256(file));
  EXPECT_EQ(result.facts.bytes_decompressed, result.bytes.size());
  return result;
}

std::string text(std::size_t length) {
  std::mt19937 random(3);
  std::string bytes;
  while (bytes.size() < length) bytes += "line " + std::to_string(random() % 1000) + "\n";
  bytes.resize(length);
  return bytes;
}

TEST(CompressedSource, is_found_by_content) {
  EXPECT_EQ(compression_of("\x1f\x8b\x08"), Compression::kGzip);
  EXPECT_EQ(compression_of("\x1f\x8b\x07"), Compression::kNone);  // no method RFC 1952 knows
  EXPECT_EQ(compression_of("\x28\xb5\x2f\xfd"), Compression::kZstd);
  EXPECT_EQ(compression_of("\x50\x2a\x4d\x18"), Compression::kZstd);
  EXPECT_EQ(compression_of("\x5f\x2a\x4d\x18"), Compression::kZstd);
  EXPECT_EQ(compression_of("\x60\x2a\x4d\x18"), Compression::kNone);
  EXPECT_EQ(compression_of("\x28\xb5\x2f"), Compression::kNone);
  EXPECT_EQ(compression_of(""), Compression::kNone);
}

TEST(CompressedSource, one_member_gives_its_bytes_and_the_digest_of_the_file) {
  for (const std::size_t length : {0u, 1u, 1000u, 5'000'000u}) {
    const std::string bytes = text(length);
    const Read from_gzip = read(gzip(bytes));
    EXPECT_EQ(from_gzip.bytes, bytes);
    EXPECT_EQ(from_gzip.facts.compression, Compression::kGzip);
    EXPECT_TRUE(from_gzip.facts.defects.empty());
    EXPECT_FALSE(from_gzip.cut_short);
    const Read from_zstd = read(zstd(bytes));
    EXPECT_EQ(from_zstd.bytes, bytes);
    EXPECT_EQ(from_zstd.facts.compression, Compression::kZstd);
    EXPECT_TRUE(from_zstd.facts.defects.empty());
    EXPECT_FALSE(from_zstd.cut_short);
  }
  EXPECT_EQ(read(stored_gzip("stored")).bytes, "stored");
}

TEST(CompressedSource, members_follow_one_another) {
  const std::string long_one = text(600'000);
  const Read members = read(gzip("one ") + gzip("") + gzip(long_one) + gzip(" end"));
  EXPECT_EQ(members.bytes, "one " + long_one + " end");
  EXPECT_TRUE(members.facts.defects.empty());
  const Read frames =
      read(zstd_skippable("index") + zstd("one ") + zstd_skippable("") + zstd(long_one) +
           zstd_skippable(std::string(700'000, 'i')) + zstd(" end"));
  EXPECT_EQ(frames.bytes, "one " + long_one + " end");
  EXPECT_TRUE(frames.facts.defects.empty());
}

TEST(CompressedSource, a_member_may_begin_at_any_place_of_a_block) {
  // The block in which files are read has 262 144 bytes; the magic of the second member crosses it.
  for (std::size_t length = 262'110; length < 262'130; ++length) {
    const std::size_t stored = 60'000;
    std::string file;
    std::string bytes;
    const auto add = [&](std::size_t count) {
      bytes += std::string(count, 'x');
      file += stored_gzip(std::string(count, 'x'));
    };
    for (int member = 0; member < 4; ++member) add(stored);
    add(length - file.size() - kStoredGzipHeader);
    add(5);
    const Read members = read(file);
    ASSERT_EQ(members.bytes, bytes);
    ASSERT_TRUE(members.facts.defects.empty());
  }
}

TEST(CompressedSource, bytes_after_the_last_member_are_stated_and_not_read) {
  for (const std::string& file : {gzip("bytes"), zstd("bytes")}) {
    for (const std::string& rest : {std::string("x"), std::string(512, '\0'), text(400'000)}) {
      const Read seen = read(file + rest);
      EXPECT_EQ(seen.bytes, "bytes");
      EXPECT_FALSE(seen.cut_short);
      EXPECT_EQ(seen.facts.defects,
                (Defects{{DefectKind::kBytesAfterCompressed, {file.size(), rest.size()}}}));
    }
  }
}

TEST(CompressedSource, gzip_cut_at_any_byte_gives_all_bytes_before_the_cut) {  // robustness P04
  const std::string bytes = text(500);
  const std::string file = stored_gzip(bytes);
  for (std::size_t length = 3; length < file.size(); ++length) {
    const Read seen = read(file.substr(0, length));
    const std::size_t whole = length < kStoredGzipHeader ? 0 : length - kStoredGzipHeader;
    ASSERT_EQ(seen.bytes, bytes.substr(0, whole));
    ASSERT_TRUE(seen.cut_short);
    ASSERT_EQ(seen.facts.defects, (Defects{{DefectKind::kCompressedDataDamaged, {length, 0}}}));
  }
}

TEST(CompressedSource, deflate_and_zstd_cut_at_any_byte_give_ever_more_of_the_bytes) {
  const std::string bytes = text(3000);
  for (const std::string& file : {gzip(bytes), zstd(bytes), zstd("one") + zstd(bytes)}) {
    std::string all = read(file).bytes;
    std::size_t before = 0;
    for (std::size_t length = 4; length < file.size(); ++length) {
      const Read seen = read(file.substr(0, length));
      ASSERT_EQ(seen.bytes, all.substr(0, seen.bytes.size()));
      ASSERT_GE(seen.bytes.size(), before);
      before = seen.bytes.size();
      // A cut between two frames cannot be seen.
      if (length == zstd("one").size() && file.starts_with(zstd("one"))) continue;
      ASSERT_EQ(seen.facts.defects.size(), 1u) << length;
      ASSERT_NE(seen.facts.defects[0].kind, DefectKind::kCompressedWindowTooLarge);
    }
    EXPECT_EQ(before, all.size());  // only the checksum at the end is missing
  }
}

TEST(CompressedSource, any_flipped_byte_gives_bytes_before_the_damage_and_no_others) {
  const std::string bytes = text(200'000);
  for (const std::string& file : {gzip(bytes), zstd(bytes)}) {
    for (std::size_t at = 4; at < file.size(); at += 97) {
      std::string damaged = file;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x5A);
      const Read seen = read(damaged);
      // Some bytes carry nothing that is checked (the header's time, its operating system).
      if (seen.facts.defects.empty()) {
        ASSERT_EQ(seen.bytes, bytes);
        continue;
      }
      const Defect& defect = seen.facts.defects[0];
      ASSERT_LE(defect.where.offset, file.size());
      ASSERT_EQ(defect.where.end(), file.size());
    }
  }
}

TEST(CompressedSource, a_wrong_checksum_is_damage_behind_all_the_bytes) {
  std::string file = gzip("some bytes");
  file[file.size() - 6] = static_cast<char>(file[file.size() - 6] ^ 1);
  EXPECT_EQ(read(file).bytes, "some bytes");
  EXPECT_EQ(read(file).facts.defects.at(0).kind, DefectKind::kCompressedDataDamaged);
  const std::string long_one = text(1'000'000);
  file = zstd(long_one);
  file.back() = static_cast<char>(file.back() ^ 1);
  const Read seen = read(file);
  EXPECT_EQ(seen.bytes, long_one);
  EXPECT_EQ(seen.facts.defects,
            (Defects{{DefectKind::kCompressedDataDamaged, {file.size() - 4, 4}}}));
}

TEST(CompressedSource, a_window_larger_than_the_cap_is_not_allocated) {
  const std::string file = zstd(text(100'000), 3, 27);
  EXPECT_EQ(read(file).bytes.size(), 100'000u);
  Limits limits;
  limits.compressed_window_bytes = 1024 * 1024;
  const Read seen = read(zstd("first", 3, 18) + file, limits);
  EXPECT_EQ(seen.bytes, "first");
  EXPECT_TRUE(seen.cut_short);
  ASSERT_EQ(seen.facts.defects.size(), 1u);
  EXPECT_EQ(seen.facts.defects[0].kind, DefectKind::kCompressedWindowTooLarge);
}

TEST(CompressedSource, compressed_twice_is_decompressed_once) {
  const std::string inner = gzip("bytes");
  const Read seen = read(gzip(inner));
  EXPECT_EQ(seen.bytes, inner);
  EXPECT_EQ(recognise(seen.bytes), InputKind::kUnknown);
}

TEST(CompressedSource, the_rest_is_read_at_the_end) {
  const std::string bytes = text(3'000'000);
  const std::string file = gzip(bytes);
  const auto source = open_bytes(file);
  EXPECT_EQ(recognise(*source), InputKind::kUnknown);
  source->peek(10);
  source->skip(5);
  InputFacts facts;
  source->finish(facts);
  EXPECT_EQ(facts.bytes, file.size());
  EXPECT_EQ(facts.bytes_decompressed, bytes.size());
}

}  // namespace
}  // namespace constat::capture
