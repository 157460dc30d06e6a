// The organisational domain, over libpsl and libidn2.

#include "classifier/records/organisational_domain.h"

#include <idn2.h>
#include <libpsl.h>
#include <sys/stat.h>

#include <ctime>
#include <memory>

#include "core/capture_time.h"
#include "core/ip_address.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

constexpr std::size_t kLongestName = 253;  // RFC 1035 section 2.3.4, without the root

// The newer of the list inside the library and the one of the distribution. Loaded once.
const psl_ctx_t* public_suffixes() {
  static const std::unique_ptr<psl_ctx_t, void (*)(psl_ctx_t*)> list(psl_latest(nullptr), psl_free);
  return list ? list.get() : psl_builtin();
}

// A-labels; "" when the name is not one (RFC 5891).
std::string to_ascii_name(const std::string& name) {
  char* ascii = nullptr;
  const int result = idn2_to_ascii_8z(name.c_str(), &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  if (result != IDN2_OK) return {};
  std::string out(ascii);
  idn2_free(ascii);
  return out;
}

bool is_ascii(std::string_view text) {
  for (const char character : text) {
    if ((static_cast<unsigned char>(character) & 0x80U) != 0) return false;
  }
  return true;
}

}  // namespace

std::string organisational_domain(std::string_view domain) {
  while (!domain.empty() && domain.back() == '.') domain.remove_suffix(1);
  std::string name = to_lower_ascii(domain);
  if (name.size() > kLongestName * 4 || name.find('\0') != std::string::npos) return name;
  if (name.starts_with('[') || ip_address_from(name).known()) return name;
  if (!is_ascii(name)) {
    std::string ascii = to_ascii_name(name);
    if (ascii.empty()) return name;
    name = std::move(ascii);
  }
  const psl_ctx_t* list = public_suffixes();
  if (list == nullptr) return name;
  const char* registrable = psl_registrable_domain(list, name.c_str());
  return registrable == nullptr ? name : std::string(registrable);
}

std::string psl_version() {
  std::int64_t seconds = psl_builtin_file_time();
  struct stat file = {};
  const char* distributed = psl_dist_filename();
  if (distributed != nullptr && stat(distributed, &file) == 0 && file.st_mtime > seconds) {
    seconds = file.st_mtime;
  }
  if (seconds <= 0) return {};
  return to_rfc3339(CaptureTime{seconds * 1'000'000'000}).substr(0, 10);
}

}  // namespace constat::classifier
