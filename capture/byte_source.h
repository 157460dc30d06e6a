// Reads a file or standard input once, front to back, hashing the very bytes that lie on disk.
// What is compressed (gzip, zstd), by its first bytes, is decompressed on the way. Large files
// never stand in memory as a whole.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "capture/input.h"
#include "core/limits.h"

namespace constat::capture {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Up to `count` bytes at the present position without moving; fewer only at the end of input.
  // Valid until the next call of peek or skip. `count` <= kWindow.
  virtual std::string_view peek(std::size_t count) = 0;
  // Moves on by `count` <= the size of the last peek.
  virtual void skip(std::size_t count) = 0;
  // In the bytes handed out: decompressed ones count, not those of the file.
  virtual std::uint64_t position() const = 0;
  // OK, or what the operating system said when reading failed (then peek acts as at the end).
  virtual absl::Status status() const = 0;
  virtual Compression compression() const = 0;
  // The input was met to end before its end: reading failed, the compressed data is damaged or cut,
  // or the file has become shorter. Known once peek gave fewer bytes than asked for.
  virtual bool cut_short() const = 0;
  // Reads what is left. Sets bytes, sha256, compression and bytes_decompressed of `facts`, and adds
  // the defects of the file itself (damaged, followed by other bytes, changed). Call once, last.
  virtual void finish(InputFacts& facts) = 0;

  static constexpr std::size_t kWindow = 8 * 1024 * 1024;
};

// "-" is standard input. Errors name the file and the cause in one line. Directories and devices
// are refused; symbolic links are followed. Of a file, as many bytes are read as it has now.
absl::StatusOr<std::unique_ptr<ByteSource>> open_file(const std::string& path,
                                                      const Limits& limits = {});
// Over bytes in memory, which must outlive the source: for tests, fuzzing and bench.
std::unique_ptr<ByteSource> open_bytes(std::string_view bytes, const Limits& limits = {});

}  // namespace constat::capture
