// Parses one mail in a test and keeps what came out.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/limits.h"
#include "parser/parsed_mail.h"

namespace constat::parser {

// Copies what it is given; the bytes themselves stay those of the RawMail.
class KeptMail final : public ParsedMailSink {
 public:
  void on_mail(const ParsedMail& mail) override { mails.push_back(mail); }
  std::vector<ParsedMail> mails;
};

// The mail, its bytes (in a buffer of exactly their size) and the result.
struct Parsed {
  explicit Parsed(std::string text, const Limits& limits = {}, Decode decode = Decode::kTextParts)
      : Parsed(std::move(text), capture::RawMail{}, limits, decode) {}

  Parsed(std::string text, capture::RawMail from, const Limits& limits = {},
         Decode decode = Decode::kTextParts)
      : bytes(new char[text.size()]), raw(std::move(from)) {
    std::copy(text.begin(), text.end(), bytes.get());
    raw.bytes = {bytes.get(), text.size()};
    if (raw.size == 0) raw.size = text.size();
    KeptMail kept;
    MailParser(limits, kept, decode).on_mail(raw);
    mail = kept.mails.at(0);
    mail.raw = &raw;
  }
  Parsed(const Parsed&) = delete;

  bool has(DefectKind kind) const { return count(kind) > 0; }
  std::size_t count(DefectKind kind) const {
    return static_cast<std::size_t>(
        std::count_if(mail.defects.begin(), mail.defects.end(),
                      [kind](const Defect& defect) { return defect.kind == kind; }));
  }
  std::string at(ByteRange range) const { return std::string(mail.bytes_of(range)); }
  std::string body(std::size_t part) const { return at(mail.parts.at(part).body); }
  // "1 text/plain", in order; those of the first reading, and of other readings.
  std::vector<std::string> outline() const { return outline_of(false); }
  std::vector<std::string> other_outline() const { return outline_of(true); }
  // The decoded bytes of both readings, where there is one such place.
  const SecondReading* both(DefectKind why) const {
    const auto found =
        std::find_if(mail.second_readings.begin(), mail.second_readings.end(),
                     [why](const SecondReading& reading) { return reading.why == why; });
    return found == mail.second_readings.end() ? nullptr : &*found;
  }

  std::vector<std::string> outline_of(bool second_reading) const {
    std::vector<std::string> lines;
    for (const Part& part : mail.parts) {
      if (part.second_reading != second_reading) continue;
      lines.push_back(part.path + " " + part.type + "/" + part.subtype);
    }
    return lines;
  }

  std::unique_ptr<char[]> bytes;
  capture::RawMail raw;
  ParsedMail mail;
};

// LF to CRLF.
inline std::string crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

}  // namespace constat::parser
