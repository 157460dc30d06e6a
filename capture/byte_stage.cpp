// Bytes of a file descriptor, and of memory.
//
// Files are read, never mapped: a file that shrinks under a mapping ends the program. Bytes are
// hashed in the large blocks in which they are read, and finish() reads the rest, so the digest is
// that of every byte that was there to be read. A file that grows while it is read is read to the
// size it had when it was opened; that it changed is found at the end.

#include "capture/byte_stage.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

#include "core/digest.h"

namespace constat::capture {
namespace {

// One read(2); large enough for sequential disks, small enough for the second-level cache.
constexpr std::size_t kBlock = 256 * 1024;

absl::Status error_of(const std::string& name, std::string_view what, int error_number) {
  const std::string cause = std::generic_category().message(error_number);
  return absl::Status(absl::ErrnoToStatusCode(error_number),
                      name + ": " + std::string(what) + ": " + cause);
}

// What tells that a regular file is still the one that was opened.
struct Identity {
  explicit Identity(const struct stat& facts)
      : device(facts.st_dev),
        inode(facts.st_ino),
        size(static_cast<std::uint64_t>(facts.st_size)),
        modified{facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec},
        changed{facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec} {}

  struct Moment {
    std::int64_t seconds;
    std::int64_t nanoseconds;
    bool operator==(const Moment&) const = default;
  };
  dev_t device;
  ino_t inode;
  std::uint64_t size;
  Moment modified;
  Moment changed;
  bool operator==(const Identity&) const = default;
};

class FileStage final : public ByteStage {
 public:
  // Closes `descriptor` at the end unless it is standard input. `path` is empty for that one.
  FileStage(std::string name, std::string path, int descriptor, const struct stat& facts)
      : name_(std::move(name)), path_(std::move(path)), descriptor_(descriptor) {
    if (!S_ISREG(facts.st_mode)) return;
    opened_.emplace(facts);
    // Standard input may be a file of which another program has read the front.
    const off_t at = ::lseek(descriptor, 0, SEEK_CUR);
    start_ = at > 0 ? static_cast<std::uint64_t>(at) : 0;
    left_ = opened_->size > start_ ? opened_->size - start_ : 0;
  }
  ~FileStage() override {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }
  FileStage(const FileStage&) = delete;
  FileStage& operator=(const FileStage&) = delete;

  std::size_t read(char* into, std::size_t room) override {
    room = std::min(room, kBlock);
    if (opened_) room = static_cast<std::size_t>(std::min<std::uint64_t>(room, left_));
    if (at_end_ || room == 0) return 0;
    ssize_t got = ::read(descriptor_, into, room);
    while (got < 0 && errno == EINTR) got = ::read(descriptor_, into, room);
    if (got <= 0) {
      at_end_ = true;
      if (got < 0) status_ = error_of(name_, "cannot be read", errno);
      return 0;
    }
    const auto length = static_cast<std::size_t>(got);
    digest_.update({into, length});
    bytes_ += length;
    left_ -= opened_ ? length : 0;
    return length;
  }

  absl::Status status() const override { return status_; }
  bool cut_short() const override { return !status_.ok() || (at_end_ && left_ > 0); }

  void finish(InputFacts& facts) override {
    Room rest(kBlock);
    while (read(rest.data(), rest.size()) > 0) {
    }
    facts.bytes = bytes_;
    facts.sha256 = digest_.finish();
    facts.compression = Compression::kNone;
    if (const auto where = changed()) facts.defects.push_back({DefectKind::kInputChanged, *where});
  }

 private:
  // Where the file differs from what it was when opened: the bytes that went missing, those that
  // came to it, or, where nothing more is known, all of it. By its path, too: another file may have
  // been put in its place.
  std::optional<ByteRange> changed() const {
    struct stat now {};
    if (!opened_ || ::fstat(descriptor_, &now) != 0) return std::nullopt;
    const Identity present(now);
    if (left_ > 0) return ByteRange{start_ + bytes_, left_};
    if (present.size > opened_->size) {
      return ByteRange{opened_->size, present.size - opened_->size};
    }
    struct stat named {};
    const bool replaced =
        !path_.empty() && (::stat(path_.c_str(), &named) != 0 || named.st_ino != opened_->inode ||
                           named.st_dev != opened_->device);
    if (present == *opened_ && !replaced) return std::nullopt;
    return ByteRange{0, opened_->size};
  }

  std::string name_;
  std::string path_;
  int descriptor_;
  std::optional<Identity> opened_;  // of a regular file
  std::uint64_t start_ = 0;         // where reading began
  std::uint64_t left_ = 0;          // of a regular file, of the size it had
  std::uint64_t bytes_ = 0;
  bool at_end_ = false;
  absl::Status status_;
  Sha256 digest_;
};

class MemoryStage final : public ByteStage {
 public:
  explicit MemoryStage(std::string_view bytes) : bytes_(bytes) {}

  std::size_t read(char* into, std::size_t room) override {
    const std::size_t length = std::min(room, bytes_.size() - position_);
    if (length > 0) std::memcpy(into, bytes_.data() + position_, length);
    position_ += length;
    return length;
  }
  absl::Status status() const override { return absl::OkStatus(); }
  bool cut_short() const override { return false; }
  void finish(InputFacts& facts) override {
    facts.bytes = bytes_.size();
    facts.sha256 = sha256(bytes_);
    facts.compression = Compression::kNone;
  }

 private:
  std::string_view bytes_;
  std::size_t position_ = 0;
};

absl::Status refusal(const std::string& name, const struct stat& facts) {
  if (S_ISREG(facts.st_mode) || S_ISFIFO(facts.st_mode)) return absl::OkStatus();
  if (S_ISDIR(facts.st_mode)) return error_of(name, "cannot be read", EISDIR);
  return absl::InvalidArgumentError(name + ": cannot be read: neither a file nor a pipe");
}

absl::StatusOr<std::unique_ptr<ByteStage>> open_standard_input() {
  const std::string name = "standard input";
  struct stat facts {};
  if (::fstat(STDIN_FILENO, &facts) != 0) return error_of(name, "cannot be read", errno);
  // Some shells and servers connect it as a socket.
  if (const auto status = refusal(name, facts); !status.ok() && !S_ISSOCK(facts.st_mode)) {
    return status;
  }
  return std::make_unique<FileStage>(name, "", STDIN_FILENO, facts);
}

}  // namespace

absl::StatusOr<std::unique_ptr<ByteStage>> open_file_stage(const std::string& path) {
  if (path == "-") return open_standard_input();
  // Looked at before it is opened: opening a device can have effects of its own.
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) return error_of(path, "cannot be opened", errno);
  if (const auto status = refusal(path, facts); !status.ok()) return status;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return error_of(path, "cannot be opened", errno);
  absl::Status status = ::fstat(descriptor, &facts) == 0
                            ? refusal(path, facts)
                            : error_of(path, "cannot be opened", errno);
  if (status.ok()) return std::make_unique<FileStage>(path, path, descriptor, facts);
  ::close(descriptor);
  return status;
}

std::unique_ptr<ByteStage> open_memory_stage(std::string_view bytes) {
  return std::make_unique<MemoryStage>(bytes);
}

}  // namespace constat::capture
