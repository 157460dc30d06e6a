// Any mail: facts are traceable, bounded, known by name, the same each time; findings point at
// facts, and absence is claimed only of bytes that were seen. Byte 0 picks envelope and hole; the
// rest is the mail.

#include <cstdint>
#include <string>
#include <string_view>

#include "classifier/criterion.h"
#include "classifier/fact.h"
#include "parser/parsed_mail.h"
#include "tests/fuzz/utf8_check.h"
#include "tests/support/require.h"

namespace constat::classifier {
namespace {

const Limits& limits() {
  static const Limits kLimits = [] {
    Limits small;
    small.facts_per_mail = 100;
    small.facts_per_kind = 10;
    small.quote_bytes = 60;
    return small;
  }();
  return kLimits;
}

void check_fact(const Fact& fact, const parser::ParsedMail& mail) {
  require(fact_kind(fact.id) != nullptr, "kind", fact.id);
  require(fact.range.end() <= mail.raw->bytes.size(), "range", fact.id);
  require(fact.quote.size() <= limits().quote_bytes, "quote's size", fact.id);
  require(fact.value.size() <= limits().value_bytes, "value's size", fact.id);
  require(!fact.part.empty() || fact.range.empty(), "part", fact.id);  // "": of the whole mail
  // Texts are valid UTF-8 and quotes are cut between characters. The raw header need not be.
  if (fact.part == "0" || fact.part == "envelope") return;
  require(is_well_formed_utf8(fact.quote), "quote's characters", fact.id);
  require(is_well_formed_utf8(fact.value), "value's characters", fact.id);
}

void check_finding(const Finding& finding, const Criterion& criterion,
                   const parser::ParsedMail& mail, std::size_t facts) {
  for (const auto* indices : {&finding.for_facts, &finding.against_facts, &finding.context_facts}) {
    for (std::size_t i = 0; i < indices->size(); ++i) {
      require((*indices)[i] < facts, "index");
      require(i == 0 || (*indices)[i - 1] < (*indices)[i], "order");
    }
  }
  require(finding.reason.empty() || reason_named(criterion, finding.reason) != nullptr, "reason",
          finding.reason);
  const bool cut = mail.header_incomplete || (criterion.needs == Needs::kHeaderAndText &&
                                              (mail.body_incomplete || mail.raw->incomplete()));
  if (cut && criterion.needs != Needs::kEnvelope)
    require(finding.state != State::kNotObserved, "absence", criterion.id);
}

class Checker final : public parser::ParsedMailSink {
 public:
  void on_mail(const parser::ParsedMail& mail) override {
    FactSink first(limits()), second(limits());
    find_facts(mail, limits(), first);
    find_facts(mail, limits(), second);
    require(first.facts() == second.facts() && first.not_kept() == second.not_kept(), "same again");
    for (const Fact& fact : first.facts()) check_fact(fact, mail);
    for (const Criterion* criterion : criteria()) {
      check_finding(examine(*criterion, mail, first.facts()), *criterion, mail,
                    first.facts().size());
    }
  }
};

}  // namespace
}  // namespace constat::classifier

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  constat::capture::RawMail raw;
  raw.bytes = bytes;
  raw.size = bytes.size();
  if ((data[0] & 1) != 0) {
    raw.has_envelope = raw.mail_from_seen = true;
    raw.mail_from = "bounce@routeur.example";
    raw.recipients.push_back(
        {"jeanne.martin@example.org", 250, constat::capture::Outcome::kAccepted});
  }
  if ((data[0] & 2) != 0 && !bytes.empty()) {
    raw.completeness = constat::capture::Completeness::kHoled;
    raw.missing.push_back({data[0] * std::size_t{7} % bytes.size(), 10});
  }
  static const constat::Limits limits;
  constat::classifier::Checker checker;
  constat::parser::MailParser parser(limits, checker);
  parser.on_mail(raw);
  return 0;
}
