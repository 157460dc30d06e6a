// Memory stays bounded (robustness section 2.3): the whole way from one flow to lines of JSON, a
// process for each generator, its peak beyond what it began with (the bytes of the session).
//
//   mail_memory_bench N MOST_MIB [WORD]
//
// WORD: only the generators whose name holds it. Prints a line for each; exit code 1 when a result
// is wrong or a peak above the bound.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "bench/mail_generators.h"
#include "bench/odd_mail_generators.h"
#include "bench/session_generators.h"
#include "bench/whole_way.h"

namespace constat {
namespace {

// "VmHWM" or "VmRSS" of this process, in KiB.
long memory(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(key)) return std::strtol(line.c_str() + key.size() + 1, nullptr, 10);
  }
  return 0;
}

std::size_t size_of(const Script& script) {
  std::size_t size = 0;
  for (const Script::Turn& turn : script.turns) size += turn.bytes.size();
  return size;
}

// In a process of its own.
int measure_one(const Generator& generator, std::size_t n, long most_mib) {
  const Script script = generator.make(n);
  std::ofstream("/proc/self/clear_refs") << "5";  // the peak starts again at what is held now
  const long before = memory("VmRSS");
  bool right = true;
  const double seconds = read_once(script, right);
  const long peak = (memory("VmHWM") - before) / 1024;
  const bool good = right && peak <= most_mib;
  std::printf("%-55s %7.1f MB in %6.2f s, peak %4ld MiB%s%s\n", generator.name,
              static_cast<double>(size_of(script)) * 1e-6, seconds, peak,
              right ? "" : "  WRONG RESULT", good ? "" : "  ABOVE THE BOUND");
  return good ? 0 : 1;
}

bool holds(const Generator& generator, std::size_t n, long most_mib) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    const int code = measure_one(generator, n, most_mib);
    std::fflush(stdout);
    _exit(code);
  }
  int status = 1;
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

int measure(std::size_t n, long most_mib, std::string_view word) {
  bool all = true;
  const auto each = [&](const Generator& generator) {
    if (std::string_view(generator.name).find(word) == std::string_view::npos) return;
    all = holds(generator, n, most_mib) && all;
  };
  for (const Generator& generator : kSessions) each(generator);
  for (const Generator& generator : kMails) each(generator);
  for (const Generator& generator : kOddMails) each(generator);
  return all ? 0 : 1;
}

}  // namespace
}  // namespace constat

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::fprintf(stderr, "usage: mail_memory_bench N MOST_MIB [WORD]\n");
    return 2;
  }
  return constat::measure(std::strtoul(argv[1], nullptr, 10), std::strtol(argv[2], nullptr, 10),
                          argc == 4 ? argv[3] : "");
}
