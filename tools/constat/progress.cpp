#include "tools/constat/progress.h"

#include <unistd.h>

#include <cstdio>

namespace constat::tools {
namespace {

constexpr std::uint32_t kCallsBetweenLooksAtTheClock = 256;
constexpr auto kInterval = std::chrono::milliseconds(200);
constexpr double kMebibyte = 1024.0 * 1024.0;

bool is_shown(ProgressMode mode) {
  if (mode == ProgressMode::kAutomatic) return isatty(STDERR_FILENO) == 1;
  return mode == ProgressMode::kAlways;
}

}  // namespace

Progress::Progress(ProgressMode mode, std::uint64_t total_bytes)
    : shown_(is_shown(mode)),
      total_bytes_(total_bytes),
      start_(std::chrono::steady_clock::now()),
      last_(start_) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::update(std::uint64_t bytes, std::uint64_t mails) {
  if (!shown_ || ++calls_ % kCallsBetweenLooksAtTheClock != 0) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < kInterval) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double read = static_cast<double>(bytes);
  std::fprintf(stderr, "\r\033[K%.1f MiB read, %llu mails, %.1f MiB/s", read / kMebibyte,
               static_cast<unsigned long long>(mails), read / kMebibyte / seconds);
  if (total_bytes_ > bytes && bytes > 0) {
    const double left = seconds * static_cast<double>(total_bytes_ - bytes) / read;
    std::fprintf(stderr, ", %.0f %%, about %.0f s left",
                 100.0 * read / static_cast<double>(total_bytes_), left);
  }
  std::fflush(stderr);
}

}  // namespace constat::tools
