// Reading of headers takes time that grows with them and no faster (robustness O2), rows M03, M04,
// M09 to M11 and X19: at n and at 2n bytes, with the caps as shipped and without them.
//
//   header_growth_bench BYTES MOST_RATIO [WORD]
//
// WORD: only the generators whose name holds it. Prints a line for each generator and the peak of
// memory; exit code 1 when a ratio is above the bound or the memory above 256 MiB.

#include <malloc.h>
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "parser/parsed_mail.h"

namespace {

using constat::Limits;
using constat::parser::MailParser;
using constat::parser::ParsedMail;

constexpr long kMostKib = 256 * 1024;

struct Generator {
  const char* name;
  std::string before;
  // "#" stands for the number of the piece.
  std::string piece;
  std::string after;
};

std::vector<Generator> generators() {
  return {
      {"folds (M03)", "Subject: x", "\r\n x", ""},
      {"folds of white space (M03, X03)", "Subject: x", "\r\n ", ""},
      {"fields (M04)", "", "From: a@b\r\n", ""},
      {"fields of all names (M04)", "", "X-#: y\r\n", ""},
      {"lines that are no field (X03)", "", "no field\r\n", "A: 1\r\n"},
      {"lines that are no field and fields (X03)", "", "no field\r\nA: 1\r\n", ""},
      {"parameters (M09)", "Content-Type: a/b", "; p#=x", ""},
      {"the same parameter (M09, X04)", "Content-Type: a/b", "; boundary=x#", ""},
      {"sections (M09)", "Content-Type: a/b", "; name*#=x", ""},
      {"sections, descending names (M09)", "Content-Type: a/b", "; z#*0*=u'f'%41", ""},
      {"the same section (M09)", "Content-Type: a/b", "; name*0=x", ""},
      {"names without values (M09)", "Content-Type: a/b", " p", ""},
      {"values without a semicolon (M09)", "Content-Type: a/b;", " p=x", ""},
      {"percent signs (M09)", "Content-Type: a/b; name*=u'f'", "%", ""},
      {"apostrophes (M09)", "Content-Type: a/b; name*=", "'", ""},
      {"starts of words (M10)", "Subject: ", "=?", ""},
      {"adjacent words (M10)", "Subject:", " =?utf-8?Q?a?=", ""},
      {"words without end (M10)", "Subject: ", "=?u?q?a", ""},
      {"words of many sets (M10)", "Subject:", " =?x-#?Q?a?=", ""},
      {"one word (M10)", "Subject: =?utf-8?Q?", "=C3=A9", "?="},
      {"colons (M11)", "From: ", ":", ""},
      {"groups (M11)", "From: ", "g:a@b;", ""},
      {"comments opened (M11)", "From: ", "(", ""},
      {"comments nested (M11)", "From: ", "((x))", ""},
      {"quotes (M11)", "From: ", "\"", ""},
      {"brackets (M11)", "From: ", "<", ""},
      {"literal (M11)", "From: a@[", "1", "]"},
      {"literals opened (M11)", "From: a@", "[", ""},
      {"backslashes (M11)", "From: \"", "\\", ""},
      {"routes (M11)", "From: <", "@a,", ":b@c>"},
      {"at signs (M11)", "From: ", "a@", ""},
      {"dots (M11)", "From: ", ".", ""},
      {"words without an address (M11)", "From: ", "a ", ""},
      {"addresses without commas (M11)", "From: ", "a@b ", ""},
      {"addresses (M11)", "To: ", "Ann <a#@b.example>, ", ""},
      {"hops (X19)", "", "Received: from a by b for <c@d>; 1 Jan 2024 10:00 +0000\r\n", ""},
      {"clauses of one hop (X19)", "Received: ", "from a ", "; 1 Jan 2024 10:00 +0000"},
      {"recipients of one hop (X19)", "Received: by a for ", "<a@b>, ", "; 1 Jan 2024 10:00 +0000"},
      {"semicolons of one hop (X19)", "Received: by a", ";x", ""},
      {"date of comments (X19)", "Date: 1 Jan 2024 10:00 ", "(x)", " +0000"},
      {"digits of a date (X19)", "Date: ", "1", ""},
      {"identifiers", "References: ", "<a@b> ", ""},
      {"identifiers opened", "References: ", "<a", ""},
      {"URIs of a list", "List-Unsubscribe: ", "<mailto:a@b>,", ""},
      {"words of a list", "List-Unsubscribe: ", "x ", ""},
      {"brackets of a list", "List-Unsubscribe: ", "<x:y", ""},
      {"encoded words of a list", "List-Unsubscribe: ", "=?u?q?x?= ", ""},
      {"brackets of a list identifier", "List-Id: ", "<x>", ""},
      {"recipients of a report", "Content-Type: message/delivery-status\r\n\r\n",
       "Final-Recipient: rfc822; a@b\r\n\r\n", ""},
      {"folds of a report", "Content-Type: message/delivery-status\r\n\r\nStatus: 5", "\r\n x", ""},
      {"comments of a report", "Content-Type: message/delivery-status\r\n\r\nStatus: ", "(", ""},
      {"lines of a report", "Content-Type: message/feedback-report\r\n\r\n", "x\r\n", ""},
  };
}

Limits without_caps() {
  Limits limits;
  for (std::size_t* cap :
       {&limits.header_field_bytes, &limits.header_fields, &limits.header_bytes,
        &limits.addresses_per_field, &limits.parameters_per_field, &limits.links_per_mail,
        &limits.received_fields, &limits.report_bytes, &limits.recipients_per_mail}) {
    *cap = std::size_t{1} << 40;
  }
  return limits;
}

std::string mail_of(const Generator& generator, std::size_t bytes) {
  std::string all = generator.before;
  for (std::size_t number = 0; all.size() < bytes; ++number) {
    for (const char c : generator.piece) {
      if (c == '#') {
        all += std::to_string(number);
      } else {
        all += c;
      }
    }
  }
  return all + generator.after + "\r\n\r\nbody\r\n";
}

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Nothing final : constat::parser::ParsedMailSink {
  void on_mail(const ParsedMail&) override {}
};

// The least of several runs: what disturbs makes it longer, never shorter.
double time_of(const std::string& mail, const Limits& limits) {
  double least = 1e9;
  for (int run = 0; run < 3; ++run) {
    Nothing sink;
    MailParser parser(limits, sink);
    constat::capture::RawMail raw;
    raw.bytes = mail;
    raw.size = mail.size();
    const double before = seconds();
    parser.on_mail(raw);
    least = std::min(least, seconds() - before);
  }
  return least;
}

bool grows_too_fast(const Generator& generator, std::size_t bytes, double most,
                    const Limits& limits, const char* caps) {
  const std::string once_mail = mail_of(generator, bytes);
  const std::string twice_mail = mail_of(generator, 2 * bytes);
  for (int attempt = 0;; ++attempt) {
    const double once = time_of(once_mail, limits);
    const double twice = time_of(twice_mail, limits);
    // Below a millisecond it is the clock that is measured.
    const bool good = twice / once <= most || twice < 0.001;
    if (!good && attempt < 2) continue;
    std::printf("%-42s %-8s %9.3f ms %9.3f ms  x %.2f%s\n", generator.name, caps, once * 1e3,
                twice * 1e3, twice / once, good ? "" : "  TOO FAST");
    return !good;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t bytes = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 500'000;
  const double most = argc > 2 ? std::strtod(argv[2], nullptr) : 2.3;
  const std::string_view word = argc > 3 ? argv[3] : "";
  // Pages are taken from the system once: their price is not that of reading.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  int failures = 0;
  for (const Generator& generator : generators()) {
    if (std::string_view(generator.name).find(word) == std::string_view::npos) continue;
    failures += grows_too_fast(generator, bytes, most, Limits(), "caps") ? 1 : 0;
    failures += grows_too_fast(generator, bytes, most, without_caps(), "no caps") ? 1 : 0;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("peak %ld KiB\n", usage.ru_maxrss);
  return failures == 0 && usage.ru_maxrss <= kMostKib ? 0 : 1;
}
