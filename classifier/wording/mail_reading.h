// One mail with its texts folded and scanned once, for all families of facts.
//
//   ParsedMail --> MailReading --> facts/*.cpp
//
// Lifetime: borrows the mail; the memory is reused by the next read().
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/fact.h"
#include "classifier/wording/fold.h"
#include "classifier/wording/phrases.h"
#include "core/limits.h"
#include "parser/parsed_mail.h"

namespace constat::classifier::wording {

struct ReadText {
  const parser::TextPart* source = nullptr;
  std::string_view path;  // of the part
  Folded folded;          // of the visible text; quoted lines of plain text left out
  std::array<std::vector<Hit>, kMeanings> hits;  // by meaning, each by end position

  std::string_view text() const { return folded.text(); }
  std::span<const Hit> of(Meaning meaning) const { return hits[static_cast<std::size_t>(meaning)]; }
  // The same without hits that a longer one starting at the same place contains: "Ltd" in "Ltd."
  std::vector<Hit> longest_of(Meaning meaning) const;
  // The original text of a folded range, on one line.
  std::string words(ByteRange folded_range) const;
};

class MailReading {
 public:
  void read(const parser::ParsedMail& mail);

  const parser::ParsedMail& mail() const { return *mail_; }
  std::span<const ReadText> texts() const { return std::span(texts_).first(count_); }

  // `address` in any case: does it stand in the envelope, To, Cc or Bcc?
  bool is_recipient(std::string_view address) const;

 private:
  const parser::ParsedMail* mail_ = nullptr;
  std::vector<ReadText> texts_;
  std::size_t count_ = 0;
  std::vector<Hit> scratch_;
  std::vector<std::string> recipients_;  // lower case, sorted
};

// A fact at a folded range of a text: traced to the mail's bytes, quoted from the text.
Fact fact_at(const ReadText& text, ByteRange folded, std::string_view id, std::string value,
             const Limits& limits);
// A fact of the top-level header.
Fact header_fact(std::string_view id, std::string value, ByteRange where);
// A fact of the envelope.
Fact envelope_fact(std::string_view id, std::string value);

}  // namespace constat::classifier::wording
