// Merge tags that a campaign program should have replaced before sending, wherever they stand:
// "Bonjour *|FNAME|*", "{{ contact.first_name }}". Those about unsubscribing are also among the
// means to stop.

#include <algorithm>
#include <string>

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/merge_tag.h"
#include "core/json_writer.h"

namespace constat::classifier {
namespace {

constexpr FactKind kKinds[] = {
    {"merge_tag.subject", "Merge tag that was not replaced, in the subject",
     "Balise de publipostage non remplacée, dans l’objet", Sensitivity::kHeaders},
    {"merge_tag.name", "Merge tag that was not replaced, in a display name",
     "Balise de publipostage non remplacée, dans un nom affiché", Sensitivity::kHeaders},
    {"merge_tag.text", "Merge tag that was not replaced, in the text",
     "Balise de publipostage non remplacée, dans le texte", Sensitivity::kContent},
    {"merge_tag.link", "Merge tag that was not replaced, in the address of a link or image",
     "Balise de publipostage non remplacée, dans l’adresse d’un lien ou d’une image"},
};

std::string tag_at(std::string_view text, ByteRange where) {
  return std::string(text.substr(where.offset, where.length));
}

void find_in_names(const parser::Header& header, FactSink& facts) {
  for (const parser::AddressList* list :
       {&header.from, &header.sender, &header.reply_to, &header.to, &header.cc}) {
    for (const parser::Mailbox& mailbox : list->mailboxes) {
      for (const ByteRange tag : wording::merge_tags_in(mailbox.name))
        facts.add(wording::header_fact("merge_tag.name", tag_at(mailbox.name, tag), mailbox.where));
    }
  }
}

void find_in_urls(const wording::ReadText& text, FactSink& facts) {
  const auto tell = [&](const std::string& url, ByteRange where) {
    for (const ByteRange tag : wording::merge_tags_in(url)) {
      facts.add(
          {"merge_tag.link", to_valid_utf8(tag_at(url, tag)), std::string(text.path), where, ""});
    }
  };
  for (const wording::ReadLink& link : text.links()) {
    if (!link.quoted) tell(link.url, link.link->where);
  }
  for (const parser::ImageElsewhere& image : text.source->images_elsewhere)
    tell(image.url, image.where);
}

// Where brackets open is known from the scan of the folded text, which leaves quoted lines out; the
// tag stands in the original, for folding takes its case away.
void find_in_text(const wording::ReadText& text, std::string_view id, const Limits& limits,
                  FactSink& facts) {
  std::uint64_t done = 0;
  for (const wording::Hit& hit : text.of(wording::Meaning::kTagOpen)) {
    std::uint64_t at = text.folded.to_original({hit.begin, 0}).offset;
    if (text.text()[hit.begin] == '|' && at > 0) --at;  // "*|"
    if (at < done) continue;
    const auto tag = wording::merge_tag_at(text.original, static_cast<std::size_t>(at));
    if (!tag) continue;
    done = tag->end();
    const std::size_t begin = text.folded.from_original(at);
    const std::size_t end = std::max(begin, text.folded.from_original(done));
    facts.add(
        wording::fact_at(text, {begin, end - begin}, id, tag_at(text.original, *tag), limits));
  }
}

void find(const wording::MailReading& reading, const Limits& limits, FactSink& facts) {
  for (const wording::ReadText& text : reading.subjects())
    find_in_text(text, "merge_tag.subject", limits, facts);
  find_in_names(reading.mail().header, facts);
  for (const wording::ReadText& text : reading.texts()) {
    find_in_text(text, "merge_tag.text", limits, facts);
    find_in_urls(text, facts);
  }
}

}  // namespace

extern const FactFamily merge_tags = {.id = "merge_tags", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
