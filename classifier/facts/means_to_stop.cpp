// Means to ask that the mails stop: List-Unsubscribe (RFC 2369), one-click (RFC 8058), links and
// instructions in the texts. Where one stands, not whether it works: nothing is ever fetched.

#include <algorithm>

#include "classifier/fact.h"
#include "classifier/wording/body_means.h"
#include "classifier/wording/fold.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/merge_tag.h"
#include "classifier/wording/quote.h"
#include "classifier/wording/tables.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

using wording::MailReading;
using wording::ReadText;

constexpr FactKind kKinds[] = {
    {"optout.header.mailto", "List-Unsubscribe names a mail address",
     "List-Unsubscribe donne une adresse électronique"},
    {"optout.header.https", "List-Unsubscribe names an https address",
     "List-Unsubscribe donne une adresse https"},
    {"optout.header.http", "List-Unsubscribe names an http address (not encrypted)",
     "List-Unsubscribe donne une adresse http (non chiffrée)"},
    {"optout.header.other", "List-Unsubscribe names an address of another scheme",
     "List-Unsubscribe donne une adresse d’un autre type"},
    {"optout.header.one_click", "One-click header (RFC 8058) together with an https address",
     "En-tête « un clic » (RFC 8058) accompagné d’une adresse https"},
    {"optout.header.one_click_without_https",
     "One-click header (RFC 8058) without an https address",
     "En-tête « un clic » (RFC 8058) sans adresse https"},
    {"optout.header.malformed",
     "List-Unsubscribe or its one-click header cannot be read as RFC 2369 or RFC 8058 describes",
     "List-Unsubscribe ou son en-tête « un clic » ne se lit pas comme le décrivent les RFC 2369 et "
     "8058"},
    {"optout.header.merge_tag", "List-Unsubscribe holds a merge tag that was not replaced",
     "List-Unsubscribe contient une balise de publipostage non remplacée"},
    {"optout.body.link", "Link to unsubscribe in the text", "Lien de désabonnement dans le texte"},
    {"optout.body.mailto", "Mail link to unsubscribe in the text",
     "Lien vers une adresse électronique de désabonnement dans le texte"},
    {"optout.body.hidden_link", "Link to unsubscribe in a place hidden by style",
     "Lien de désabonnement placé dans une zone masquée par la mise en forme"},
    {"optout.body.link_without_target", "Link that says unsubscribe and leads nowhere",
     "Lien intitulé désabonnement qui ne mène nulle part"},
    {"optout.body.wording", "Instruction for unsubscribing, without a link",
     "Consigne de désabonnement, sans lien"},
    {"optout.body.merge_tag", "Merge tag for unsubscribing that was not replaced",
     "Balise de désabonnement non remplacée"},
    {"optout.body.premium_number",
     "Surcharged telephone number (081, 082, 089, text messages) given for unsubscribing",
     "Numéro surtaxé (081, 082, 089, SMS) donné pour le désabonnement"},
    {"optout.body.mention", "Words about unsubscribing without a link or an instruction",
     "Mots de désabonnement sans lien ni consigne"},
    {"optout.body.negated", "Words about unsubscribing under a negation",
     "Mots de désabonnement dans une tournure négative"},
};

// The rest of a header fact: the field as it stands, for the reader.
Fact quoted(Fact fact, const parser::ParsedMail& mail, std::string_view field_name,
            const Limits& limits) {
  for (const parser::HeaderField& field : mail.fields) {
    const bool holds =
        field.where.offset <= fact.range.offset && fact.range.offset < field.where.end();
    if (!holds || !equals_ignoring_case(field.name, field_name)) continue;
    const std::uint64_t into =
        fact.range.offset - std::min(fact.range.offset, field.value_where.offset);
    fact.quote = wording::quote_around(wording::one_line(field.value),
                                       {std::min<std::uint64_t>(into, field.value.size()), 0},
                                       limits.quote_bytes);
    break;
  }
  return fact;
}

std::string_view kind_of_uri(std::string_view uri) {
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos || colon == 0) return "optout.header.malformed";
  const std::string scheme = to_lower_ascii(uri.substr(0, colon));
  const std::string_view rest = uri.substr(colon + 1);
  if (scheme == "mailto") {
    const std::size_t at = rest.substr(0, rest.find('?')).find('@');
    return at == std::string_view::npos || at == 0 ? "optout.header.malformed"
                                                   : "optout.header.mailto";
  }
  if (scheme == "http" || scheme == "https") {
    const bool has_host = rest.starts_with("//") && rest.find_first_not_of('/') == 2;
    if (!has_host) return "optout.header.malformed";
    return scheme == "https" ? "optout.header.https" : "optout.header.http";
  }
  const bool is_scheme = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || wording::is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  return is_scheme ? "optout.header.other" : "optout.header.malformed";
}

bool holds_merge_tag(std::string_view uri) {
  std::vector<wording::Hit> hits;
  const std::string folded = wording::fold(uri);
  if (folded.size() != uri.size()) return false;
  wording::url_phrases().scan(folded, hits);
  return std::any_of(hits.begin(), hits.end(), [&](const wording::Hit& hit) {
    return hit.meaning == wording::Meaning::kUrlStop &&
           wording::merge_tag_around(uri, {hit.begin, hit.end - hit.begin}, wording::TagPlace::kUrl)
               .has_value();
  });
}

// RFC 8058 section 3.1: exactly this pair, and an https URI beside it.
void find_one_click(const parser::ParsedMail& mail, const Limits& limits, FactSink& facts) {
  const auto& uris = mail.header.list_unsubscribe;
  const bool https = std::any_of(uris.begin(), uris.end(), [](const parser::ListUri& one) {
    return kind_of_uri(one.uri) == "optout.header.https";
  });
  for (const parser::DecodedText& post : mail.header.list_unsubscribe_post) {
    const std::string value = wording::one_line(post.text);
    std::string_view id = "optout.header.malformed";
    if (equals_ignoring_case(value, "List-Unsubscribe=One-Click")) {
      id = https ? "optout.header.one_click" : "optout.header.one_click_without_https";
    }
    facts.add(
        quoted(wording::header_fact(id, value, post.where), mail, "List-Unsubscribe-Post", limits));
  }
}

// Fields of the name in which no URI could be read.
void find_unreadable_fields(const parser::ParsedMail& mail, const Limits& limits, FactSink& facts) {
  for (const parser::HeaderField& field : mail.fields) {
    if (!equals_ignoring_case(field.name, "List-Unsubscribe")) continue;
    const auto& uris = mail.header.list_unsubscribe;
    const bool readable = std::any_of(uris.begin(), uris.end(), [&](const parser::ListUri& one) {
      return field.where.contains(one.where.offset);
    });
    if (readable) continue;
    const std::string value = wording::one_line(field.value);
    const std::string_view id =
        holds_merge_tag(value) ? "optout.header.merge_tag" : "optout.header.malformed";
    facts.add(quoted(wording::header_fact(id, value, field.value_where), mail, "List-Unsubscribe",
                     limits));
  }
}

void find_in_header(const parser::ParsedMail& mail, const Limits& limits, FactSink& facts) {
  for (const parser::ListUri& one : mail.header.list_unsubscribe) {
    const std::string_view id =
        holds_merge_tag(one.uri) ? "optout.header.merge_tag" : kind_of_uri(one.uri);
    facts.add(
        quoted(wording::header_fact(id, one.uri, one.where), mail, "List-Unsubscribe", limits));
  }
  find_unreadable_fields(mail, limits, facts);
  find_one_click(mail, limits, facts);
}

void find(const MailReading& reading, const Limits& limits, FactSink& facts) {
  find_in_header(reading.mail(), limits, facts);
  for (const ReadText& text : reading.texts()) {
    const std::vector<wording::Span> told = wording::find_link_means(text, limits, facts);
    wording::find_wording_means(reading, text, limits, told, facts);
  }
}

}  // namespace

extern const FactFamily means_to_stop = {.id = "means_to_stop", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
