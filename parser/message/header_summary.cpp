#include "parser/message/header_summary.h"

#include <array>
#include <iterator>

#include "core/pseudonym.h"
#include "parser/message/field/date.h"
#include "parser/message/field/list_headers.h"
#include "parser/message/field/message_id.h"
#include "parser/message/field/received.h"

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
constexpr std::array<TextField, 7> kTextFields = {{{"subject", &Header::subject},
                                                   {"precedence", &Header::precedence},
                                                   {"auto-submitted", &Header::auto_submitted},
                                                   {"feedback-id", &Header::feedback_id},
                                                   {"cfbl-address", &Header::cfbl_address},
                                                   {"x-mailer", &Header::mailer},
                                                   {"user-agent", &Header::mailer}}};

struct SingleField {
  std::string_view name;
  DefectKind kind;
};
// RFC 5322 section 3.6; RFC 2045; RFC 2369 section 2, RFC 2919 section 3 and
// RFC 8058 section 3.1 for List-*.
// Content-* fields are looked at where MIME fields are read.
constexpr std::array<SingleField, 20> kSingleFields = {
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
     {"list-id", DefectKind::kListFieldRepeated},
     {"list-help", DefectKind::kListFieldRepeated},
     {"list-subscribe", DefectKind::kListFieldRepeated},
     {"list-unsubscribe", DefectKind::kListFieldRepeated},
     {"list-unsubscribe-post", DefectKind::kListFieldRepeated},
     {"list-post", DefectKind::kListFieldRepeated},
     {"list-owner", DefectKind::kListFieldRepeated},
     {"list-archive", DefectKind::kListFieldRepeated}}};

struct ListField {
  std::string_view name;
  std::vector<ListUri> Header::*uris;
};
constexpr std::array<ListField, 6> kListUriFields = {
    {{"list-unsubscribe", &Header::list_unsubscribe},
     {"list-help", &Header::list_help},
     {"list-subscribe", &Header::list_subscribe},
     {"list-post", &Header::list_post},
     {"list-owner", &Header::list_owner},
     {"list-archive", &Header::list_archive}}};

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

// Each identifier of each field: none is chosen.
void HeaderSummary::read_message_id(const HeaderField& field, Header& header) {
  std::vector<std::string> ids;
  append_message_ids(field.value, field.value_where, IdentifierField::kOne, limits_, defects_, ids);
  for (std::string& id : ids) header.message_id.push_back({std::move(id), field.value_where});
}

void HeaderSummary::read_received(const HeaderField& field, Header& header) {
  if (header.received_count++ < limits_.received_fields) {
    header.received.push_back(
        message::read_received(field.value, field.value_where, limits_, text_, defects_));
  } else if (header.received_count == limits_.received_fields + 1) {
    defects_.add(DefectKind::kTraceLimit, field.where);
  }
}

bool HeaderSummary::read_identifiers(const HeaderField& field, Header& header) {
  const auto append = [&](std::vector<std::string>& out) {
    append_message_ids(field.value, field.value_where, IdentifierField::kPhrases, limits_, defects_,
                       out);
  };
  if (equals_ignoring_case(field.name, "message-id")) {
    read_message_id(field, header);
  } else if (equals_ignoring_case(field.name, "in-reply-to")) {
    append(header.in_reply_to);
  } else if (equals_ignoring_case(field.name, "references")) {
    append(header.references);
  } else if (equals_ignoring_case(field.name, "date")) {
    read_date(field, header);
  } else if (equals_ignoring_case(field.name, "received")) {
    read_received(field, header);
  } else {
    return false;
  }
  return true;
}

bool HeaderSummary::read_list_uris(const HeaderField& field, Header& header) {
  static_assert(kListUriFields.size() == kListFields);
  for (std::size_t i = 0; i < kListFields; ++i) {
    if (!equals_ignoring_case(field.name, kListUriFields[i].name)) continue;
    append_list_uris(field.value, field.value_where, list_fields_[i]++, limits_, defects_,
                     header.*kListUriFields[i].uris);
    return true;
  }
  return false;
}

void HeaderSummary::read_list_fields(const HeaderField& field, Header& header) {
  if (field.name.size() < 7 || (field.name[0] | 32) != 'l' || read_list_uris(field, header)) return;
  if (equals_ignoring_case(field.name, "list-unsubscribe-post")) {
    header.list_unsubscribe_post.push_back(decoded(field));
    if (!is_one_click(header.list_unsubscribe_post.back().text)) {
      defects_.add(DefectKind::kOneClickMalformed, field.value_where);
    }
  } else if (equals_ignoring_case(field.name, "list-id")) {
    header.list_id.push_back(
        {list_identifier(field.value, field.value_where, limits_, text_, defects_),
         field.value_where});
  }
}

void HeaderSummary::read(std::string_view mail, const std::vector<HeaderField>& fields,
                         Header& header) {
  header = {};
  list_fields_.fill(0);
  note_duplicates(fields);
  for (const HeaderField& field : fields) {
    if (read_addresses(mail, field, header) || read_text(field, header) ||
        read_identifiers(field, header)) {
      continue;
    }
    read_list_fields(field, header);
  }
  header.list_unsubscribe_fields = list_fields_[0];
}

}  // namespace constat::parser::message
