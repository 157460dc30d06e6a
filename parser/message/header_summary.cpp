#include "parser/message/header_summary.h"

#include <array>
#include <iterator>

#include "core/pseudonym.h"
#include "parser/message/field/date.h"
#include "parser/message/field/list_headers.h"
#include "parser/message/field/message_id.h"

namespace constat::parser::message {
namespace {

struct AddressField {
  std::string_view name;
  AddressList Header::*list;
};
constexpr std::array<AddressField, 7> kAddressFields = {{{"from", &Header::from},
                                                         {"sender", &Header::sender},
                                                         {"reply-to", &Header::reply_to},
                                                         {"to", &Header::to},
                                                         {"cc", &Header::cc},
                                                         {"bcc", &Header::bcc},
                                                         {"return-path", &Header::return_path}}};

struct TextField {
  std::string_view name;
  std::vector<DecodedText> Header::*texts;
};
constexpr std::array<TextField, 6> kTextFields = {{{"subject", &Header::subject},
                                                   {"precedence", &Header::precedence},
                                                   {"auto-submitted", &Header::auto_submitted},
                                                   {"feedback-id", &Header::feedback_id},
                                                   {"x-mailer", &Header::mailer},
                                                   {"user-agent", &Header::mailer}}};

struct SingleField {
  std::string_view name;
  DefectKind kind;
};
// RFC 5322 section 3.6; RFC 2045; RFC 2369 section 2 and RFC 2919 section 3 for List-*.
// Content-* fields are looked at where MIME fields are read.
constexpr std::array<SingleField, 15> kSingleFields = {
    {{"from", DefectKind::kDuplicateField},
     {"sender", DefectKind::kDuplicateField},
     {"reply-to", DefectKind::kDuplicateField},
     {"to", DefectKind::kDuplicateField},
     {"cc", DefectKind::kDuplicateField},
     {"bcc", DefectKind::kDuplicateField},
     {"date", DefectKind::kDuplicateField},
     {"message-id", DefectKind::kDuplicateField},
     {"in-reply-to", DefectKind::kDuplicateField},
     {"references", DefectKind::kDuplicateField},
     {"subject", DefectKind::kDuplicateField},
     {"mime-version", DefectKind::kDuplicateField},
     {"list-id", DefectKind::kListHeaderMalformed},
     {"list-unsubscribe", DefectKind::kListHeaderMalformed},
     {"list-unsubscribe-post", DefectKind::kListHeaderMalformed}}};

}  // namespace

DecodedText HeaderSummary::decoded(const HeaderField& field) {
  DecodedText out;
  out.where = field.value_where;
  text_.append_text(field.value, field.value_where, out.text);
  return out;
}

void HeaderSummary::note_duplicates(const std::vector<HeaderField>& fields) {
  std::array<bool, kSingleFields.size()> seen{};
  for (const HeaderField& field : fields) {
    for (std::size_t i = 0; i < kSingleFields.size(); ++i) {
      if (!equals_ignoring_case(field.name, kSingleFields[i].name)) continue;
      if (seen[i]) defects_.add(kSingleFields[i].kind, field.where);
      seen[i] = true;
      break;
    }
  }
}

bool HeaderSummary::read_addresses(std::string_view mail, const HeaderField& field,
                                   Header& header) {
  for (const AddressField& row : kAddressFields) {
    if (!equals_ignoring_case(field.name, row.name)) continue;
    const EmptyPath empty = row.name == "return-path" ? EmptyPath::kAllowed : EmptyPath::kMalformed;
    addresses_.read(mail.substr(field.value_where.offset, field.value_where.length),
                    field.value_where.offset, empty, header.*row.list);
    return true;
  }
  return false;
}

bool HeaderSummary::read_text(const HeaderField& field, Header& header) {
  for (const TextField& row : kTextFields) {
    if (!equals_ignoring_case(field.name, row.name)) continue;
    (header.*row.texts).push_back(decoded(field));
    return true;
  }
  return false;
}

void HeaderSummary::read_date(const HeaderField& field, Header& header) {
  const ReadDate date = message::read_date(field.value, limits_.comment_depth);
  if (date.form != DateForm::kAsStandard) {
    defects_.add(DefectKind::kDateMalformed, field.value_where);
  }
  if (header.date_as_sent.empty()) header.date = date.rfc3339;
  header.date_as_sent.push_back(decoded(field));
}

bool HeaderSummary::read_identifiers(const HeaderField& field, Header& header) {
  if (equals_ignoring_case(field.name, "message-id")) {
    header.message_id.push_back({single_message_id(field.value), field.value_where});
  } else if (equals_ignoring_case(field.name, "in-reply-to")) {
    append_message_ids(field.value, header.in_reply_to);
  } else if (equals_ignoring_case(field.name, "references")) {
    append_message_ids(field.value, header.references);
  } else if (equals_ignoring_case(field.name, "date")) {
    read_date(field, header);
  } else {
    return false;
  }
  return true;
}

void HeaderSummary::read_list_fields(const HeaderField& field, Header& header) {
  if (equals_ignoring_case(field.name, "list-unsubscribe")) {
    append_list_uris(field.value, field.value_where, header.list_unsubscribe_fields, limits_,
                     defects_, header.list_unsubscribe);
    ++header.list_unsubscribe_fields;
  } else if (equals_ignoring_case(field.name, "list-unsubscribe-post")) {
    header.list_unsubscribe_post.push_back(decoded(field));
    if (!is_one_click(header.list_unsubscribe_post.back().text)) {
      defects_.add(DefectKind::kListHeaderMalformed, field.value_where);
    }
  } else if (equals_ignoring_case(field.name, "list-id")) {
    DecodedText id = decoded(field);
    // RFC 2919 section 3: the identifier is the last thing between brackets.
    const std::size_t open = id.text.rfind('<');
    const std::size_t close = id.text.find('>', open == std::string::npos ? 0 : open);
    if (open != std::string::npos && close != std::string::npos) {
      id.text = id.text.substr(open + 1, close - open - 1);
    } else {
      defects_.add(DefectKind::kListHeaderMalformed, field.value_where);
    }
    header.list_id.push_back(std::move(id));
  }
}

void HeaderSummary::read(std::string_view mail, const std::vector<HeaderField>& fields,
                         Header& header) {
  header = {};
  note_duplicates(fields);
  for (const HeaderField& field : fields) {
    if (read_addresses(mail, field, header) || read_text(field, header) ||
        read_identifiers(field, header)) {
      continue;
    }
    read_list_fields(field, header);
  }
}

}  // namespace constat::parser::message
