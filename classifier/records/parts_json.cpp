// The parts of a mail record as JSON, and back.

#include "classifier/records/json_words.h"
#include "classifier/records/parts_record.h"

namespace constat::classifier {
namespace {

using Object = JsonReading::Object;
using Value = JsonReading::Value;

void write_optional_at(JsonWriter& json, std::string_view key, const OptionalText& text) {
  json.key(key);
  write_optional(json, text);
}

void write_part(JsonWriter& json, const PartRecord& part) {
  json.begin_object().key("path").value(part.path).key("type").value(part.type);
  json.key("charset").value_or_null(part.charset);
  json.key("charset_used").value_or_null(part.charset_used);
  json.key("charset_source").value_or_null(part.charset_source);
  json.key("replaced").value(part.replaced);
  json.key("encoding").value_or_null(part.encoding).key("bytes");
  if (part.sha256) {
    json.value(part.bytes);
  } else {
    json.null();
  }
  write_optional_at(json, "sha256", part.sha256);
  write_optional_at(json, "filename", part.filename);
  json.key("other_filenames");
  write_texts(json, part.other_filenames);
  write_optional_at(json, "disposition", part.disposition);
  json.key("attached").value(part.attached).key("second_reading").value(part.second_reading);
  json.key("range");
  write_range(json, part.range);
  write_optional_at(json, "text", part.text);
  json.end_object();
}

void write_reading(JsonWriter& json, std::string_view key,
                   const SecondReadingRecord::Reading& reading) {
  json.key(key).begin_object().key("bytes").value(reading.bytes);
  json.key("sha256").value(reading.sha256).end_object();
}

void write_encoded_file(JsonWriter& json, const EncodedFileRecord& file) {
  json.begin_object().key("encoding").value(file.encoding).key("part").value(file.part);
  write_optional_at(json, "name", file.name);
  json.key("range");
  write_range(json, file.range);
  json.key("bytes").value(file.bytes).key("sha256").value(file.sha256);
  json.key("complete").value(file.complete).end_object();
}

PartRecord read_part(JsonReading& json, const Object& part) {
  PartRecord read;
  read.path = json.text(part, "path");
  read.type = json.text(part, "type");
  read.charset = json.text(part, "charset");
  read.charset_used = json.text(part, "charset_used");
  read.charset_source = json.text(part, "charset_source");
  read.replaced = json.number(part, "replaced");
  read.encoding = json.text(part, "encoding");
  read.bytes = json.number(part, "bytes");
  read.sha256 = json.optional_text(part, "sha256");
  read.filename = json.optional_text(part, "filename");
  read.other_filenames = json.texts(part, "other_filenames");
  read.disposition = json.optional_text(part, "disposition");
  read.attached = json.flag(part, "attached");
  read.second_reading = json.flag(part, "second_reading");
  read.range = json.range(part, "range");
  read.text = json.optional_text(part, "text");
  return read;
}

SecondReadingRecord::Reading read_reading(JsonReading& json, const Object& from,
                                          std::string_view key) {
  const Object* reading = json.object(from, key);
  if (reading == nullptr) {
    json.note(key);
    return {};
  }
  return {json.number(*reading, "bytes"), json.text(*reading, "sha256")};
}

void read_second_readings(JsonReading& json, const Object& mail, MailRecord& record) {
  for (const Value& value : json.array(mail, "second_readings")) {
    const Object& reading = json.element(value, "second_readings");
    const auto why = defect_kind_named(json.text(reading, "why"));
    if (!why) return json.note("why");
    record.second_readings.push_back(
        {*why, json.range(reading, "range"), json.text(reading, "part"),
         read_reading(json, reading, "first"), read_reading(json, reading, "second")});
  }
}

}  // namespace

void write_parts(JsonWriter& json, const MailRecord& record) {
  json.key("parts").begin_array();
  for (const PartRecord& part : record.parts) write_part(json, part);
  json.end_array().key("second_readings").begin_array();
  for (const SecondReadingRecord& reading : record.second_readings) {
    json.begin_object().key("why").value(name_of(reading.why)).key("range");
    write_range(json, reading.range);
    json.key("part").value(reading.part);
    write_reading(json, "first", reading.first);
    write_reading(json, "second", reading.second);
    json.end_object();
  }
  json.end_array().key("encoded_files").begin_array();
  for (const EncodedFileRecord& file : record.encoded_files) write_encoded_file(json, file);
  json.end_array().key("encoded_files_not_kept").value(record.encoded_files_not_kept);
}

void read_parts(JsonReading& json, const Object& mail, MailRecord& record) {
  for (const Value& value : json.array(mail, "parts")) {
    record.parts.push_back(read_part(json, json.element(value, "parts")));
  }
  read_second_readings(json, mail, record);
  for (const Value& value : json.array(mail, "encoded_files")) {
    const Object& file = json.element(value, "encoded_files");
    record.encoded_files.push_back({json.text(file, "encoding"), json.text(file, "part"),
                                    json.optional_text(file, "name"), json.range(file, "range"),
                                    json.number(file, "bytes"), json.text(file, "sha256"),
                                    json.flag(file, "complete")});
  }
  record.encoded_files_not_kept = json.number(mail, "encoded_files_not_kept");
}

}  // namespace constat::classifier
