// Header fields that mailing programs add. They show volume, not nature.

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/quote.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

constexpr FactKind kKinds[] = {
    {"bulk.list_id", "List-Id (RFC 2919)", "List-Id (RFC 2919)"},
    {"bulk.precedence", "Precedence", "Precedence"},
    {"bulk.feedback_id", "Feedback-ID", "Feedback-ID"},
    {"bulk.auto_submitted", "Auto-Submitted (RFC 3834)", "Auto-Submitted (RFC 3834)"},
    {"bulk.mailer", "Program named in X-Mailer or User-Agent",
     "Logiciel nommé dans X-Mailer ou User-Agent"},
    {"bulk.csa", "Complaint address of a certification (X-CSA-Complaints)",
     "Adresse de plainte d’une certification (X-CSA-Complaints)"},
};

void add_all(const std::vector<parser::DecodedText>& values, std::string_view id, FactSink& facts) {
  for (const parser::DecodedText& value : values)
    facts.add(wording::header_fact(id, wording::one_line(value.text), value.where));
}

void find(const wording::MailReading& reading, const Limits&, FactSink& facts) {
  const parser::Header& header = reading.mail().header;
  add_all(header.list_id, "bulk.list_id", facts);
  add_all(header.precedence, "bulk.precedence", facts);
  add_all(header.feedback_id, "bulk.feedback_id", facts);
  add_all(header.auto_submitted, "bulk.auto_submitted", facts);
  add_all(header.mailer, "bulk.mailer", facts);
  for (const parser::HeaderField& field : reading.mail().fields) {
    if (!equals_ignoring_case(field.name, "X-CSA-Complaints")) continue;
    facts.add(wording::header_fact("bulk.csa", wording::one_line(field.value), field.value_where));
  }
}

}  // namespace

extern const FactFamily bulk_headers = {.id = "bulk_headers", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
