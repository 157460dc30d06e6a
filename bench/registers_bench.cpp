// registers_bench ROWS: makes a consent register of so many rows as CSV, reads it, and prints the
// time and the memory a row takes. The rows of persons known beforehand are looked up first.

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "classifier/registers/register.h"
#include "tests/support/require.h"

namespace {

using namespace constat;

std::string row(std::uint64_t number) {
  const std::string n = std::to_string(number * 7919 % 100'000'007);
  return "personne" + n + "@boite" + std::to_string(number % 97) + ".example;2025-0" +
         std::to_string(1 + number % 9) + "-1" + std::to_string(number % 10) +
         "T08:30:00Z;/inscription-" + std::to_string(number % 40) + ";v" +
         std::to_string(number % 7) + ";offres\r\n";
}

void write(const std::filesystem::path& path, std::uint64_t rows) {
  std::ofstream out(path, std::ios::binary);
  out << "courriel;date_consentement;formulaire;version;finalite\r\n";
  for (std::uint64_t number = 0; number < rows; ++number) out << row(number);
  require(out.flush().good(), "the register is written");
}

std::size_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

}  // namespace

int main(int count, char** words) {
  const std::uint64_t rows = count > 1 ? std::strtoull(words[1], nullptr, 10) : 200'000;
  const auto path = std::filesystem::temp_directory_path() /
                    ("constat-registers-" + std::to_string(rows) + ".csv");
  write(path, rows);
  const std::size_t before = peak_bytes();
  const Pseudonymiser pseudonyms("0123456789abcdef");
  const auto start = std::chrono::steady_clock::now();
  const auto made = classifier::read_register(classifier::RegisterKind::kConsent, path.string(),
                                              pseudonyms, Limits{});
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::filesystem::remove(path);
  require(made.ok() && made->size() == rows, "all rows were read");
  for (const std::uint64_t number : {std::uint64_t{0}, rows / 2, rows - 1}) {
    const std::string text = row(number);
    const auto found = made->rows_of(pseudonyms.of_address(text.substr(0, text.find(';'))));
    require(!found.empty(), "a person is found");
  }
  const std::size_t peak = peak_bytes() - before;
  std::printf("%llu rows: %.1f s, %.2f us a row; held %.1f bytes a row, peak %.1f bytes a row\n",
              static_cast<unsigned long long>(rows), seconds.count(),
              1e6 * seconds.count() / static_cast<double>(rows),
              static_cast<double>(made->memory()) / static_cast<double>(rows),
              static_cast<double>(peak) / static_cast<double>(rows));
  // Figures of the project's plan: 10^7 rows in a minute of one core, 64 bytes a row.
  const bool in_time = seconds.count() < 60.0 * static_cast<double>(rows) / 1e7 + 1;
  require(in_time || rows < 1'000'000, "a row takes at most 6 us");
  require(made->memory() <= 64 * rows + 1'000'000, "a row takes at most 64 bytes");
}
