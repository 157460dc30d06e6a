// The record "input" as JSON: docs/schema/records.schema.json.

#include "classifier/record_json.h"
#include "classifier/records/counts_json.h"
#include "classifier/records/json_words.h"

namespace constat::classifier {

void append_json(const capture::InputFacts& input, std::string& out) {
  JsonWriter json(out);
  json.begin_object().key("record").value("input").key("name").value(input.name);
  json.key("kind").value(capture::name_of(input.kind)).key("bytes").value(input.bytes);
  json.key("compression").value(capture::name_of(input.compression));
  json.key("bytes_decompressed").value(input.bytes_decompressed);
  json.key("sha256").value(to_hex(input.sha256)).key("frames").value(input.frames);
  json.key("frames_analysed").value(input.frames_analysed);
  write_skipped(input, json);
  json.key("frames_cut").value(input.frames_cut);
  json.key("frames_dropped").value(input.frames_dropped).key("mails").value(input.mails);
  write_mbox(input, json);
  json.key("first_time").value_or_null(to_rfc3339(input.first_time));
  json.key("last_time").value_or_null(to_rfc3339(input.last_time));
  json.key("defects").begin_array();
  for (const Defect& defect : input.defects) {
    begin_defect(json, defect);
    json.end_object();
  }
  json.end_array().key("defects_not_kept").value(input.defects_not_kept).end_object();
}

}  // namespace constat::classifier
