#include "tools/second_reader/mimetic_reader.h"

#include <mimetic/mimetic.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace constat::tools::second_reader {
namespace {

using mimetic::MimeEntity;

template <typename Text>
std::string lower(const Text& text) {
  std::string out(text.begin(), text.end());
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return out;
}

template <typename Codec>
std::string decoded(const std::string& body, Codec codec) {
  std::string out;
  auto to = std::back_inserter(out);
  for (const char byte : body) codec.process(static_cast<unsigned char>(byte), to);
  codec.flush(to);
  return out;
}

std::string decoded_body(const MimeEntity& entity, const std::string& encoding) {
  const std::string& body = entity.body();
  if (encoding == "base64") return decoded(body, mimetic::Base64::Decoder());
  if (encoding != "quoted-printable") return body;
  std::string text = decoded(body, mimetic::QP::Decoder());
  leave_out_line_ends(text);
  return text;
}

void describe(const MimeEntity& entity, SecondEntity& out) {
  // Const: otherwise the fields that are asked for and absent are added.
  const mimetic::Header& header = entity.header();
  const mimetic::ContentType& type = header.contentType();
  if (!type.type().empty()) out.type = lower(type.type()) + '/' + lower(type.subtype());
  out.encoding = lower(header.contentTransferEncoding().mechanism());
  out.leaf = entity.body().parts().empty();
  if (!out.leaf) return;
  const std::string body = decoded_body(entity, out.encoding);
  out.bytes = static_cast<std::uint32_t>(body.size());
  out.sha256 = sha256(body);
}

void read_entities(const MimeEntity& top, std::vector<SecondEntity>& out) {
  std::vector<std::pair<const MimeEntity*, std::uint32_t>> waiting = {{&top, 0}};
  while (!waiting.empty()) {
    const auto [entity, depth] = waiting.back();
    waiting.pop_back();
    out.emplace_back().depth = depth;
    describe(*entity, out.back());
    const mimetic::MimeEntityList& parts = entity->body().parts();
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
      waiting.emplace_back(*part, depth + 1);
    }
  }
}

void add(const mimetic::Mailbox& mailbox, std::vector<std::string>& out) {
  const std::string local = mailbox.mailbox();
  const std::string domain = mailbox.domain();
  if (local.empty() && domain.empty()) return;
  out.push_back(domain.empty() ? local : local + '@' + domain);
}

void add(const mimetic::AddressList& list, std::vector<std::string>& out) {
  for (const mimetic::Address& address : list) {
    if (!address.isGroup()) {
      add(address.mailbox(), out);
      continue;
    }
    for (const mimetic::Mailbox& mailbox : address.group()) add(mailbox, out);
  }
}

}  // namespace

SecondReading read_with_mimetic(std::string_view mail) {
  const MimeEntity top(mail.begin(), mail.end());
  SecondReading reading;
  read_entities(top, reading.entities);
  const mimetic::Header& header = top.header();
  for (const mimetic::Mailbox& mailbox : header.from()) add(mailbox, reading.addresses[0]);
  add(header.sender(), reading.addresses[1]);
  add(header.replyto(), reading.addresses[2]);
  add(header.to(), reading.addresses[3]);
  add(header.cc(), reading.addresses[4]);
  add(header.bcc(), reading.addresses[5]);
  return reading;
}

}  // namespace constat::tools::second_reader
