#include "tools/forge/build_mail.h"

#include <mimetic/mimetic.h>

#include <memory>
#include <sstream>

#include "core/digest.h"
#include "tools/forge/encoded_word.h"
#include "tools/forge/transfer_encoding.h"
#include "tools/forge/utf8.h"

namespace constat::forge {
namespace {

using mimetic::Field;
using mimetic::MimeEntity;

std::string hex_token(Random& random) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (std::uint64_t word = random.next(), i = 0; i < 16; ++i, word >>= 4) out += kHex[word & 15];
  return out;
}

void add_field(MimeEntity& entity, std::string_view name, const std::string& value) {
  entity.header().push_back(Field(std::string(name), value));
}

void set_multipart(MimeEntity& entity, const char* subtype, Random& random) {
  mimetic::ContentType type("multipart", subtype);
  type.paramList().push_back(mimetic::ContentType::Param("boundary", "=_" + hex_token(random)));
  entity.header().contentType(type);
}

void set_text(MimeEntity& entity, const char* subtype, const std::string& utf8, Charset charset,
              Encoding encoding) {
  mimetic::ContentType type("text", subtype);
  type.paramList().push_back(
      mimetic::ContentType::Param("charset", charset == Charset::kUtf8 ? "utf-8" : "iso-8859-1"));
  entity.header().contentType(type);
  add_field(entity, "Content-Transfer-Encoding", std::string(name_of(encoding)));
  entity.body().assign(
      transfer_encode(charset == Charset::kUtf8 ? utf8 : to_latin1(utf8), encoding));
}

void set_attachment(MimeEntity& entity, const Attachment& attachment, Random& random) {
  const std::size_t slash = attachment.type.find('/');
  mimetic::ContentType type(attachment.type.substr(0, slash), attachment.type.substr(slash + 1));
  type.paramList().push_back(mimetic::ContentType::Param("name", attachment.name));
  entity.header().contentType(type);
  mimetic::ContentDisposition disposition("attachment");
  disposition.paramList().push_back(
      mimetic::ContentDisposition::Param("filename", attachment.name));
  entity.header().contentDisposition(disposition);
  add_field(entity, "Content-Transfer-Encoding", "base64");
  entity.body().assign(encode_base64(random.bytes(attachment.bytes)));
}

// A new part of `parent`, which owns it from then on (mimetic deletes the parts of an entity).
MimeEntity& add_part(MimeEntity& parent) {
  auto part = std::make_unique<MimeEntity>();
  MimeEntity& reference = *part;
  parent.body().parts().push_back(part.release());
  return reference;
}

// One body, or text and HTML as alternatives.
void set_bodies(MimeEntity& entity, const Template& mail, const Values& values, Random& random) {
  const bool both = mail.has_text && mail.has_html;
  if (both) set_multipart(entity, "alternative", random);
  if (mail.has_text) {
    set_text(both ? add_part(entity) : entity, "plain", fill_in(mail.text, values), mail.charset,
             mail.text_encoding);
  }
  if (mail.has_html) {
    set_text(both ? add_part(entity) : entity, "html", fill_in(mail.html, values), mail.charset,
             mail.html_encoding);
  }
}

void set_header(MimeEntity& entity, const Template& mail, const Values& values,
                std::string_view recipients, CaptureTime sent, Random& random) {
  const std::string from = fill_in(mail.from, values);
  const std::string domain(domain_of(address_of(from)));
  add_field(entity, "From", encode_mailbox(from));
  add_field(entity, "To",
            mail.to.empty() ? std::string(recipients) : encode_mailbox(fill_in(mail.to, values)));
  if (!mail.subject.empty())
    add_field(entity, "Subject", encode_header_text(fill_in(mail.subject, values)));
  add_field(entity, "Date", mail_date(sent, mail.zone));
  add_field(entity, "Message-ID", "<" + hex_token(random) + "@" + domain + ">");
  add_field(entity, "MIME-Version", "1.0");
  for (const auto& [name, value] : mail.headers) {
    add_field(entity, name, encode_header_text(fill_in(value, values)));
  }
}

// Every line end becomes CRLF, the last line gets one.
std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) out += '\r';
    out += text[i];
  }
  if (!out.ends_with("\r\n")) out += "\r\n";
  return out;
}

// mimetic folds a field at a blank and puts a tab in its place; unfolding must give the blank back.
void unfold_to_blanks(std::string& mail) {
  const std::size_t end = mail.find("\r\n\r\n");
  for (std::size_t at = mail.find("\r\n\t"); at < end; at = mail.find("\r\n\t", at))
    mail[at + 2] = ' ';
}

}  // namespace

std::string fill_in(std::string_view text, const Values& values) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    out.append(text.substr(0, open));
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const std::size_t close = text.find_first_of("{}\n", 1);
    const bool named = close != std::string_view::npos && text[close] == '}';
    const auto found = named ? values.find(std::string(text.substr(1, close - 1))) : values.end();
    const std::size_t taken = found == values.end() ? 1 : close + 1;
    out.append(found == values.end() ? text.substr(0, 1) : std::string_view(found->second));
    text.remove_prefix(taken);
  }
  return out;
}

std::string build_mail(const Template& mail, const Values& given, std::string_view recipients,
                       CaptureTime sent, Random& random) {
  Values values = given;
  values["token"] = hex_token(random);
  values["date"] = mail_date(sent, mail.zone);
  values["hash"] = to_base64(random.bytes(32));
  values["signature"] = to_base64(random.bytes(128));
  if (!mail.raw.empty()) return with_crlf(fill_in(mail.raw, values));

  MimeEntity entity;
  set_header(entity, mail, values, recipients, sent, random);
  if (mail.attachments.empty()) {
    set_bodies(entity, mail, values, random);
  } else {
    set_multipart(entity, "mixed", random);
    set_bodies(add_part(entity), mail, values, random);
    for (const Attachment& attachment : mail.attachments)
      set_attachment(add_part(entity), attachment, random);
  }
  std::ostringstream written;
  written << entity;
  std::string out = with_crlf(written.str());
  unfold_to_blanks(out);
  return out;
}

std::string mail_date(CaptureTime time, std::string_view zone) {
  constexpr std::string_view kDays[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t kSecond = 1'000'000'000;
  const int digits = std::stoi(std::string(zone.substr(1)));
  const std::int64_t offset = (digits / 100 * 3600 + digits % 100 * 60) * (zone[0] == '-' ? -1 : 1);
  const CaptureTime local{(time.nanoseconds / kSecond + offset) * kSecond};
  const std::string text = to_rfc3339(local);  // 2026-03-02T09:00:00.000000000Z
  const auto day = static_cast<std::size_t>((local.nanoseconds / (86400 * kSecond) % 7 + 7) %
                                            7);  // 1970-01-01 was a Thursday
  const auto month = static_cast<std::size_t>(std::stoi(text.substr(5, 2)) - 1);
  return std::string(kDays[day]) + ", " + text.substr(8, 2) + " " + std::string(kMonths[month]) +
         " " + text.substr(0, 4) + " " + text.substr(11, 8) + " " + std::string(zone);
}

}  // namespace constat::forge
