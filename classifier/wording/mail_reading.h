// One mail with its subjects and texts folded and scanned once, for all families of facts.
//
//   ParsedMail --> MailReading --> facts/*.cpp
//
// Lifetime: borrows the mail; the memory is reused by the next read().
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/fact.h"
#include "classifier/wording/fold.h"
#include "classifier/wording/link_reading.h"
#include "classifier/wording/numbers.h"
#include "classifier/wording/phrases.h"
#include "core/limits.h"
#include "parser/parsed_mail.h"

namespace constat::classifier::wording {

// The visible text of a part, or a subject.
struct ReadText {
  const parser::TextPart* source = nullptr;  // null for a subject
  ByteRange subject_where;
  std::string_view original;
  std::string_view path;  // of the part, "0" for a subject
  bool html = false;
  // Quoted lines of plain text are left out, and what a reply quotes below its own words.
  Folded folded;
  std::array<std::vector<Hit>, kMeanings> hits;  // by meaning, each by end position
  LinkReading link_reading;
  std::vector<DigitSequence> numbers;  // all, in order

  std::string_view text() const { return folded.text(); }
  std::span<const Hit> of(Meaning meaning) const { return hits[static_cast<std::size_t>(meaning)]; }
  std::span<const ReadLink> links() const { return link_reading.links(); }
  bool is_subject() const { return source == nullptr; }
  // The same without hits that a longer one starting at the same place contains: "Ltd" in "Ltd."
  std::vector<Hit> longest_of(Meaning meaning) const;
  // The original text of a folded range, on one line.
  std::string words(ByteRange folded_range) const;
};

class MailReading {
 public:
  void read(const parser::ParsedMail& mail);

  const parser::ParsedMail& mail() const { return *mail_; }
  // The texts of the parts, not in attached messages; the subjects; both, texts first.
  std::span<const ReadText> texts() const { return std::span(texts_).first(texts_count_); }
  std::span<const ReadText> subjects() const {
    return std::span(texts_).subspan(texts_count_, count_ - texts_count_);
  }
  std::span<const ReadText> all() const { return std::span(texts_).first(count_); }

  // `address` in any case: does it stand in the envelope, To, Cc or Bcc?
  bool is_recipient(std::string_view address) const;
  std::span<const std::string> recipients() const { return recipients_; }  // lower case, sorted

 private:
  void read_part(const parser::TextPart& part, ReadText& text);
  void read_subject(const parser::DecodedText& subject, ReadText& text);
  void scan(ReadText& text);
  void read_recipients();

  const parser::ParsedMail* mail_ = nullptr;
  std::vector<ReadText> texts_;
  std::size_t texts_count_ = 0;
  std::size_t count_ = 0;
  std::vector<Hit> scratch_;
  std::vector<std::string> recipients_;
};

// A fact at a folded range of a text: traced to the mail's bytes, quoted from the text. Of a
// subject: traced to the field, without a quotation, for the subject itself may be withheld.
Fact fact_at(const ReadText& text, ByteRange folded, std::string_view id, std::string value,
             const Limits& limits);
// A fact of the top-level header.
Fact header_fact(std::string_view id, std::string value, ByteRange where);
// A fact of the envelope.
Fact envelope_fact(std::string_view id, std::string value);

}  // namespace constat::classifier::wording
