// Literal mails through the real parser, with a DNS snapshot, and what is said of who answers for
// them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/capture_time.h"
#include "core/limits.h"
#include "parser/auth/sources.h"
#include "parser/parsed_mail.h"

namespace constat::parser::auth::testing {

// The last two labels: enough for names below .example and .com.
inline std::string last_two_labels(std::string_view domain) {
  const std::size_t last = domain.rfind('.');
  if (last == std::string_view::npos || last == 0) return std::string(domain);
  const std::size_t before = domain.rfind('.', last - 1);
  return dns_name(before == std::string_view::npos ? domain : domain.substr(before + 1));
}

inline DnsSnapshot snapshot_of(std::string_view text) {
  static const Limits kLimits;
  auto read = read_dns_snapshot(text, kLimits);
  EXPECT_TRUE(read.ok()) << read.status().message();
  return read.ok() ? std::move(read->snapshot) : DnsSnapshot();
}

inline std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

struct Told {
  Authentication authentication;
  std::vector<DefectKind> defects;

  const Signature& signature(std::size_t index = 0) const {
    static const Signature kNone;
    return index < authentication.signatures.size() ? authentication.signatures[index] : kNone;
  }
  bool has(DefectKind kind) const { return std::ranges::count(defects, kind) > 0; }
};

class Keeper final : public ParsedMailSink {
 public:
  explicit Keeper(Told& out) : out_(out) {}
  void on_mail(const ParsedMail& mail) override {
    out_.authentication = mail.authentication;
    for (const Defect& defect : mail.defects) out_.defects.push_back(defect.kind);
  }

 private:
  Told& out_;
};

inline Told read_raw(const capture::RawMail& raw, const DnsSnapshot* dns,
                     const Limits& limits = {}) {
  Told told;
  Keeper keeper(told);
  MailParser parser(limits, keeper, Decode::kTextParts, Sources{dns, &last_two_labels});
  parser.on_mail(raw);
  return told;
}

// `bytes` as they are.
inline Told read_mail(std::string_view bytes, const DnsSnapshot* dns,
                      std::string_view captured_at = "") {
  capture::RawMail raw;
  raw.bytes = bytes;
  raw.size = bytes.size();
  raw.time = capture_time_from_rfc3339(captured_at);
  return read_raw(raw, dns);
}

}  // namespace constat::parser::auth::testing
