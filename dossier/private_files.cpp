// Files that only their owner can read.

#include "dossier/private_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "core/digest.h"

namespace constat::dossier {
namespace {

constexpr mode_t kOwnerFile = 0600;
constexpr mode_t kOwnerDirectory = 0700;
constexpr std::size_t kReadBytes = 256 * 1024;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  int close() {
    const int number = number_;
    number_ = -1;
    return ::close(number);
  }

 private:
  int number_;
};

// -1: errno says why. 0: the end.
ssize_t read_some(int number, char* out, std::size_t count) {
  ssize_t got = 0;
  do {
    got = ::read(number, out, count);
  } while (got < 0 && errno == EINTR);
  return got;
}

}  // namespace

absl::Status system_error(std::string_view what, const std::string& path, int error_number) {
  const std::string message = "cannot " + std::string(what) + " " + path + ": " +
                              std::generic_category().message(error_number);
  if (error_number == ENOENT) return absl::NotFoundError(message);
  if (error_number == EEXIST) return absl::AlreadyExistsError(message);
  return absl::UnavailableError(message);
}

absl::Status make_private_directory(const std::string& path) {
  if (::mkdir(path.c_str(), kOwnerDirectory) != 0) {
    if (errno != EEXIST) return system_error("make the directory", path, errno);
    std::error_code error;
    const bool empty = std::filesystem::is_empty(path, error);
    if (error) return system_error("look into", path, error.value());
    if (!std::filesystem::is_directory(path, error)) {
      return absl::AlreadyExistsError(path + " is not a directory; name another place");
    }
    if (!empty) {
      return absl::AlreadyExistsError(
          "the directory " + path +
          " is not empty; a dossier is never overwritten, name a new one");
    }
  }
  if (::chmod(path.c_str(), kOwnerDirectory) != 0) return system_error("protect", path, errno);
  return absl::OkStatus();
}

absl::Status write_private_file(const std::string& path, std::string_view bytes, Flush flush) {
  Descriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kOwnerFile));
  if (!file.is_open()) return system_error("make", path, errno);
  if (::fchmod(file.number(), kOwnerFile) != 0) return system_error("protect", path, errno);
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (flush == Flush::kNow && ::fsync(file.number()) != 0) {
    return system_error("write", path, errno);
  }
  if (file.close() != 0) return system_error("write", path, errno);
  return absl::OkStatus();
}

absl::StatusOr<std::string> read_small_file(const std::string& path, std::size_t cap) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return system_error("open", path, errno);
  std::string bytes(cap + 1, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t got = read_some(file.number(), bytes.data() + size, bytes.size() - size);
    if (got < 0) return system_error("read", path, errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > cap) {
    return absl::OutOfRangeError(path + " holds more than " + std::to_string(cap) + " bytes");
  }
  bytes.resize(size);
  return bytes;
}

absl::StatusOr<std::string> sha256_of_file(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!file.is_open()) return system_error("open", path, errno);
  Sha256 digest;
  std::string buffer(kReadBytes, '\0');
  for (;;) {
    const ssize_t got = read_some(file.number(), buffer.data(), buffer.size());
    if (got < 0) return system_error("read", path, errno);
    if (got == 0) break;
    digest.update(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
  }
  return to_hex(digest.finish());
}

absl::Status sync(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return system_error("open", path, errno);
  if (::fsync(file.number()) != 0) return system_error("write", path, errno);
  return absl::OkStatus();
}

}  // namespace constat::dossier
