#include "classifier/wording/mail_reading.h"

#include <algorithm>

#include "classifier/wording/quote.h"
#include "classifier/wording/tables.h"
#include "core/pseudonym.h"

namespace constat::classifier::wording {

std::string ReadText::words(ByteRange folded_range) const {
  const ByteRange original = folded.to_original(folded_range);
  return one_line(std::string_view(source->text).substr(original.offset, original.length));
}

std::vector<Hit> ReadText::longest_of(Meaning meaning) const {
  std::vector<Hit> longest;
  for (const Hit& hit : of(meaning)) {
    if (!longest.empty() && longest.back().begin == hit.begin) longest.pop_back();
    longest.push_back(hit);
  }
  return longest;
}

void MailReading::read(const parser::ParsedMail& mail) {
  mail_ = &mail;
  count_ = mail.texts.size();
  if (texts_.size() < count_) texts_.resize(count_);
  for (std::size_t i = 0; i < count_; ++i) {
    ReadText& text = texts_[i];
    text.source = &mail.texts[i];
    text.path = text.source->part < mail.parts.size()
                    ? std::string_view(mail.parts[text.source->part].path)
                    : std::string_view();
    text.folded.assign(text.source->text,
                       text.source->html ? QuotedLines::kKept : QuotedLines::kSkipped);
    scratch_.clear();
    text_phrases().scan(text.folded.text(), scratch_);
    for (std::vector<Hit>& hits : text.hits) hits.clear();
    for (const Hit& hit : scratch_) text.hits[static_cast<std::size_t>(hit.meaning)].push_back(hit);
  }
  recipients_.clear();
  for (const capture::Recipient& recipient : mail.raw->recipients) {
    recipients_.push_back(to_lower_ascii(recipient.address));
  }
  for (const parser::AddressList* list : {&mail.header.to, &mail.header.cc, &mail.header.bcc}) {
    for (const parser::Mailbox& mailbox : list->mailboxes)
      recipients_.push_back(to_lower_ascii(mailbox.address));
  }
  std::sort(recipients_.begin(), recipients_.end());
}

bool MailReading::is_recipient(std::string_view address) const {
  return std::binary_search(recipients_.begin(), recipients_.end(), to_lower_ascii(address));
}

Fact fact_at(const ReadText& text, ByteRange folded, std::string_view id, std::string value,
             const Limits& limits) {
  const ByteRange original = text.folded.to_original(folded);
  return {std::string(id), std::move(value), std::string(text.path),
          text.source->map.to_source(original),
          quote_around(text.source->text, original, limits.quote_bytes)};
}

Fact header_fact(std::string_view id, std::string value, ByteRange where) {
  return {std::string(id), std::move(value), "0", where, ""};
}

Fact envelope_fact(std::string_view id, std::string value) {
  return {std::string(id), std::move(value), "envelope", {}, ""};
}

}  // namespace constat::classifier::wording
