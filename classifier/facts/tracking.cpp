// What lets the sender see that a mail is opened or a link followed: images of one pixel or hidden,
// addresses that carry a token; and what the mail says of it (LIL art. 82, CNIL 2026-042).

#include <string>

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/phrase_facts.h"
#include "classifier/wording/sentence.h"
#include "classifier/wording/url_tokens.h"

namespace constat::classifier {
namespace {

using wording::MailReading;
using wording::Meaning;
using wording::ReadText;

constexpr FactKind kKinds[] = {
    {"tracking.pixel", "Image from elsewhere that is one pixel large or hidden by style (its host)",
     "Image distante d’un pixel ou masquée par le style (son hôte)"},
    {"tracking.personal_url",
     "Address of a link or image that carries a token, as one made for one recipient does (its "
     "host)",
     "Adresse de lien ou d’image qui porte un jeton, comme une adresse propre à un destinataire "
     "(son hôte)"},
    {"tracking.consent_mention", "Words about measuring opens or clicks",
     "Mots sur la mesure des ouvertures ou des clics"},
    {"tracking.withdrawal_link", "Link for refusing that opens or clicks are measured",
     "Lien pour refuser la mesure des ouvertures ou des clics"},
};

Fact place_fact(const ReadText& text, std::string_view id, std::string value, ByteRange where) {
  return {std::string(id), std::move(value), std::string(text.path), where, ""};
}

void find_images(const MailReading& reading, const ReadText& text, wording::ToldOnce& told,
                 FactSink& facts) {
  for (const parser::ImageElsewhere& image : text.source->images_elsewhere) {
    const std::string host = wording::host_of(image.url);
    if (image.pixel || !image.hidden_by.empty())
      facts.add(place_fact(text, "tracking.pixel", host, image.where));
    if (wording::carries_personal_token(image.url, reading.recipients()) && told.first(host))
      facts.add(place_fact(text, "tracking.personal_url", host, image.where));
  }
}

// One fact a host: a mail has the same token in all of its links.
void find_links(const MailReading& reading, const ReadText& text, wording::ToldOnce& told,
                FactSink& facts) {
  for (const wording::ReadLink& link : text.links()) {
    if (link.quoted || !link.is_web()) continue;
    if (!wording::carries_personal_token(link.url, reading.recipients())) continue;
    const std::string host = wording::host_of(link.link->url);
    if (told.first(host))
      facts.add(place_fact(text, "tracking.personal_url", host, link.link->where));
  }
}

void find_withdrawal(const ReadText& text, const Limits& limits, FactSink& facts) {
  for (const wording::ReadLink& link : text.links()) {
    if (link.quoted || link.is_hidden() || !link.is_web()) continue;
    if (wording::hits_within(text.of(Meaning::kTrackingWithdrawal), link.span).empty()) continue;
    Fact fact = wording::fact_at(text, {link.span.begin, link.span.end - link.span.begin},
                                 "tracking.withdrawal_link", link.link->url, limits);
    fact.range = link.link->where;
    facts.add(std::move(fact));
  }
}

void find(const MailReading& reading, const Limits& limits, FactSink& facts) {
  for (const ReadText& text : reading.texts()) {
    wording::ToldOnce told;
    find_images(reading, text, told, facts);
    find_links(reading, text, told, facts);
    wording::tell_wordings(text, Meaning::kTrackingMention, "tracking.consent_mention", limits,
                           facts);
    find_withdrawal(text, limits, facts);
  }
}

}  // namespace

extern const FactFamily tracking = {.id = "tracking", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
