// Literal mails through the real parser, and what the rules say of them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/criterion.h"
#include "classifier/fact.h"
#include "core/limits.h"
#include "parser/parsed_mail.h"

namespace constat::classifier::testing {

struct Envelope {
  bool seen = false;
  std::string mail_from;
  std::vector<std::string> recipients;
};

// Facts and findings of one mail, kept beyond the parser's call.
struct Reading {
  std::string bytes;
  std::vector<Fact> facts;
  std::vector<Finding> findings;

  std::vector<std::string> values(std::string_view id) const {
    std::vector<std::string> found;
    for (const Fact& fact : facts) {
      if (fact.id == id) found.push_back(fact.value);
    }
    return found;
  }
  const Fact& fact(std::string_view id) const {
    static const Fact kNone;
    const auto found =
        std::find_if(facts.begin(), facts.end(), [&](const Fact& one) { return one.id == id; });
    return found == facts.end() ? kNone : *found;
  }
  // All ids that start with `prefix`, sorted, without repetition.
  std::vector<std::string> ids(std::string_view prefix) const {
    std::vector<std::string> found;
    for (const Fact& one : facts) {
      if (one.id.starts_with(prefix)) found.push_back(one.id);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }
  std::string bytes_of(std::string_view id) const {
    const ByteRange range = fact(id).range;
    return range.end() <= bytes.size() ? bytes.substr(range.offset, range.length) : "out of range";
  }
  const Finding& finding(std::string_view criterion) const {
    return *std::find_if(findings.begin(), findings.end(),
                         [&](const Finding& one) { return one.criterion == criterion; });
  }
  State state(std::string_view criterion) const { return finding(criterion).state; }
  std::string reason(std::string_view criterion) const { return finding(criterion).reason; }
  std::vector<std::string> named(const std::vector<std::uint32_t>& indices) const {
    std::vector<std::string> found;
    for (const std::uint32_t i : indices) found.push_back(facts.at(i).id);
    return found;
  }
};

class Reader final : public parser::ParsedMailSink {
 public:
  explicit Reader(Reading& out) : out_(out) {}
  void on_mail(const parser::ParsedMail& mail) override {
    static const Limits limits;
    FactSink facts(limits);
    find_facts(mail, limits, facts);
    out_.facts = facts.take();
    for (const Criterion* criterion : criteria())
      out_.findings.push_back(examine(*criterion, mail, out_.facts));
  }

 private:
  Reading& out_;
};

// Line ends of the literal become CRLF.
inline std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

// `holes`: positions where bytes were not captured.
inline Reading read(std::string_view text, const Envelope& envelope = {},
                    std::vector<ByteRange> holes = {}) {
  Reading reading;
  reading.bytes = with_crlf(text);
  capture::RawMail raw;
  raw.bytes = reading.bytes;
  raw.size = reading.bytes.size();
  raw.has_envelope = envelope.seen;
  raw.mail_from_seen = envelope.seen;
  raw.mail_from = envelope.mail_from;
  for (const std::string& address : envelope.recipients)
    raw.recipients.push_back({address, 250, capture::Outcome::kAccepted});
  if (!holes.empty()) raw.completeness = capture::Completeness::kHoled;
  raw.missing = std::move(holes);
  static const Limits limits;
  Reader reader(reading);
  parser::MailParser parser(limits, reader);
  parser.on_mail(raw);
  return reading;
}

inline Reading read_plain(std::string_view body) {
  return read(
      "From: Exemple <nouvelles@exemple.fr>\nTo: jeanne@example.org\nSubject: Nos "
      "offres\nMIME-Version: 1.0\n"
      "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" +
      std::string(body));
}

inline Reading read_html(std::string_view body) {
  return read(
      "From: Exemple <nouvelles@exemple.fr>\nTo: jeanne@example.org\nSubject: Nos "
      "offres\nMIME-Version: 1.0\n"
      "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" +
      std::string(body));
}

inline Reading read_header(std::string_view header) {
  return read(std::string(header) + "\nBonjour.\n");
}

}  // namespace constat::classifier::testing
