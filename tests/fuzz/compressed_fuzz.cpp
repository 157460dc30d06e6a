// Fuzz target: compressed input. Any bytes behind a magic number are read twice, in different
// steps, to the same end. Bytes that were compressed, cut or damaged at a place that the input
// chooses give a beginning of themselves, or all of them, or are said to be damaged.

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "capture/byte_source.h"
#include "tests/support/require.h"

namespace {

using namespace constat;

// A bomb is not the subject here: more than this is not asked for.
constexpr std::size_t kMost = 512 * 1024;

struct Read {
  std::string bytes;
  capture::InputFacts facts;
  bool cut_short = false;
};

Read read(std::string_view file, std::size_t step) {
  Limits limits;
  limits.compressed_window_bytes = 8 * 1024 * 1024;
  const auto source = capture::open_bytes(file, limits);
  Read result;
  while (result.bytes.size() < kMost) {
    const std::string_view seen = source->peek(step);
    if (seen.empty()) break;
    result.bytes += seen;
    source->skip(seen.size());
    step = step * 5 % 65'537 + 1;
  }
  result.cut_short = source->cut_short();
  if (result.bytes.size() >= kMost) return result;
  source->finish(result.facts);
  require(source->status().ok(), "memory can be read");
  require(result.facts.bytes == file.size() && result.facts.sha256 == sha256(file),
          "the file is hashed whole");
  require(result.facts.bytes_decompressed == result.bytes.size(), "what comes out is counted");
  require(result.facts.defects.size() <= 1, "one end, one reason");
  for (const Defect& defect : result.facts.defects) {
    require(defect.where.end() == file.size(), "what was not read is the rest of the file");
    require(result.cut_short == (defect.kind != DefectKind::kBytesAfterCompressed),
            "damage cuts short, other bytes behind do not");
  }
  require(!result.cut_short || !result.facts.defects.empty(), "a cut is stated");
  return result;
}

void check_any(std::string_view file) {
  const Read one = read(file, 1);
  const Read other = read(file, 65'536);
  const std::size_t same = std::min(one.bytes.size(), other.bytes.size());
  require(one.bytes.substr(0, same) == other.bytes.substr(0, same), "steps change no byte");
  if (same < kMost) {
    require(one.bytes.size() == other.bytes.size(), "steps change no length");
    require(one.facts.defects == other.facts.defects, "steps change no defect");
  }
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  require(deflateInit2(&stream, 1, Z_DEFLATED, 16 + 15, 8, 0) == Z_OK, "zlib works");
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  require(deflate(&stream, Z_FINISH) == Z_STREAM_END, "zlib works");
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  const std::size_t size =
      ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size());
  ZSTD_freeCCtx(context);
  require(ZSTD_isError(size) == 0, "zstd works");
  out.resize(size);
  return out;
}

void check_compressed(std::string_view bytes, const std::string& file, std::size_t place) {
  const Read whole = read(file, 1000);
  require(whole.bytes == bytes && whole.facts.defects.empty(), "what was compressed comes back");
  const std::size_t cut = 4 + place % (file.size() - 4);
  const Read part = read(std::string_view(file).substr(0, cut), 1000);
  require(bytes.starts_with(part.bytes), "a cut gives the beginning");
  require(part.cut_short, "a cut is stated");
  std::string damaged = file;
  damaged[cut - 1] = static_cast<char>(damaged[cut - 1] ^ 0x20);
  const Read other = read(damaged, 1000);
  // Flags of a header (a name that is absent, a size) may turn bytes into text of another kind; the
  // checksum at the end then differs.
  require(other.bytes == bytes || !other.facts.defects.empty() ||
              other.facts.compression == capture::Compression::kNone,
          "damage is stated");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (size < 3) return 0;
  // The first byte says what to try, the next two where.
  const std::size_t place = data[1] | static_cast<std::size_t>(data[2]) << 8;
  const std::string_view bytes = input.substr(3);
  switch (data[0] % 4) {
    case 0:
      check_any("\x1f\x8b\x08" + std::string(bytes));
      break;
    case 1:
      check_any("\x28\xb5\x2f\xfd" + std::string(bytes));
      break;
    case 2:
      check_compressed(bytes, gzip(bytes), place);
      break;
    default:
      check_compressed(bytes, zstd(bytes), place);
  }
  if (data[0] == 0x1f || data[0] == 0x28 || data[0] == 0x5a) check_any(input);
  return 0;
}
