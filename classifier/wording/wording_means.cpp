// Instructions for stopping that need no link, and what looks like one.

#include <algorithm>

#include "classifier/wording/addresses.h"
#include "classifier/wording/body_means.h"
#include "classifier/wording/merge_tag.h"
#include "classifier/wording/numbers.h"
#include "classifier/wording/sentence.h"
#include "classifier/wording/tables.h"

namespace constat::classifier::wording {
namespace {

// What a sentence offers for stopping, apart from links.
struct Offer {
  std::string address;
  Phone ordinary;
  Phone premium;
  bool act = false;  // "write to us"

  bool is_empty() const {
    return address.empty() && !act && ordinary.kind == PhoneKind::kNone &&
           premium.kind == PhoneKind::kNone;
  }
};

void read_numbers(std::string_view folded, Span sentence, Offer& offer) {
  std::size_t from = sentence.begin;
  while (const auto digits = next_digits(folded.substr(0, sentence.end), from)) {
    const Phone phone = phone_at(folded, *digits);
    if (phone.kind == PhoneKind::kPremium) offer.premium = phone;
    if (phone.kind == PhoneKind::kOrdinary) offer.ordinary = phone;
    from = digits->end;
  }
}

// "… mon adresse ana@boite.example": whoever writes so asks, and offers nothing.
bool is_own_address(std::string_view words_before) {
  constexpr std::string_view kOwn[] = {"mon adresse", "mon mail", "mon email", "mon e-mail",
                                       "my address",  "my email", "my e-mail", "my email address"};
  words_before = words_before.substr(0, words_before.find_last_not_of(" \n:<\"'(") + 1);
  return std::ranges::any_of(kOwn,
                             [&](std::string_view own) { return words_before.ends_with(own); });
}

Offer offer_in(const MailReading& reading, const ReadText& text, Span sentence) {
  const std::string_view folded = text.text();
  Offer offer;
  offer.act = !hits_within(text.of(Meaning::kAct), sentence).empty();
  const std::string_view words = folded.substr(sentence.begin, sentence.end - sentence.begin);
  for (std::size_t at = words.find('@'); at != std::string_view::npos && offer.address.empty();
       at = words.find('@', at + 1)) {
    const auto range = address_around(words, at);
    if (!range) continue;
    const std::string address(words.substr(range->offset, range->length));
    const bool is_offer =
        !reading.is_recipient(address) && !is_own_address(words.substr(0, range->offset));
    if (is_offer) offer.address = address;
  }
  read_numbers(folded, sentence, offer);
  return offer;
}

bool is_told(const std::vector<Span>& told, Span span) {
  const auto after = std::lower_bound(told.begin(), told.end(), span.begin + 1,
                                      [](const Span& one, std::size_t at) { return one.end < at; });
  return after != told.end() && after->begin < span.end;
}

Fact span_fact(const ReadText& text, Span span, std::string_view id, std::string value,
               const Limits& limits) {
  return fact_at(text, {span.begin, span.end - span.begin}, id, std::move(value), limits);
}

Fact hit_fact(const ReadText& text, const Hit& hit, std::string_view id, const Limits& limits) {
  return span_fact(text, {hit.begin, hit.end}, id,
                   std::string(text.text().substr(hit.begin, hit.end - hit.begin)), limits);
}

void add_offer(const ReadText& text, const Hit& hit, Span sentence, const Offer& offer,
               const Limits& limits, FactSink& facts) {
  if (!offer.address.empty()) {
    facts.add(
        span_fact(text, {hit.begin, sentence.end}, "optout.body.wording", offer.address, limits));
  } else if (offer.premium.kind == PhoneKind::kPremium && offer.ordinary.kind == PhoneKind::kNone) {
    facts.add(fact_at(text, offer.premium.where, "optout.body.premium_number", offer.premium.number,
                      limits));
  } else if (offer.ordinary.kind == PhoneKind::kOrdinary) {
    facts.add(
        fact_at(text, offer.ordinary.where, "optout.body.wording", offer.ordinary.number, limits));
  } else if (offer.act) {
    facts.add(hit_fact(text, hit, "optout.body.wording", limits));
  } else {
    facts.add(hit_fact(text, hit, "optout.body.mention", limits));
  }
}

void find_tags(const ReadText& text, const Limits& limits, FactSink& facts) {
  const std::string_view original = text.original;
  std::uint64_t done = 0;
  for (const Hit& hit : text.of(Meaning::kTagWord)) {
    const ByteRange word = text.folded.to_original({hit.begin, hit.end - hit.begin});
    if (word.offset < done) continue;
    const auto tag = merge_tag_around(original, word, TagPlace::kText);
    if (!tag) continue;
    done = tag->end();
    const std::size_t begin = text.folded.from_original(tag->offset);
    facts.add(span_fact(text, {begin, text.folded.from_original(tag->end())},
                        "optout.body.merge_tag",
                        std::string(original.substr(tag->offset, tag->length)), limits));
  }
}

}  // namespace

void find_wording_means(const MailReading& reading, const ReadText& text, const Limits& limits,
                        const std::vector<Span>& told, FactSink& facts) {
  find_tags(text, limits, facts);
  std::size_t done = 0;
  for (const Hit& hit : text.of(Meaning::kStopReply)) {
    if (hit.begin < done || is_told(told, {hit.begin, hit.end})) continue;
    if (!is_negated(text, hit)) facts.add(hit_fact(text, hit, "optout.body.wording", limits));
    done = sentence_around(text, hit.begin, hit.end).end;
  }
  done = 0;
  for (const Hit& hit : text.of(Meaning::kStop)) {
    if (hit.begin < done || is_told(told, {hit.begin, hit.end})) continue;
    const Span sentence = sentence_around(text, hit.begin, hit.end);
    if (merge_tag_around(text.original, text.folded.to_original({hit.begin, hit.end - hit.begin}),
                         TagPlace::kText))
      continue;
    done = sentence.end;
    if (is_negated(text, hit)) {
      facts.add(hit_fact(text, hit, "optout.body.negated", limits));
    } else if (hits_within(text.of(Meaning::kStopReply), sentence).empty()) {
      const Offer offer = offer_in(reading, text, sentence);
      if (!offer.is_empty() || !is_told(told, sentence))
        add_offer(text, hit, sentence, offer, limits, facts);
    }
  }
}

}  // namespace constat::classifier::wording
