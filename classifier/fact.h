// A fact: what one mail shows, where, in words that take no side. Families of facts live in
// facts/, one file each; the registry is written from the file names.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "parser/parsed_mail.h"

namespace constat::classifier {

struct Fact {
  std::string id;     // "optout.header.mailto": listed in some family's `kinds`
  std::string value;  // the normalised thing: a URI, a SIREN, a category
  std::string part;   // "0" header, "1.2" a part, "envelope" for SMTP
  ByteRange
      range;  // in the mail's bytes; empty when the fact is of the envelope or of the whole mail
  std::string quote;  // decoded text around it, at most Limits::quote_bytes; "" when nothing is to
                      // be quoted
  friend bool operator==(const Fact&, const Fact&) = default;
};

// Collects facts up to Limits::facts_per_mail and Limits::facts_per_kind, counts the rest, drops
// exact repetitions, cuts values to Limits::value_bytes. The first fact of a kind is always kept: a
// flood of one kind cannot make another look absent.
class FactSink {
 public:
  explicit FactSink(const Limits& limits) : limits_(limits) {}
  FactSink(Limits&& temporary) = delete;
  void add(Fact fact);
  const std::vector<Fact>& facts() const { return facts_; }
  std::vector<Fact> take();
  std::uint64_t not_kept() const { return not_kept_; }

 private:
  const Limits& limits_;
  std::vector<Fact> facts_;
  struct Kept {
    std::string id;
    std::size_t count = 0;
  };
  std::size_t& kept_of(std::string_view id);
  std::vector<Kept> kept_;  // of the kinds found, few in one mail
  std::uint64_t not_kept_ = 0;
};

// How much of a quotation and value may be told at which level of disclosure (see disclosure.h).
enum class Sensitivity : std::uint8_t {
  kPublic,   // means to stop, identity and legal mentions: told from level "facts" on
  kHeaders,  // subject and the like: from level "headers" on
  kContent,  // free text of the body: from level "content" on
};

// What an id means, for people.
struct FactKind {
  std::string_view id;
  std::string_view label_en;
  std::string_view label_fr;
  Sensitivity sensitivity = Sensitivity::kPublic;
};

namespace wording {
class MailReading;  // wording/mail_reading.h: the mail with its texts folded and scanned once for
                    // all families
}

struct FactFamily {
  std::string_view id;  // "means_to_stop"
  std::span<const FactKind> kinds;
  // Reads the mail, no clock, no file, no network.
  void (*find)(const wording::MailReading& reading, const Limits& limits, FactSink& facts);
};

// All families over one mail, in the order of the registry. What callers outside this folder use.
void find_facts(const parser::ParsedMail& mail, const Limits& limits, FactSink& facts);

std::span<const FactFamily* const> fact_families();  // by file name
const FactKind* fact_kind(std::string_view id);      // null when unknown

}  // namespace constat::classifier
