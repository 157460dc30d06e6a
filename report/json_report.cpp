// The report for machines: everything, uncut, in a fixed order. Values that were read stand under
// "value" and "quote"; what the program says, under fixed names.
#include "capture/raw_mail.h"
#include "classifier/mail_record.h"
#include "classifier/records/counts_json.h"
#include "core/json_writer.h"
#include "report/case_report.h"
#include "report/catalogue/catalogue.h"
#include "report/json_parts.h"
#include "report/rules.h"

namespace constat::report {
namespace {

void write_rule_pack(JsonWriter& json) {
  const RulePack pack = rule_pack();
  json.key("rule_pack").begin_object();
  json.key("criteria").value(static_cast<std::uint64_t>(pack.criteria));
  json.key("checked").begin_array();
  for (const std::string& checked : pack.checked) json.value(checked);
  json.end_array().end_object();
}

void write_input(JsonWriter& json, const capture::InputFacts& input) {
  json.begin_object();
  json.key("name").value(input.name);
  json.key("kind").value(capture::name_of(input.kind));
  json.key("bytes").value(input.bytes);
  json.key("compression").value(capture::name_of(input.compression));
  json.key("bytes_decompressed").value(input.bytes_decompressed);
  json.key("sha256").value(to_hex(input.sha256));
  json.key("frames").value(input.frames);
  json.key("frames_analysed").value(input.frames_analysed);
  classifier::write_skipped(input, json);
  json.key("frames_cut").value(input.frames_cut);
  json.key("frames_dropped").value(input.frames_dropped);
  json.key("mails").value(input.mails);
  classifier::write_mbox(input, json);
  json.key("first_time").value_or_null(to_rfc3339(input.first_time));
  json.key("last_time").value_or_null(to_rfc3339(input.last_time));
  json.key("defects").begin_array();
  for (const Defect& defect : input.defects) {
    json.begin_object().key("kind").value(name_of(defect.kind));
    json.key("range").begin_array().value(defect.where.offset).value(defect.where.length);
    json.end_array().end_object();
  }
  json.end_array();
  json.key("defects_not_kept").value(input.defects_not_kept);
  json.end_object();
}

}  // namespace

std::string render_json(const CaseReport& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("report").value("constat");
  json.key("version").value(report.program_version);
  json.key("notice").begin_object();
  json.key("en").value(english(Key::kNotice));
  json.key("fr").value(french(Key::kNotice));
  json.end_object();
  json.key("basis").value(report.basis);
  json.key("mandate").value_or_null(report.mandate);
  json.key("disclosure").value_or_null(report.disclosure);
  json.key("public_suffix_list").value_or_null(report.psl_version);
  write_rule_pack(json);
  json.key("inputs").begin_array();
  for (const capture::InputFacts& input : report.inputs) write_input(json, input);
  json.end_array();
  write_coverage_json(report.summary, json);
  json.key("senders").begin_array();
  for (const classifier::Assessment& sender : report.assessments) write_sender_json(sender, json);
  json.end_array();
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace constat::report
