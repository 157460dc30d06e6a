// What a mail that promotes goods or services shows: amounts of money, offers, calls to act,
// parameters of campaigns, numbers with a surcharge (CPCE L.34-5 al. 3). A fact each, and not what
// they amount to: an order confirmation has amounts too.

#include <algorithm>
#include <string>

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/money.h"
#include "classifier/wording/phrase_facts.h"
#include "classifier/wording/premium_numbers.h"
#include "classifier/wording/sentence.h"
#include "classifier/wording/url_tokens.h"

namespace constat::classifier {
namespace {

using wording::Hit;
using wording::MailReading;
using wording::Meaning;
using wording::ReadText;
using wording::Span;

constexpr FactKind kKinds[] = {
    {"prospection.price", "Amount of money in the text", "Montant en monnaie dans le texte",
     Sensitivity::kContent},
    {"prospection.offer", "Words of an offer: discount, sale, gift, promotional code",
     "Mots d’une offre : remise, soldes, cadeau, code promotionnel", Sensitivity::kContent},
    {"prospection.call_to_action", "Invitation to buy, order, book or discover",
     "Invitation à acheter, commander, réserver ou découvrir", Sensitivity::kContent},
    {"prospection.campaign_parameters",
     "Parameters of a campaign in the addresses of links (host, names)",
     "Paramètres de campagne dans les adresses des liens (hôte, noms)"},
    {"prospection.premium_number",
     "Surcharged number in the text (081, 082, 089, short numbers, text messages), other than one "
     "given for unsubscribing",
     "Numéro surtaxé dans le texte (081, 082, 089, numéros courts, SMS), autre que donné pour le "
     "désabonnement"},
};

constexpr std::size_t kReach = 40;  // bytes between "capital" and its amount, "%" and "de remise"

// The capital of a company and the cost of a call are no prices of goods.
bool is_other_amount(const ReadText& text, const wording::Money& money) {
  const std::size_t begin = money.where.offset;
  const Span before{begin > kReach ? begin - kReach : 0, begin};
  if (!wording::hits_within(text.of(Meaning::kCapital), before).empty()) return true;
  const Span behind{money.where.end(), std::min(money.where.end() + 12, text.text().size())};
  return !wording::hits_within(text.of(Meaning::kSurcharge), behind).empty();
}

// The amount whose currency the hit is: before it, "49,90 EUR", or behind it, "EUR 49.90".
std::optional<wording::Money> amount_beside(std::string_view folded, const Hit& currency) {
  constexpr std::size_t kLongest = 20;  // bytes of an amount
  std::size_t begin = currency.begin;
  const std::size_t lowest = begin > kLongest ? begin - kLongest : 0;
  const auto in_amount = [](char c) {
    return wording::is_digit(c) || std::string_view(" .,\n'").find(c) != std::string_view::npos;
  };
  while (begin > lowest && in_amount(folded[begin - 1])) --begin;
  for (std::size_t at = begin; at < currency.begin;) {
    if (!wording::is_digit(folded[at])) {
      ++at;
      continue;
    }
    const auto money = wording::money_at(folded, at);
    if (money && money->where.contains(currency.begin)) return money;
    at = wording::number_end(folded, at);
  }
  std::size_t behind = currency.end;
  if (behind < folded.size() && folded[behind] == ' ') ++behind;
  if (behind >= folded.size() || !wording::is_digit(folded[behind])) return std::nullopt;
  return wording::money_at(folded, behind);
}

void find_prices(const ReadText& text, const Limits& limits, FactSink& facts) {
  wording::ToldOnce told;
  for (const Hit& currency : text.of(Meaning::kCurrency)) {
    const auto money = amount_beside(text.text(), currency);
    if (!money || is_other_amount(text, *money)) continue;
    std::string value = money->amount + " " + money->currency;
    if (!told.first(value)) continue;
    facts.add(wording::fact_at(text, money->where, "prospection.price", std::move(value), limits));
  }
}

// "-20 %", "20 % de remise", "jusqu'a 50 %", "20% off": where the percentage starts; nothing where
// no word or sign says that something costs less.
std::optional<Span> reduction_at(const ReadText& text, std::size_t percent) {
  const std::string_view folded = text.text();
  std::size_t end = percent;
  if (end > 0 && folded[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin < 3 && wording::is_digit(folded[begin - 1])) --begin;
  if (begin == end || end - begin > 2) return std::nullopt;
  if (begin > 0 && (wording::is_word_byte(folded[begin - 1]) || folded[begin - 1] == '.' ||
                    folded[begin - 1] == ','))
    return std::nullopt;
  const bool minus = begin > 0 && folded[begin - 1] == '-' &&
                     (begin == 1 || !wording::is_word_byte(folded[begin - 2])) &&
                     (begin < 3 || !wording::is_digit(folded[begin - 3]));
  const Span behind{percent, std::min(percent + kReach / 2, folded.size())};
  const Span before{begin > kReach / 2 ? begin - kReach / 2 : 0, begin};
  const auto discounts = text.of(Meaning::kDiscount);
  const bool said = !wording::hits_within(discounts, behind).empty() ||
                    !wording::hits_within(discounts, before).empty();
  if (!minus && !said) return std::nullopt;
  return Span{minus ? begin - 1 : begin, percent + 1};
}

void find_reductions(const ReadText& text, const Limits& limits, FactSink& facts) {
  const std::string_view folded = text.text();
  wording::ToldOnce told;
  for (std::size_t at = folded.find('%'); at != std::string_view::npos;
       at = folded.find('%', at + 1)) {
    const auto span = reduction_at(text, at);
    if (!span) continue;
    std::string value;
    for (const char c : folded.substr(span->begin, span->end - span->begin)) {
      if (!wording::is_space(c)) value.push_back(c);
    }
    if (!told.first(value)) continue;
    facts.add(wording::fact_at(text, {span->begin, span->end - span->begin}, "prospection.offer",
                               std::move(value), limits));
  }
}

// Weaker words count as a call where they are those of a link.
void find_calls(const ReadText& text, const Limits& limits, FactSink& facts) {
  wording::tell_wordings(text, Meaning::kCallToAction, "prospection.call_to_action", limits, facts);
  wording::ToldOnce told;
  for (const wording::ReadLink& link : text.links()) {
    if (link.quoted || link.is_hidden() || link.span.end - link.span.begin > 80) continue;
    const auto hits = wording::hits_within(text.of(Meaning::kCallAnchor), link.span);
    if (hits.empty()) continue;
    std::string value = wording::wording_of(text, hits.front());
    if (!told.first(value)) continue;
    facts.add(wording::fact_at(text, {hits.front().begin, hits.front().end - hits.front().begin},
                               "prospection.call_to_action", std::move(value), limits));
  }
}

void find_campaigns(const ReadText& text, FactSink& facts) {
  wording::ToldOnce told;
  std::string value;
  for (const wording::ReadLink& link : text.links()) {
    const std::string& url = link.link->url;
    if (link.quoted || !link.is_web() || url.find('?') == std::string::npos) continue;
    value = wording::host_of(url);
    if (!wording::append_campaign_parameters(url, value) || !told.first(value)) continue;
    facts.add(
        {"prospection.campaign_parameters", value, std::string(text.path), link.link->where, ""});
  }
}

void find_premium(const ReadText& text, const Limits& limits, FactSink& facts) {
  wording::ToldOnce told;
  for (const wording::PremiumNumber& number : wording::premium_numbers(text)) {
    const Span sentence = wording::sentence_around(text, number.where.begin, number.where.end);
    const bool stops = !wording::hits_within(text.of(Meaning::kStop), sentence).empty() ||
                       !wording::hits_within(text.of(Meaning::kStopReply), sentence).empty();
    if (stops || !told.first(number.number)) continue;
    facts.add(wording::fact_at(text, {number.where.begin, number.where.end - number.where.begin},
                               "prospection.premium_number", number.number, limits));
  }
}

void find(const MailReading& reading, const Limits& limits, FactSink& facts) {
  for (const ReadText& text : reading.all()) {
    find_prices(text, limits, facts);
    wording::tell_wordings(text, Meaning::kOffer, "prospection.offer", limits, facts);
    find_reductions(text, limits, facts);
    find_calls(text, limits, facts);
    find_campaigns(text, facts);
    find_premium(text, limits, facts);
  }
}

}  // namespace

extern const FactFamily prospection = {.id = "prospection", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
