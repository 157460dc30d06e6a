// Where bytes come from before they stand in the window of a ByteSource: a file, memory, or a
// decompressor over one of them.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "capture/input.h"

namespace constat::capture {

// Room for bytes to be read into. Its memory is not touched before they are: a folder of a hundred
// thousand small mails would spend its time on clearing pages.
class Room {
 public:
  explicit Room(std::size_t size)
      : bytes_(std::make_unique_for_overwrite<char[]>(size)), size_(size) {}
  char* data() { return bytes_.get(); }
  const char* data() const { return bytes_.get(); }
  std::size_t size() const { return size_; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

class ByteStage {
 public:
  virtual ~ByteStage() = default;

  // Up to `room` > 0 bytes into `into`; 0 at the end, or where reading cannot go on. The end, once
  // met, stays the end.
  virtual std::size_t read(char* into, std::size_t room) = 0;
  virtual absl::Status status() const = 0;
  virtual Compression compression() const { return Compression::kNone; }
  // Once read() gave 0: there should have been more.
  virtual bool cut_short() const = 0;
  // Reads what is left of the file, sets bytes, sha256 and compression of `facts`, adds the defects
  // of the file. Call once, last.
  virtual void finish(InputFacts& facts) = 0;
};

// See open_file() and open_bytes().
absl::StatusOr<std::unique_ptr<ByteStage>> open_file_stage(const std::string& path);
std::unique_ptr<ByteStage> open_memory_stage(std::string_view bytes);

}  // namespace constat::capture
