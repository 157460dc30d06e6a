// Reads a file or standard input once, front to back, hashing the very bytes that are handed out.
// Large files never stand in memory as a whole.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "core/digest.h"

namespace constat::capture {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Up to `count` bytes at the present position without moving; fewer only at the end of input.
  // Valid until the next call of peek or skip. `count` <= kWindow.
  virtual std::string_view peek(std::size_t count) = 0;
  // Moves on by `count` <= the size of the last peek. The bytes enter the digest.
  virtual void skip(std::size_t count) = 0;
  virtual std::uint64_t position() const = 0;
  // OK, or what the operating system said when reading failed (then peek acts as at the end).
  virtual absl::Status status() const = 0;
  // Reads what is left, and gives the digest and size of the whole input. Call once, last.
  virtual Digest finish(std::uint64_t& size) = 0;

  static constexpr std::size_t kWindow = 8 * 1024 * 1024;
};

// "-" is standard input. Errors name the file and the cause in one line. A directory is an error.
absl::StatusOr<std::unique_ptr<ByteSource>> open_file(const std::string& path);
// Over bytes in memory, which must outlive the source: for tests, fuzzing and bench.
std::unique_ptr<ByteSource> open_bytes(std::string_view bytes);

}  // namespace constat::capture
