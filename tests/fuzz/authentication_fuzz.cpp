// Fuzz target: any bytes as a mail whose signatures are checked with the keys of RFC 8463 appendix
// A; with bit 0 of the first byte, as one that was captured in part.

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "parser/auth/sources.h"
#include "parser/parsed_mail.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/utf8_check.h"

namespace {

using namespace constat;
using namespace constat::parser;
using namespace constat::parser::auth;
using fuzz::check;

constexpr std::string_view kSnapshot =
    "name,type,data\n"
    "brisbane._domainkey.football.example.com,TXT,"
    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
    "test._domainkey.football.example.com,TXT,v=DKIM1; k=rsa; "
    "p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/"
    "J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2"
    "EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB\n"
    "football.example.com,TXT,v=spf1 ip4:192.0.2.1 -all\n"
    "_dmarc.football.example.com,TXT,v=DMARC1; p=none\n";

const DnsSnapshot& snapshot() {
  static const DnsSnapshot kRead = [] {
    auto read = read_dns_snapshot(kSnapshot, Limits());
    check(read.ok() && read->defects.empty());
    return std::move(read->snapshot);
  }();
  return kRead;
}

void check_signature(const Signature& told, const ParsedMail& mail) {
  check(told.where.end() <= mail.raw->bytes.size() && !told.where.empty());
  check((told.result == Result::kVerifies) == (told.reason == Reason::kNone));
  if (told.result == Result::kVerifies) {
    check(told.value == SignatureValue::kFits && told.key.has_value());
    check(told.kind == SignatureKind::kArcSeal || told.body_hash == BodyHash::kMatches);
  }
  if (mail.raw->incomplete()) check(told.result == Result::kNotEvaluated);
  for (const std::string* text : {&told.domain, &told.selector, &told.identity, &told.algorithm}) {
    check(is_well_formed_utf8(*text));
  }
  for (const Coverage& coverage : told.covers) check(coverage.present + coverage.named > 0);
}

class Check final : public ParsedMailSink {
 public:
  void on_mail(const ParsedMail& mail) override {
    const Authentication& told = mail.authentication;
    const Limits& limits = fuzz::limits_of_run();
    check(told.signatures.size() <= 3 * limits.signatures_per_mail);
    check(told.claims.size() <= limits.authentication_fields);
    for (const Signature& signature : told.signatures) check_signature(signature, mail);
    check(std::ranges::is_sorted(told.signatures, {},
                                 [](const Signature& one) { return one.where.offset; }));
    if (told.arc)
      check((told.arc->result == Result::kVerifies) == (told.arc->reason == Reason::kNone));
    for (const Defect& defect : mail.defects) {
      check(defect.where.offset <= mail.raw->bytes.size());
    }
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static Check checking;
  static MailParser parser(fuzz::limits_of_run(), checking, Decode::kTextParts,
                           Sources{&snapshot(), nullptr});
  capture::RawMail mail;
  mail.bytes = {reinterpret_cast<const char*>(data) + 1, size - 1};
  mail.size = mail.bytes.size();
  if (data[0] % 2 == 1) {
    mail.completeness = capture::Completeness::kTruncated;
    mail.missing = {{mail.bytes.size(), 0}};
  }
  mail.has_envelope = mail.mail_from_seen = data[0] % 4 >= 2;
  mail.mail_from = "joe@football.example.com";
  mail.client_ip = "192.0.2.1";
  mail.helo = "football.example.com";
  parser.on_mail(mail);
  return 0;
}
