// The structure of a multipart. The first byte chooses what its Content-Type says, the rest is its
// body.
//
// Holds: mail_checks.h; where the body names no type, the parts between its boundary lines are
// those of a reading line by line, and the second boundary gives those of a reading by it.

#include <cstdint>
#include <string>
#include <vector>

#include "parser/parsed_mail.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/mail_checks.h"

namespace {

using namespace constat;
using namespace constat::parser;
using fuzz::check;

constexpr const char* kTypes[] = {
    "multipart/mixed; boundary=A",
    "multipart/mixed; boundary=A; boundary=B",
    "multipart/mixed; boundary=A; boundary*0=B; boundary*1=C",
    "multipart/digest; boundary=\"A--\"",
    "multipart/mixed; boundary=\"\"",
    "multipart/mixed",
    "multipart/mixed; x y=1; boundary=A",
    "message/rfc822",
};

std::string_view without_padding(std::string_view line) {
  while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
  return line;
}

// How many boundary lines of "A" begin a part before the first that ends the multipart.
std::size_t slow_count(std::string_view body) {
  const char end = body.find('\n') == std::string_view::npos ? '\r' : '\n';
  std::size_t count = 0;
  while (!body.empty()) {
    const std::size_t length = std::min(body.find(end), body.size());
    std::string_view line = body.substr(0, length);
    body.remove_prefix(std::min(length + 1, body.size()));
    if (end == '\n') {
      while (line.ends_with('\r')) line.remove_suffix(1);
    }
    line = without_padding(line);
    if (line == "--A") ++count;
    if (line == "--A--") break;
  }
  return count;
}

bool names_no_type(std::string_view body) {
  for (const char c : body) {
    if (c == 'c' || c == 'C') return false;
  }
  return true;
}

class Checker final : public ParsedMailSink {
 public:
  Checker(const Limits& limits, std::string_view body, unsigned type)
      : limits_(limits), body_(body), type_(type) {}

  void on_mail(const ParsedMail& mail) override {
    fuzz::MailChecks(mail, limits_).run();
    if (type_ > 1 || !names_no_type(body_)) return;
    std::size_t first = 0;
    for (const Part& part : mail.parts) first += part.parent == 0 && !part.second_reading ? 1u : 0u;
    check(first == std::min(slow_count(body_), limits_.mime_parts - 1));
  }

 private:
  const Limits& limits_;
  std::string_view body_;
  unsigned type_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const unsigned type = data[0] % std::size(kTypes);
  const std::string body(reinterpret_cast<const char*>(data + 1), size - 1);
  // The header ends its lines as the body does, so that both are read alike.
  const std::string end = body.find('\n') == std::string::npos ? "\r" : "\n";
  const std::string bytes = "Content-Type: " + std::string(kTypes[type]) + end + end + body;
  capture::RawMail mail;
  mail.bytes = bytes;
  mail.size = bytes.size();
  const Limits& limits = fuzz::limits_of_run();
  Checker checker(limits, body, type);
  MailParser(limits, checker, Decode::kAll).on_mail(mail);
  return 0;
}
