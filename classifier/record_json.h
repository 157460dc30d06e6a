// Records as JSON Lines, and back. One object, no line end. The schema is
// docs/schema/records.schema.json.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "classifier/assessment.h"
#include "classifier/mail_record.h"

namespace constat::classifier {

void append_json(const MailRecord& record, std::string& out);
void append_json(const SessionRecord& record, std::string& out);
void append_json(const capture::InputFacts& input, std::string& out);
void append_json(const Objection& objection, std::string& out);
void append_json(const Summary& summary, std::string& out);

// The inverse for mails: from_json(to_json(r)) == r, field by field (input_sha256 excepted).
absl::StatusOr<MailRecord> mail_record_from_json(std::string_view line);

}  // namespace constat::classifier
