// The pseudonym key: a file of its own, beside the dossier.

#include <openssl/rand.h>

#include <cstdlib>
#include <filesystem>

#include "dossier/dossier.h"
#include "dossier/private_files.h"

namespace constat::dossier {
namespace {

constexpr std::size_t kKeyBytes = 32;
// A key is short: a longer file is another file, named by mistake.
constexpr std::size_t kLongestKeyFile = 4096;

bool is_inside_a_dossier(const std::string& path) {
  const std::filesystem::path directory = std::filesystem::path(path).parent_path();
  std::error_code error;
  for (const char* sign : {"records.sqlite", "manifest-sha256.txt"}) {
    if (std::filesystem::exists(directory / sign, error)) return true;
  }
  return false;
}

absl::StatusOr<std::string> read_key(const std::string& path) {
  auto key = read_small_file(path, kLongestKeyFile);
  if (absl::IsOutOfRange(key.status())) {
    return absl::InvalidArgumentError(path + " is too long to be a key (" +
                                      std::to_string(kLongestKeyFile) + " bytes at most)");
  }
  if (!key.ok()) return key.status();
  if (key->size() < kKeyBytes) {
    return absl::InvalidArgumentError(
        "the key file " + path + " holds " + std::to_string(key->size()) + " bytes, at least " +
        std::to_string(kKeyBytes) +
        " are needed; name a file that does not exist to have one made");
  }
  return key;
}

}  // namespace

absl::StatusOr<std::string> read_or_make_key(const std::string& path) {
  if (is_inside_a_dossier(path)) {
    return absl::InvalidArgumentError("the key file " + path +
                                      " would stand inside a dossier; keep it apart");
  }
  auto key = read_key(path);
  if (key.ok() || !absl::IsNotFound(key.status())) return key;
  std::string made = random_key();
  const absl::Status written = write_private_file(path, made);
  // Somebody else made it in between: theirs is the key.
  if (absl::IsAlreadyExists(written)) return read_key(path);
  if (!written.ok()) return written;
  return made;
}

std::string random_key() {
  std::string key(kKeyBytes, '\0');
  const int filled =
      RAND_bytes(reinterpret_cast<unsigned char*>(key.data()), static_cast<int>(key.size()));
  // Without random bytes no pseudonym is safe: there is nothing to go on with.
  if (filled != 1) std::abort();
  return key;
}

}  // namespace constat::dossier
