// What holds of every ParsedMail, whatever the bytes: ranges, the tree of parts, maps, caps.
#pragma once

#include <set>
#include <string>

#include "parser/parsed_mail.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/utf8_check.h"

namespace constat::fuzz {

class MailChecks {
 public:
  MailChecks(const parser::ParsedMail& mail, const Limits& limits) : mail_(mail), limits_(limits) {}

  void run() {
    range(mail_.header_where);
    for (const parser::HeaderField& one : mail_.fields) field(one);
    parts();
    for (const parser::TextPart& one : mail_.texts) text_part(one);
    readings();
    files();
    defects();
  }

 private:
  void range(ByteRange range) const {
    const std::uint64_t size = mail_.raw->bytes.size();
    check(range.offset <= size && range.length <= size - range.offset);
  }
  static void text(const std::string& text) { check(is_well_formed_utf8(text)); }

  void field(const parser::HeaderField& field) const {
    range(field.where);
    range(field.value_where);
    check(!field.name.empty());
    check(mail_.bytes_of(field.where).starts_with(field.name));
    check(mail_.bytes_of(field.value_where) == field.value);
  }

  void parts() {
    check(!mail_.parts.empty() && mail_.parts.size() <= limits_.mime_parts);
    std::set<std::string> paths;
    for (std::size_t i = 0; i < mail_.parts.size(); ++i) {
      const parser::Part& part = mail_.parts[i];
      range(part.header);
      range(part.body);
      check(paths.insert(part.path).second);
      check(part.parent < static_cast<int>(i) && (part.parent >= 0) == (i > 0));
      for (const parser::HeaderField& one : part.fields) field(one);
      for (const std::string* one : {&part.path, &part.type, &part.subtype, &part.charset,
                                     &part.encoding, &part.filename, &part.disposition}) {
        text(*one);
      }
      if (i > 0) below_parent(i);
    }
  }

  void below_parent(std::size_t i) const {
    const parser::Part& part = mail_.parts[i];
    const parser::Part& before = mail_.parts[i - 1];
    const parser::Part& parent = mail_.parts[static_cast<std::size_t>(part.parent)];
    check(!parent.inside_attached_message || part.inside_attached_message);
    check(!parent.second_reading || part.second_reading);
    // Of another reading: appended, it may overlap the first and reach beyond its multipart.
    if (part.path.find('~') != std::string::npos) return check(part.second_reading);
    check(parent.is_container && before.path.find('~') == std::string::npos);
    check(part.header.offset >= parent.body.offset && part.body.end() <= parent.body.end());
    check(part.header.offset >= before.body.offset);
    if (!before.is_container) check(part.header.offset >= before.body.end());
  }

  void map(const SourceMap& map, const std::string& text, ByteRange body) const {
    check(map.text_length() == text.size());
    const std::uint64_t step = 1 + text.size() / 64;
    for (std::uint64_t i = 0; i < text.size(); i += step) {
      const ByteRange where = map.to_source({i, 1});
      check(where.offset >= body.offset && where.end() <= body.end());
    }
  }

  void text_part(const parser::TextPart& one) const {
    check(one.part < mail_.parts.size());
    const parser::Part& part = mail_.parts[one.part];
    check(part.decoded && !part.inside_attached_message && !part.second_reading);
    text(one.text);
    text(one.hidden_text);
    map(one.map, one.text, part.body);
    map(one.hidden_map, one.hidden_text, part.body);
    check(!one.charset_used.empty());
    check(one.charset_guessed == (one.charset_source == parser::CharsetSource::kGuess));
    for (const parser::Link& link : one.links) {
      text(link.url);
      text(link.text);
      text(link.image_text);
      range(link.where);
      check(link.text_offset <= one.text.size());
    }
  }

  void readings() const {
    check(mail_.second_readings.size() <= limits_.second_readings_per_mail);
    for (const parser::SecondReading& reading : mail_.second_readings) {
      range(reading.where);
      check(reading.part < static_cast<int>(mail_.parts.size()));
      check(reading.first != reading.second);
    }
  }

  void files() const {
    check(mail_.encoded_files.size() <= limits_.encoded_files_per_mail);
    check(mail_.encoded_files.size() <= mail_.encoded_files_count);
    for (const parser::EncodedFile& file : mail_.encoded_files) {
      range(file.where);
      text(file.name);
      check(file.decoded_bytes <= 63 * file.where.length);
    }
  }

  void defects() const {
    check(mail_.defects.size() <= limits_.defects_per_mail);
    for (std::size_t i = 0; i < mail_.defects.size(); ++i) {
      range(mail_.defects[i].where);
      check(i == 0 || mail_.defects[i - 1].where <= mail_.defects[i].where);
    }
  }

  const parser::ParsedMail& mail_;
  const Limits& limits_;
};

}  // namespace constat::fuzz
