// Files that only their owner can read, whatever the umask; and what goes wrong, in one line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace constat::dossier {

// "cannot write /x/y: No space left on device", from errno.
absl::Status system_error(std::string_view what, const std::string& path, int error_number);

// Makes the directory with mode 0700, or takes an existing one that is empty.
absl::Status make_private_directory(const std::string& path);
// Whether a file is on disk when its writing returns, or when the system comes to it: one wait a
// file is long where there are many.
enum class Flush : std::uint8_t { kNow, kLater };
// A new file, mode 0600, with these bytes. An existing one, or a link there, is an error.
absl::Status write_private_file(const std::string& path, std::string_view bytes,
                                Flush flush = Flush::kNow);
// At most `cap` bytes; more is an error. NotFound when there is no such file.
absl::StatusOr<std::string> read_small_file(const std::string& path, std::size_t cap);
// 64 hexadecimal digits.
absl::StatusOr<std::string> sha256_of_file(const std::string& path);
// Puts a file, or the entries of a directory, on disk.
absl::Status sync(const std::string& path);

}  // namespace constat::dossier
