#include "parser/message/report_reader.h"

#include <algorithm>
#include <array>

#include "core/json_writer.h"
#include "core/pseudonym.h"
#include "parser/decode/decode.h"
#include "parser/message/field/date.h"
#include "parser/message/field/lexer.h"
#include "parser/message/field/message_id.h"

namespace constat::parser::message {
namespace {

// RFC 3464 section 2.3 and RFC 8098 section 3.1.
constexpr std::array<std::string_view, 11> kRecipientFields = {"original-recipient",
                                                               "final-recipient",
                                                               "action",
                                                               "status",
                                                               "remote-mta",
                                                               "diagnostic-code",
                                                               "disposition",
                                                               "last-attempt-date",
                                                               "final-log-id",
                                                               "will-retry-until",
                                                               "x-actual-recipient"};
// RFC 3464 section 2.3.3.
constexpr std::array<std::string_view, 5> kActions = {"failed", "delayed", "delivered", "relayed",
                                                      "expanded"};

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<ReportKind> kind_of(const Part& part) {
  const bool outer = !part.inside_attached_message && !part.is_container && !part.second_reading;
  if (part.type != "message" || !outer) return {};
  if (part.subtype == "delivery-status" || part.subtype == "global-delivery-status") {
    return ReportKind::kDeliveryStatus;
  }
  if (part.subtype == "feedback-report") return ReportKind::kFeedback;
  if (part.subtype == "disposition-notification" ||
      part.subtype == "global-disposition-notification") {
    return ReportKind::kDisposition;
  }
  return {};
}

// RFC 3463 section 2: class "." subject "." detail.
bool is_status(std::string_view code) {
  if (code.empty() || std::string_view("245").find(code[0]) == std::string_view::npos) return false;
  std::size_t dots = 0, digits = 0;
  for (const char c : code) {
    if (c == '.') {
      if (digits == 0) return false;
      ++dots;
      digits = 0;
    } else if (c < '0' || c > '9' || ++digits > 3) {
      return false;
    }
  }
  return dots == 2 && digits > 0 && code[1] == '.';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_white_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_white_space(text.back())) text.remove_suffix(1);
  return text;
}

// "Name <a@b> (comment)" holds a@b; without brackets the text up to a comment.
std::string address_in(std::string_view text, std::size_t comment_depth) {
  std::string out;
  std::string quoted;
  Lexer lexer(text, comment_depth);
  while (true) {
    lexer.skip_cfws();
    if (lexer.at_end()) break;
    if (lexer.peek() == '<') {
      lexer.move_to(lexer.position() + 1);
      out.assign(trimmed(lexer.until_any("<>")));
      break;
    }
    const std::size_t begin = lexer.position();
    if (!lexer.quoted_string(quoted)) {
      lexer.move_to(begin + 1);
      lexer.until_any("(<\" \t");
    }
    if (!out.empty() && is_white_space(text[begin - 1])) out += ' ';
    out += lexer.between(begin, lexer.position());
  }
  return out;
}

}  // namespace

std::string ReportReader::told(std::string_view value, const ReportField& field) {
  std::string out;
  text_.append_bytes(trimmed(value), "", place_of(field.where), out);
  return out;
}

std::string ReportReader::without_comments(const ReportField& field) {
  std::string out;
  Lexer lexer(field.value, limits_.comment_depth);
  while (true) {
    const bool space = lexer.skip_cfws();
    if (lexer.at_end()) break;
    if (space && !out.empty()) out += ' ';
    const std::size_t begin = lexer.position();
    lexer.move_to(begin + 1);
    lexer.until_any("( \t");
    out += lexer.between(begin, lexer.position());
  }
  return told(out, field);
}

std::string ReportReader::date(const ReportField& field) {
  ReadDate date = read_date(field.value, limits_.comment_depth);
  if (date.form != DateForm::kAsStandard) {
    defects_.add(DefectKind::kDateMalformed, place_of(field.where));
  }
  return std::move(date.rfc3339);
}

TypedText ReportReader::typed(const ReportField& field) {
  const std::size_t semicolon = field.value.find(';');
  if (semicolon == std::string::npos) {
    note(place_of(field.where));
    return {"", told(field.value, field)};
  }
  const std::string_view value = field.value;
  return {to_lower_ascii(told(value.substr(0, semicolon), field)),
          told(value.substr(semicolon + 1), field)};
}

TypedText ReportReader::typed_address(const ReportField& field) {
  TypedText read = typed(field);
  read.text = address_in(read.text, limits_.comment_depth);
  return read;
}

// The first of several counts.
void ReportReader::set(std::string& member, std::string value, const ReportField& field) {
  if (!member.empty()) return note(place_of(field.where));
  member = std::move(value);
}

void ReportReader::set(TypedText& member, TypedText value, const ReportField& field) {
  if (!member.text.empty()) return note(place_of(field.where));
  member = std::move(value);
}

void ReportReader::read_recipient_field(const ReportField& field, ReportParts& report) {
  const bool known = std::find(names_.begin(), names_.end(), field.name) != names_.end();
  if (report.recipients_count == 0 || field.group != recipient_group_ || known) {
    if (known && field.group == recipient_group_) note(place_of(field.where));
    recipient_group_ = field.group;
    names_.clear();
    ++report.recipients_count;
    if (report.recipients.size() < limits_.recipients_per_mail) {
      report.recipients.emplace_back().where = place_of(field.where);
    } else if (report.recipients_count == report.recipients.size() + 1) {
      defects_.add(DefectKind::kAddressLimit, place_of(field.where));
    }
  }
  names_.push_back(field.name);
  if (report.recipients_count > report.recipients.size()) return;
  RecipientStatus& recipient = report.recipients.back();
  const ByteRange where = place_of(field.where);
  recipient.where.length = where.end() - recipient.where.offset;
  if (field.name == "original-recipient") recipient.original_recipient = typed_address(field);
  if (field.name == "final-recipient") recipient.final_recipient = typed_address(field);
  if (field.name == "action") recipient.action = to_lower_ascii(without_comments(field));
  if (field.name == "disposition") recipient.action = to_lower_ascii(without_comments(field));
  if (field.name == "status") recipient.status = without_comments(field);
  if (field.name == "remote-mta") recipient.remote_mta = typed(field);
  if (field.name == "diagnostic-code") recipient.diagnostic = typed(field);
  if (field.name == "last-attempt-date") recipient.last_attempt_date = date(field);
  if (field.name == "will-retry-until") recipient.will_retry_until = date(field);
  if (field.name == "final-log-id") recipient.final_log_id = told(field.value, field);
}

// RFC 3464 section 2.2; some of them stand in feedback too.
bool ReportReader::read_message_field(const ReportField& field, ReportParts& report) {
  if (field.name == "reporting-mta") {
    set(report.reporting_mta, typed(field), field);
  } else if (field.name == "original-envelope-id") {
    set(report.original_envelope_id, told(field.value, field), field);
  } else if (field.name == "dsn-gateway" || field.name == "mdn-gateway") {
    set(report.dsn_gateway, typed(field), field);
  } else if (field.name == "received-from-mta") {
    set(report.received_from_mta, typed(field), field);
  } else if (field.name == "arrival-date" || field.name == "received-date") {
    // "Received-Date" in drafts of RFC 5965.
    if (report.arrival_date_as_sent.empty()) report.arrival_date = date(field);
    set(report.arrival_date_as_sent, told(field.value, field), field);
  } else if (field.name == "original-message-id") {
    std::vector<std::string> ids;
    append_message_ids(field.value, place_of(field.where), IdentifierField::kOne, limits_, defects_,
                       ids);
    if (!ids.empty()) set(report.original_message_id, std::move(ids.front()), field);
  } else if (field.name == "user-agent" || field.name == "reporting-ua") {
    set(report.user_agent, told(field.value, field), field);
  } else {
    return false;
  }
  return true;
}

void ReportReader::read_delivery_status(const ReportFields& fields, ReportParts& report) {
  for (const ReportField& field : fields.fields) {
    if (is_one_of(field.name, kRecipientFields)) {
      // Both kinds in one group: the empty line between them was forgotten. A notification has one
      // group.
      const bool first = report.recipients_count == 0 && field.group == 0;
      if (first && &field != &fields.fields.front() && report.kind == ReportKind::kDeliveryStatus) {
        note(place_of(field.where));
      }
      read_recipient_field(field, report);
    } else if (read_message_field(field, report) && report.recipients_count > 0 &&
               report.kind == ReportKind::kDeliveryStatus) {
      note(place_of(field.where));
    }
  }
  check_recipients(report);
}

void ReportReader::check_recipients(const ReportParts& report) {
  const bool status = report.kind == ReportKind::kDeliveryStatus;
  for (const RecipientStatus& recipient : report.recipients) {
    const bool good =
        !recipient.final_recipient.text.empty() && !recipient.action.empty() &&
        (!status || (is_one_of(recipient.action, kActions) && is_status(recipient.status)));
    if (!good) note(recipient.where);
  }
}

// RFC 5965 section 3.
void ReportReader::read_feedback_field(const ReportField& field, ReportParts& report) {
  if (field.name == "feedback-type") {
    set(report.feedback_type, to_lower_ascii(without_comments(field)), field);
  } else if (field.name == "version") {
    set(report.version, without_comments(field), field);
  } else if (field.name == "original-mail-from") {
    set(report.original_mail_from, address_in(told(field.value, field), limits_.comment_depth),
        field);
  } else if (field.name == "source-ip") {
    set(report.source_ip, without_comments(field), field);
  } else if (field.name == "incidents") {
    const std::string number = without_comments(field);
    const bool good = !number.empty() && number.size() < 19 &&
                      number.find_first_not_of("0123456789") == std::string::npos;
    if (good) report.incidents = std::stoull(number);
    if (!good) note(place_of(field.where));
  } else if (field.name == "original-rcpt-to") {
    report.original_rcpt_to.push_back(address_in(told(field.value, field), limits_.comment_depth));
  } else if (field.name == "reported-domain") {
    report.reported_domains.push_back(without_comments(field));
  } else if (field.name == "reported-uri") {
    report.reported_uris.push_back(without_comments(field));
  } else if (field.name == "authentication-results") {
    report.authentication_results.push_back(told(field.value, field));
  } else {
    read_message_field(field, report);
  }
}

void ReportReader::decode(std::string_view mail, const Part& part) {
  decoded_.clear();
  map_.clear();
  Defects found;
  decode_transfer(mail.substr(part.body.offset, part.body.length),
                  transfer_encoding_named(part.encoding), part.body.offset, limits_.report_bytes,
                  decoded_, map_, found);
  for (const Defect& defect : found) {
    // An unknown encoding is noted where it is declared.
    if (defect.kind != DefectKind::kTransferEncodingUnknown)
      defects_.add(defect.kind, defect.where);
  }
}

void ReportReader::read_fields(std::string_view mail, const Part& part, ReportParts& report) {
  decode(mail, part);
  names_.clear();
  const ReportFields fields = read_report_fields(decoded_);
  for (const ByteRange& line : fields.odd_lines) note(place_of(line));
  bool good = true;
  if (report.kind == ReportKind::kFeedback) {
    for (const ReportField& field : fields.fields) {
      if (field.group > 0) good = false;
      read_feedback_field(field, report);
    }
    good = good && !report.feedback_type.empty() && !report.user_agent.empty() &&
           !report.version.empty();
  } else {
    read_delivery_status(fields, report);
    good = report.recipients_count > 0 &&
           (report.kind == ReportKind::kDisposition || !report.reporting_mta.text.empty());
  }
  if (!good) note(part.body);
}

// The first part beside the report, behind it, that returns the mail or its header (RFC 6522
// section 3).
void ReportReader::read_returned(std::string_view mail, const std::vector<Part>& parts,
                                 ReportParts& report) {
  const auto take = [&](std::string_view name, std::string_view value, ByteRange where) {
    std::vector<std::string> ids;
    if (!equals_ignoring_case(name, "message-id") || !report.returned_message_id.empty()) return;
    append_message_ids(value, where, IdentifierField::kOne, limits_, defects_, ids);
    if (!ids.empty()) report.returned_message_id = std::move(ids.front());
  };
  for (std::size_t i = report.part + 1; i < parts.size(); ++i) {
    const Part& part = parts[i];
    if (part.parent != parts[report.part].parent) continue;
    const bool message = part.subtype == "rfc822" || part.subtype == "global";
    const bool header = part.subtype == "rfc822-headers" || part.subtype == "global-headers";
    if (part.is_container && part.type == "message" && message) {
      report.returned = ReturnedContent::kMessage;
      const bool has_body = i + 1 < parts.size() && parts[i + 1].parent == static_cast<int>(i);
      if (!has_body) return;
      for (const HeaderField& field : parts[i + 1].fields) {
        take(field.name, field.value, field.value_where);
      }
      return;
    }
    if (header && !part.is_container) {
      report.returned = ReturnedContent::kHeader;
      decode(mail, part);
      for (const ReportField& field : read_report_fields(decoded_).fields) {
        if (field.group == 0) take(field.name, field.value, place_of(field.where));
      }
      return;
    }
  }
}

std::optional<ReportParts> ReportReader::read(std::string_view mail,
                                              const std::vector<Part>& parts) {
  std::optional<ReportParts> report;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::optional<ReportKind> kind = kind_of(parts[i]);
    if (!kind) continue;
    if (report) {
      note(parts[i].body);
      continue;
    }
    report.emplace();
    report->kind = *kind;
    report->part = static_cast<std::uint32_t>(i);
    read_fields(mail, parts[i], *report);
  }
  if (report) read_returned(mail, parts, *report);
  return report;
}

}  // namespace constat::parser::message
