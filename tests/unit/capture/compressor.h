// Compressed files for tests.
#pragma once

#include <zlib.h>
#include <zstd.h>

#include <cassert>
#include <string>
#include <string_view>

namespace constat::capture::testing {

inline std::string gzip(std::string_view bytes, int level = 6) {
  z_stream stream{};
  [[maybe_unused]] int result = deflateInit2(&stream, level, Z_DEFLATED, 16 + 15, 8, 0);
  assert(result == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  result = deflate(&stream, Z_FINISH);
  assert(result == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// By hand (RFC 1952 section 2.3, RFC 1951 section 3.2.4): a header of 10 bytes, one stored block
// with a header of 5, the bytes themselves, CRC-32 and length. At most 65 535 bytes.
inline constexpr std::size_t kStoredGzipHeader = 15;
inline std::string stored_gzip(std::string_view bytes) {
  const auto little = [](std::uint64_t value, int count) {
    std::string text;
    for (int at = 0; at < count; ++at) text.push_back(static_cast<char>(value >> (8 * at)));
    return text;
  };
  const auto sum =
      crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
  return std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03\x01", 11) + little(bytes.size(), 2) +
         little(~bytes.size(), 2) + std::string(bytes) + little(sum, 4) + little(bytes.size(), 4);
}

inline std::string zstd(std::string_view bytes, int level = 3, int window_log = 0) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  if (window_log > 0) {
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
  }
  std::string out(ZSTD_compressBound(bytes.size()) + 64, '\0');
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer room{out.data(), out.size(), 0};
  // In two steps, so that the frame does not say its size and shrink its window to it.
  ZSTD_compressStream2(context, &room, &in, ZSTD_e_flush);
  [[maybe_unused]] const std::size_t left = ZSTD_compressStream2(context, &room, &in, ZSTD_e_end);
  assert(left == 0);
  ZSTD_freeCCtx(context);
  out.resize(room.pos);
  return out;
}

// RFC 8878 section 3.1.2: magic, length, content.
inline std::string zstd_skippable(std::string_view content) {
  std::string frame = "\x5a\x2a\x4d\x18";
  for (int at = 0; at < 4; ++at) frame.push_back(static_cast<char>(content.size() >> (8 * at)));
  return frame + std::string(content);
}

}  // namespace constat::capture::testing
