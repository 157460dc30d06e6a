// The mentions a business writes under its letters: SIREN, RCS and town, legal form, capital, seat,
// VAT number. Numbers are checked by their own check digits, against no register.

#include <algorithm>

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/money.h"
#include "classifier/wording/names.h"
#include "classifier/wording/numbers.h"
#include "classifier/wording/quote.h"
#include "classifier/wording/tables.h"

namespace constat::classifier {
namespace {

using wording::DigitSequence;
using wording::Hit;
using wording::MailReading;
using wording::Meaning;
using wording::ReadText;

constexpr std::size_t kMarkReach =
    60;  // bytes between a mark and its number: "RCS Lille Métropole sous le n° "
constexpr std::size_t kMarkAfterReach = 4;  // "552 100 554 RCS Paris", "552 100 554 - RCS"

constexpr FactKind kKinds[] = {
    {"legal.siren", "SIREN number, check digit verified (in no register)",
     "Numéro SIREN, clé de contrôle vérifiée (sans consultation d’un registre)"},
    {"legal.siret", "SIRET number, check digit verified (in no register)",
     "Numéro SIRET, clé de contrôle vérifiée (sans consultation d’un répertoire)"},
    {"legal.siren_invalid", "Number given as SIREN or SIRET whose check digit does not fit",
     "Numéro présenté comme SIREN ou SIRET dont la clé de contrôle ne correspond pas"},
    {"legal.rcs", "Registration with the trade register (RCS) and its town",
     "Immatriculation au RCS et ville du greffe"},
    {"legal.capital", "Share capital", "Montant du capital"},
    {"legal.vat", "French VAT number, key verified (in no register)",
     "Numéro de TVA français, clé vérifiée (sans consultation d’un registre)"},
    {"legal.vat_invalid", "Number given as a French VAT number whose key does not fit",
     "Numéro présenté comme TVA française dont la clé ne correspond pas"},
    {"legal.form", "Legal form", "Forme juridique"},
    {"legal.seat", "Registered office", "Siège social"},
};

struct Mark {
  bool found = false;
  bool siret = false;
};

// The nearest mark of `meaning` that ends within reach before `begin` and after `barrier`.
const Hit* mark_before(const ReadText& text, Meaning meaning, std::size_t begin,
                       std::size_t barrier) {
  const std::span<const Hit> hits = text.of(meaning);
  const auto after = std::upper_bound(hits.begin(), hits.end(), begin,
                                      [](std::size_t at, const Hit& hit) { return at < hit.end; });
  if (after == hits.begin()) return nullptr;
  const Hit& hit = *(after - 1);
  return begin - hit.end <= kMarkReach && hit.begin >= barrier ? &hit : nullptr;
}

bool mark_after(const ReadText& text, std::size_t end) {
  for (const Meaning meaning : {Meaning::kRcs, Meaning::kSirenMark}) {
    const std::span<const Hit> hits = text.of(meaning);
    const auto next =
        std::lower_bound(hits.begin(), hits.end(), end,
                         [](const Hit& hit, std::size_t at) { return hit.begin < at; });
    if (next != hits.end() && next->begin - end <= kMarkAfterReach) return true;
  }
  return false;
}

// `barrier`: the end of the number before; a mark belongs to the first number behind it.
Mark mark_of(const ReadText& text, const DigitSequence& digits, std::size_t end,
             std::size_t barrier) {
  const Hit* siret = mark_before(text, Meaning::kSiretMark, digits.begin, barrier);
  if (siret != nullptr) return {true, true};
  for (const Meaning meaning : {Meaning::kSirenMark, Meaning::kRcs}) {
    if (mark_before(text, meaning, digits.begin, barrier) != nullptr) return {true, false};
  }
  return {mark_after(text, end), false};
}

bool is_money(const ReadText& text, std::size_t end) {
  const std::string_view behind = text.text().substr(std::min(end, text.text().size()), 8);
  for (const std::string_view unit :
       {"eur", " eur", "\xE2\x82\xAC", " \xE2\x82\xAC", ",", "fcfa", " fcfa"}) {
    if (behind.starts_with(unit) &&
        (unit != "," || (behind.size() > 1 && wording::is_digit(behind[1]))))
      return true;
  }
  return false;
}

void add(const ReadText& text, std::size_t begin, std::size_t end, std::string_view id,
         std::string value, const Limits& limits, FactSink& facts) {
  facts.add(wording::fact_at(text, {begin, end - begin}, id, std::move(value), limits));
}

// "FR 40 123 456 789": true when the sequence is one, fitting or not.
bool take_vat(const ReadText& text, const DigitSequence& digits, const Limits& limits,
              FactSink& facts) {
  const std::string_view before = text.text().substr(0, digits.begin);
  const std::size_t end = digits.end_of(11);
  if (end == 0) return false;
  std::size_t start = digits.begin;
  while (start > 0 && before[start - 1] == ' ' && digits.begin - start < 2) --start;
  if (start < 2 || before.substr(start - 2, 2) != "fr" ||
      (start > 2 && wording::is_word_byte(before[start - 3])))
    return false;
  const std::string number(digits.all().substr(0, 11));
  const bool fits = wording::is_french_vat(number);
  add(text, start - 2, end, fits ? "legal.vat" : "legal.vat_invalid", "FR" + number, limits, facts);
  return true;
}

void take_siren(const ReadText& text, const DigitSequence& digits, std::size_t barrier,
                const Limits& limits, FactSink& facts) {
  const std::size_t nine = digits.end_of(9);
  const std::size_t fourteen = digits.end_of(14);
  if ((nine == 0 && fourteen == 0) || is_money(text, nine != 0 ? nine : fourteen)) return;
  const Mark mark = mark_of(text, digits, nine != 0 ? nine : fourteen, barrier);
  if (!mark.found) return;
  const std::string siren(digits.all().substr(0, 9));
  const std::string siret(digits.all().substr(0, 14));
  if (mark.siret && fourteen != 0) {
    const bool fits = wording::is_siret(siret);
    add(text, digits.begin, fourteen, fits ? "legal.siren" : "legal.siren_invalid",
        fits ? siren : siret, limits, facts);
    if (fits) add(text, digits.begin, fourteen, "legal.siret", siret, limits, facts);
    return;
  }
  add(text, digits.begin, nine != 0 ? nine : fourteen,
      wording::is_siren(siren) ? "legal.siren" : "legal.siren_invalid", siren, limits, facts);
}

void find_numbers(const ReadText& text, const Limits& limits, FactSink& facts) {
  std::size_t barrier = 0;
  for (const DigitSequence& digits : text.numbers) {
    if (digits.count < 9) continue;
    const bool alone = digits.begin == 0 || !wording::is_word_byte(text.text()[digits.begin - 1]);
    const bool vat = take_vat(text, digits, limits, facts);
    if (!vat && alone) take_siren(text, digits, barrier, limits, facts);
    barrier = digits.end;
  }
}

void find_rcs(const ReadText& text, const Limits& limits, FactSink& facts) {
  const std::string_view folded = text.text();
  std::size_t done = 0;
  for (const Hit& mark : text.of(Meaning::kRcs)) {
    if (mark.begin < done) continue;
    std::size_t at = mark.end;
    for (const std::string_view joint : {" de la ", " d'", " de ", " du ", " : ", " - ", " "}) {
      if (!folded.substr(at).starts_with(joint)) continue;
      at += joint.size();
      break;
    }
    if (const auto digits =
            wording::next_digits(folded.substr(0, std::min(folded.size(), at + 16)), at);
        digits && digits->begin == at && digits->end_of(9) != 0) {
      at = digits->end_of(9);  // "RCS 552 100 554 Paris"
    }
    auto town = wording::capitalised_after(text, at, 4);
    if (!town) continue;
    // "RCS PARIS B 552 100 554": the letter is the register's section.
    if (town->words.size() > 2 && town->words[town->words.size() - 2] == ' ')
      town->words.resize(town->words.size() - 2);
    done = town->where.end();
    add(text, mark.begin, town->where.end(), "legal.rcs", town->words, limits, facts);
  }
}

void find_capital(const ReadText& text, const Limits& limits, FactSink& facts) {
  const std::string_view folded = text.text();
  std::size_t done = 0;
  for (const Hit& mark : text.of(Meaning::kCapital)) {
    if (mark.begin < done) continue;
    constexpr std::size_t kReach = 40;  // "au capital social variable minimum de "
    const auto digits = wording::next_digits(
        folded.substr(0, std::min(folded.size(), mark.end + kReach)), mark.end);
    const auto money = digits ? wording::money_at(folded, digits->begin) : std::nullopt;
    if (!money) continue;
    done = money->where.end();
    const std::string whole = money->amount.substr(0, money->amount.find('.'));
    add(text, mark.begin, done, "legal.capital", whole + " " + money->currency, limits, facts);
  }
}

void find_forms(const ReadText& text, const Limits& limits, FactSink& facts) {
  for (const Hit& form : text.longest_of(Meaning::kFrenchForm)) {
    if (!wording::is_legal_form(text, form)) continue;
    add(text, form.begin, form.end, "legal.form",
        std::string(wording::text_phrases().phrase(form).value), limits, facts);
  }
}

// "Siège social : 12 rue ..." needs a colon, a dash or an address behind it: "notre siège de
// bureau" is none.
void find_seat(const ReadText& text, const Limits& limits, FactSink& facts) {
  const std::string_view folded = text.text();
  for (const Hit& mark : text.of(Meaning::kSeat)) {
    const bool full =
        folded.substr(mark.begin, mark.end - mark.begin).find(' ') != std::string_view::npos;
    std::size_t at = mark.end;
    bool joint = false;
    while (at < folded.size() &&
           std::string_view(" :,-").find(folded[at]) != std::string_view::npos)
      joint |= folded[at++] == ':';
    if ((!full && !joint) || at >= folded.size()) continue;
    constexpr std::size_t kReach = 160;
    std::size_t end = at;
    while (end < folded.size() && end - at < kReach && folded[end] != '\n') ++end;
    while (end < folded.size() && end > at &&
           (static_cast<unsigned char>(folded[end]) & 0xC0) == 0x80)
      --end;
    if (end == at) continue;
    add(text, mark.begin, end, "legal.seat", text.words({at, end - at}), limits, facts);
  }
}

void find(const MailReading& reading, const Limits& limits, FactSink& facts) {
  for (const ReadText& text : reading.texts()) {
    find_numbers(text, limits, facts);
    find_rcs(text, limits, facts);
    find_capital(text, limits, facts);
    find_forms(text, limits, facts);
    find_seat(text, limits, facts);
  }
}

}  // namespace

extern const FactFamily legal_mentions = {.id = "legal_mentions", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
