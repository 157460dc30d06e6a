#include "classifier/wording/mail_reading.h"

#include <algorithm>

#include "classifier/wording/quote.h"
#include "classifier/wording/quoted_mail.h"
#include "classifier/wording/tables.h"
#include "core/pseudonym.h"

namespace constat::classifier::wording {

std::string ReadText::words(ByteRange folded_range) const {
  const ByteRange where = folded.to_original(folded_range);
  return one_line(original.substr(where.offset, where.length));
}

std::vector<Hit> ReadText::longest_of(Meaning meaning) const {
  std::vector<Hit> longest;
  for (const Hit& hit : of(meaning)) {
    if (!longest.empty() && longest.back().begin == hit.begin) longest.pop_back();
    longest.push_back(hit);
  }
  return longest;
}

void MailReading::scan(ReadText& text) {
  scratch_.clear();
  text_phrases().scan(text.text(), scratch_);
  for (std::vector<Hit>& hits : text.hits) hits.clear();
  for (const Hit& hit : scratch_) text.hits[static_cast<std::size_t>(hit.meaning)].push_back(hit);
}

namespace {

void find_numbers(ReadText& text) {
  text.numbers.clear();
  std::size_t from = 0;
  while (const auto digits = next_digits(text.text(), from)) {
    from = digits->end;
    text.numbers.push_back(*digits);
  }
}

}  // namespace

void MailReading::read_part(const parser::TextPart& part, ReadText& text) {
  text.source = &part;
  text.original = part.text;
  text.html = part.html;
  text.path = part.part < mail_->parts.size() ? std::string_view(mail_->parts[part.part].path)
                                              : std::string_view();
  text.folded.assign(part.text, part.html ? QuotedLines::kKept : QuotedLines::kSkipped);
  scan(text);
  // Only a reply quotes what it answers.
  const bool reply = !mail_->header.in_reply_to.empty() || !mail_->header.references.empty();
  const std::size_t own =
      reply ? own_words_end(text.text(), text.of(Meaning::kQuotedMail)) : text.text().size();
  std::uint64_t cut = part.text.size();
  if (own < text.text().size()) {
    cut = text.folded.to_original({own, 0}).offset;
    text.folded.cut(own);
    for (std::vector<Hit>& hits : text.hits) {
      std::erase_if(hits, [own](const Hit& hit) { return hit.end > own; });
    }
  }
  find_numbers(text);
  // A link at the very end stands at `cut` when nothing was cut.
  text.link_reading.read(part, text.folded, cut == part.text.size() ? UINT64_MAX : cut);
}

void MailReading::read_subject(const parser::DecodedText& subject, ReadText& text) {
  text.source = nullptr;
  text.subject_where = subject.where;
  text.original = subject.text;
  text.html = false;
  text.path = "0";
  text.folded.assign(subject.text, QuotedLines::kKept);
  scan(text);
  find_numbers(text);
  text.link_reading.clear();
}

void MailReading::read_recipients() {
  recipients_.clear();
  for (const capture::Recipient& recipient : mail_->raw->recipients) {
    recipients_.push_back(to_lower_ascii(recipient.address));
  }
  const parser::Header& header = mail_->header;
  for (const parser::AddressList* list : {&header.to, &header.cc, &header.bcc}) {
    for (const parser::Mailbox& mailbox : list->mailboxes)
      recipients_.push_back(to_lower_ascii(mailbox.address));
  }
  std::sort(recipients_.begin(), recipients_.end());
}

void MailReading::read(const parser::ParsedMail& mail) {
  mail_ = &mail;
  texts_count_ = mail.texts.size();
  count_ = texts_count_ + mail.header.subject.size();
  if (texts_.size() < count_) texts_.resize(count_);
  for (std::size_t i = 0; i < texts_count_; ++i) read_part(mail.texts[i], texts_[i]);
  for (std::size_t i = texts_count_; i < count_; ++i) {
    read_subject(mail.header.subject[i - texts_count_], texts_[i]);
  }
  read_recipients();
}

bool MailReading::is_recipient(std::string_view address) const {
  return std::binary_search(recipients_.begin(), recipients_.end(), to_lower_ascii(address));
}

Fact fact_at(const ReadText& text, ByteRange folded, std::string_view id, std::string value,
             const Limits& limits) {
  if (text.is_subject()) return header_fact(id, std::move(value), text.subject_where);
  const ByteRange original = text.folded.to_original(folded);
  return {std::string(id), std::move(value), std::string(text.path),
          text.source->map.to_source(original),
          quote_around(text.original, original, limits.quote_bytes)};
}

Fact header_fact(std::string_view id, std::string value, ByteRange where) {
  return {std::string(id), std::move(value), "0", where, ""};
}

Fact envelope_fact(std::string_view id, std::string value) {
  return {std::string(id), std::move(value), "envelope", {}, ""};
}

}  // namespace constat::classifier::wording
