// The parts of a mail in its record, the places that can be read in two ways, and the files encoded
// in its text.
#pragma once

#include "classifier/mail_record.h"
#include "classifier/records/json_reading.h"
#include "classifier/records/telling.h"
#include "core/json_writer.h"
#include "parser/parsed_mail.h"

namespace constat::classifier {

void record_parts(const parser::ParsedMail& mail, Telling& telling, MailRecord& record);

// The members "parts", "second_readings", "encoded_files" and "encoded_files_not_kept".
void write_parts(JsonWriter& json, const MailRecord& record);
void read_parts(JsonReading& json, const JsonReading::Object& mail, MailRecord& record);

}  // namespace constat::classifier
