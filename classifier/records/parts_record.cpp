#include "classifier/records/parts_record.h"

#include "core/digest.h"

namespace constat::classifier {
namespace {

std::string path_of(const parser::ParsedMail& mail, int part) {
  const auto index = static_cast<std::size_t>(part);
  return part < 0 || index >= mail.parts.size() ? "0" : mail.parts[index].path;
}

PartRecord told_part(const parser::Part& part, Telling& telling) {
  PartRecord told;
  told.path = part.path;
  told.type = to_valid_utf8(part.type + '/' + part.subtype);
  told.charset = to_valid_utf8(part.charset);
  told.encoding = to_valid_utf8(part.encoding);
  if (part.decoded) {
    told.bytes = part.decoded_bytes;
    told.sha256 = to_hex(part.decoded_sha256);
  }
  told.filename = telling.text_if_any("parts.filename", part.filename, Disclosure::kHeaders);
  for (const std::string& name : part.other_filenames) {
    const OptionalText text = telling.text_if_any("parts.filename", name, Disclosure::kHeaders);
    if (text) told.other_filenames.push_back(*text);
  }
  if (!part.disposition.empty()) told.disposition = to_valid_utf8(part.disposition);
  told.range = part.body;
  told.attached = part.inside_attached_message;
  told.second_reading = part.second_reading;
  return told;
}

void record_texts(const parser::ParsedMail& mail, Telling& telling, MailRecord& record) {
  for (const parser::TextPart& text : mail.texts) {
    if (text.part >= record.parts.size()) continue;
    PartRecord& told = record.parts[text.part];
    told.text = telling.text("parts.text", text.text, Disclosure::kContent);
    told.charset_used = text.charset_used;
    told.charset_source = name_of(text.charset_source);
    told.replaced = text.replaced;
  }
}

void record_encoded_files(const parser::ParsedMail& mail, Telling& telling, MailRecord& record) {
  for (const parser::EncodedFile& file : mail.encoded_files) {
    EncodedFileRecord& told = record.encoded_files.emplace_back();
    told.encoding = name_of(file.encoding);
    told.part = path_of(mail, static_cast<int>(file.part));
    told.name = telling.text_if_any("encoded_files.name", file.name, Disclosure::kHeaders);
    told.range = file.where;
    told.bytes = file.decoded_bytes;
    told.sha256 = to_hex(file.decoded_sha256);
    told.complete = file.complete;
  }
  record.encoded_files_not_kept = mail.encoded_files_count - mail.encoded_files.size();
}

}  // namespace

void record_parts(const parser::ParsedMail& mail, Telling& telling, MailRecord& record) {
  record.parts.reserve(mail.parts.size());
  for (const parser::Part& part : mail.parts) record.parts.push_back(told_part(part, telling));
  record_texts(mail, telling, record);
  for (const parser::SecondReading& reading : mail.second_readings) {
    record.second_readings.push_back({reading.why,
                                      reading.where,
                                      path_of(mail, reading.part),
                                      {reading.first_bytes, to_hex(reading.first)},
                                      {reading.second_bytes, to_hex(reading.second)}});
  }
  record_encoded_files(mail, telling, record);
}

}  // namespace constat::classifier
