// The shapes that several records share in JSON.

#include "classifier/records/json_words.h"

namespace constat::classifier {

std::string_view name_of(capture::Door door) {
  switch (door) {
    case capture::Door::kPacket:
      return "packet";
    case capture::Door::kStream:
      return "stream";
    case capture::Door::kMail:
      break;
  }
  return "mail";
}

std::string_view name_of(capture::Side side) {
  return side == capture::Side::kInitiator ? "initiator" : "responder";
}

void write_range(JsonWriter& json, ByteRange range) {
  json.begin_array().value(range.offset).value(range.length).end_array();
}

void write_frames(JsonWriter& json, std::uint64_t first, std::uint64_t last) {
  if (first == 0 && last == 0) {
    json.null();
  } else {
    json.begin_array().value(first).value(last).end_array();
  }
}

void write_origins(JsonWriter& json, const std::vector<InputFrames>& origins) {
  json.begin_array();
  for (const InputFrames& origin : origins) {
    json.begin_object().key("input").value(origin.input).key("frames");
    write_frames(json, origin.first_frame, origin.last_frame);
    json.end_object();
  }
  json.end_array();
}

void write_optional(JsonWriter& json, const OptionalText& text) {
  if (text) {
    json.value(*text);
  } else {
    json.null();
  }
}

void write_code(JsonWriter& json, int code) {
  if (code == 0) {
    json.null();
  } else {
    json.value(code);
  }
}

void write_texts(JsonWriter& json, const std::vector<std::string>& texts) {
  json.begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

void write_recipient(JsonWriter& json, const RecipientRecord& recipient) {
  json.begin_object().key("id").value_or_null(recipient.id).key("address");
  write_optional(json, recipient.address);
  json.key("domain");
  write_optional(json, recipient.domain);
  json.key("category").value(name_of(recipient.category)).key("reply");
  write_code(json, recipient.reply);
  json.key("outcome").value(capture::name_of(recipient.outcome)).end_object();
}

void begin_defect(JsonWriter& json, const Defect& defect) {
  json.begin_object().key("kind").value(constat::name_of(defect.kind)).key("range");
  write_range(json, defect.where);
}

}  // namespace constat::classifier
