// Sliding window over a file descriptor, and the same over bytes in memory.
//
// Files are read, never mapped: a file that shrinks under a mapping ends the program. Bytes are
// hashed in the large blocks in which they are read; finish() reads the rest, so the digest is that
// of every byte that was there to be read. The end of the input, once met, stays the end, even if
// the file grows later.

#include "capture/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

namespace constat::capture {
namespace {

// One read(2); large enough for sequential disks, small enough for the second-level cache.
constexpr std::size_t kBlock = 256 * 1024;

absl::Status error_of(const std::string& name, std::string_view what, int error_number) {
  const std::string cause = std::generic_category().message(error_number);
  return absl::Status(absl::ErrnoToStatusCode(error_number),
                      name + ": " + std::string(what) + ": " + cause);
}

class DescriptorSource final : public ByteSource {
 public:
  // Closes `descriptor` at the end unless it is standard input.
  DescriptorSource(std::string name, int descriptor)
      : name_(std::move(name)), descriptor_(descriptor), window_(2 * kBlock) {}
  ~DescriptorSource() override {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }
  DescriptorSource(const DescriptorSource&) = delete;
  DescriptorSource& operator=(const DescriptorSource&) = delete;

  std::string_view peek(std::size_t count) override {
    assert(count <= kWindow);
    if (available() < count && !at_end_) fill(count);
    last_peek_ = std::min(count, available());
    return {window_.data() + begin_, last_peek_};
  }

  void skip(std::size_t count) override {
    assert(count <= last_peek_);
    last_peek_ -= count;
    begin_ += count;
    position_ += count;
  }

  std::uint64_t position() const override { return position_; }
  absl::Status status() const override { return status_; }

  Digest finish(std::uint64_t& size) override {
    while (!at_end_) {
      position_ += available();
      begin_ = end_ = last_peek_ = 0;
      fill(kBlock);
    }
    size = position_ + available();
    return digest_.finish();
  }

 private:
  std::size_t available() const { return end_ - begin_; }

  // Makes room and reads until `count` bytes stand in the window or the input ends.
  void fill(std::size_t count) {
    if (begin_ > 0) std::memmove(window_.data(), window_.data() + begin_, available());
    end_ -= begin_;
    begin_ = 0;
    if (window_.size() < count + kBlock) window_.resize(count + kBlock);
    while (end_ < count && !at_end_) read_block();
  }

  void read_block() {
    const std::size_t room = std::min(kBlock, window_.size() - end_);
    const ssize_t got = ::read(descriptor_, window_.data() + end_, room);
    if (got < 0 && errno == EINTR) return;
    if (got <= 0) {
      at_end_ = true;
      if (got < 0) status_ = error_of(name_, "cannot be read", errno);
      return;
    }
    const auto length = static_cast<std::size_t>(got);
    digest_.update({window_.data() + end_, length});
    end_ += length;
  }

  std::string name_;
  int descriptor_;
  std::vector<char> window_;
  std::size_t begin_ = 0;  // of the bytes not yet skipped, in window_
  std::size_t end_ = 0;
  std::size_t last_peek_ = 0;
  std::uint64_t position_ = 0;
  bool at_end_ = false;
  absl::Status status_;
  Sha256 digest_;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}

  std::string_view peek(std::size_t count) override {
    assert(count <= kWindow);
    return bytes_.substr(position_, count);
  }
  void skip(std::size_t count) override {
    assert(count <= bytes_.size() - position_);
    position_ += count;
  }
  std::uint64_t position() const override { return position_; }
  absl::Status status() const override { return absl::OkStatus(); }
  Digest finish(std::uint64_t& size) override {
    size = bytes_.size();
    return sha256(bytes_);
  }

 private:
  std::string_view bytes_;
  std::size_t position_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> open_file(const std::string& path) {
  if (path == "-") return std::make_unique<DescriptorSource>("standard input", STDIN_FILENO);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return error_of(path, "cannot be opened", errno);
  struct stat facts {};
  if (::fstat(descriptor, &facts) != 0) {
    const int error_number = errno;
    ::close(descriptor);
    return error_of(path, "cannot be opened", error_number);
  }
  if (S_ISREG(facts.st_mode) || S_ISFIFO(facts.st_mode)) {
    return std::make_unique<DescriptorSource>(path, descriptor);
  }
  ::close(descriptor);
  if (S_ISDIR(facts.st_mode)) return error_of(path, "cannot be read", EISDIR);
  return absl::InvalidArgumentError(path + ": cannot be read: neither a file nor a pipe");
}

std::unique_ptr<ByteSource> open_bytes(std::string_view bytes) {
  return std::make_unique<MemorySource>(bytes);
}

}  // namespace constat::capture
