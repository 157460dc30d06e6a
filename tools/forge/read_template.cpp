// The block "template NAME { ... }": a mail before its placeholders are filled in.

#include "tools/forge/read_scenario.h"
#include "tools/forge/rules.h"
#include "tools/forge/utf8.h"
#include "tools/forge/values.h"

namespace constat::forge {
namespace {

constexpr std::pair<std::string_view, Encoding> kEncodings[] = {
    {"7bit", Encoding::kSevenBit},
    {"8bit", Encoding::kEightBit},
    {"quoted-printable", Encoding::kQuotedPrintable},
    {"base64", Encoding::kBase64},
};

constexpr std::pair<std::string_view, Charset> kCharsets[] = {
    {"utf-8", Charset::kUtf8},
    {"iso-8859-1", Charset::kLatin1},
};

Trouble read_encoding(const Place& place, Encoding& into) {
  const auto encoding = choice(place.word(1), kEncodings);
  if (!encoding) return wrong_arguments();
  into = *encoding;
  return std::nullopt;
}

Trouble read_charset(const Place& place, Template& into) {
  const auto charset = choice(place.word(1), kCharsets);
  if (!charset) return wrong_arguments();
  into.charset = *charset;
  return std::nullopt;
}

Trouble read_attachment(const Place& place, Template& into) {
  const auto bytes = size_from(place.word(3));
  if (!bytes || place.word(2).find('/') == std::string::npos) return wrong_arguments();
  if (*bytes > 256ull * 1024 * 1024) return wrong("an attachment may have 256M at most");
  into.attachments.push_back({place.word(1), place.word(2), *bytes});
  return std::nullopt;
}

Trouble read_zone(const Place& place, Template& into) {
  const std::string& zone = place.word(1);
  const bool fits = zone.size() == 5 && (zone[0] == '+' || zone[0] == '-') &&
                    number_from(zone.substr(1)).has_value();
  if (!fits) return wrong_arguments();
  into.zone = zone;
  return std::nullopt;
}

constexpr Rule<Template> kRules[] = {
    {"from", "from \"La Ferme <offres@ferme.example>\"", 1, 1, Shape::kLine,
     [](const Place& p, Template& t) {
       t.from = p.word(1);
       return Trouble();
     }},
    {"to", "to \"Camille <camille@laposte.net>\"", 1, 1, Shape::kLine,
     [](const Place& p, Template& t) {
       t.to = p.word(1);
       return Trouble();
     }},
    {"subject", "subject \"TEXT\"", 1, 1, Shape::kLine,
     [](const Place& p, Template& t) {
       t.subject = p.word(1);
       return Trouble();
     }},
    {"header", "header \"NAME\" \"VALUE\"", 2, 2, Shape::kLine,
     [](const Place& p, Template& t) {
       t.headers.emplace_back(p.word(1), p.word(2));
       return Trouble();
     }},
    {"text", "text <<END (lines of text, then END on its own line)", 0, 0, Shape::kText,
     [](const Place& p, Template& t) {
       t.has_text = true;
       t.text = p.statement().text;
       return Trouble();
     }},
    {"html", "html <<END (lines of HTML, then END on its own line)", 0, 0, Shape::kText,
     [](const Place& p, Template& t) {
       t.has_html = true;
       t.html = p.statement().text;
       return Trouble();
     }},
    {"raw", "raw <<END (the whole mail, header first, then END on its own line)", 0, 0,
     Shape::kText,
     [](const Place& p, Template& t) {
       t.raw = p.statement().text;
       return Trouble();
     }},
    {"text_encoding", "text_encoding quoted-printable|base64|8bit|7bit", 1, 1, Shape::kLine,
     [](const Place& p, Template& t) { return read_encoding(p, t.text_encoding); }},
    {"html_encoding", "html_encoding quoted-printable|base64|8bit|7bit", 1, 1, Shape::kLine,
     [](const Place& p, Template& t) { return read_encoding(p, t.html_encoding); }},
    {"charset", "charset utf-8|iso-8859-1", 1, 1, Shape::kLine, read_charset},
    {"attach", "attach \"catalogue.pdf\" application/pdf 20k", 3, 3, Shape::kLine, read_attachment},
    {"zone", "zone +0100", 1, 1, Shape::kLine, read_zone},
    {"sender", "sender ferme.example", 1, 1, Shape::kLine,
     [](const Place& p, Template& t) {
       t.sender_domain = p.word(1);
       return Trouble();
     }},
    {"means", "means header.mailto body.link ...", 1, 50, Shape::kLine,
     [](const Place& p, Template& t) {
       t.means.insert(t.means.end(), p.statement().words.begin() + 1, p.statement().words.end());
       return Trouble();
     }},
    {"objection_to", "objection_to ferme.example", 1, 1, Shape::kLine,
     [](const Place& p, Template& t) {
       t.objection_to = p.word(1);
       return Trouble();
     }},
};

Trouble check(const Template& mail, int line) {
  if (mail.from.find('@') == std::string::npos) {
    return Problem{line, "template " + mail.name +
                             " has no sender; add: from \"Name <local@domain.example>\""};
  }
  if (!mail.raw.empty()) return std::nullopt;
  if (!mail.has_text && !mail.has_html) {
    return Problem{
        line, "template " + mail.name + " has no body; add text <<END, html <<END or raw <<END"};
  }
  if (mail.charset == Charset::kLatin1 && (!fits_latin1(mail.text) || !fits_latin1(mail.html))) {
    return Problem{line, "template " + mail.name +
                             " holds a character that iso-8859-1 has not; write: charset utf-8"};
  }
  const auto is_plain = [](Encoding encoding, const std::string& text) {
    return encoding != Encoding::kSevenBit || is_ascii(text);
  };
  if (!is_plain(mail.text_encoding, mail.text) || !is_plain(mail.html_encoding, mail.html)) {
    return Problem{line, "template " + mail.name +
                             " holds characters that 7bit has not; write: quoted-printable"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Problem> read_template(const std::vector<Statement>& list, std::size_t index,
                                     Template& into) {
  const Place place{list, index};
  if (Trouble trouble = read_block<Template>(place, kRules, "a template", into)) return trouble;
  return check(into, place.statement().line);
}

}  // namespace constat::forge
