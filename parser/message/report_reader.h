// The machine-readable part of a report (RFC 6522): delivery status (RFC 3464), feedback (RFC
// 5965), disposition notification (RFC 8098), and what is returned of the mail it is about.
//
// What the fields say is kept as claimed; what these RFCs ask for and does not stand, or stands
// otherwise, is kReportMalformed at its place. Recipients whose groups are not parted by an empty
// line are told apart by the first field that repeats.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "core/source_map.h"
#include "parser/message/defect_log.h"
#include "parser/message/encoded_word.h"
#include "parser/message/report_fields.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

class ReportReader {
 public:
  // All must outlive the reader.
  ReportReader(const Limits& limits, HeaderText& text, DefectLog& defects)
      : limits_(limits), text_(text), defects_(defects) {}

  // Of the first part of such a type that is neither inside an attached message nor found only
  // under another reading of the structure; further ones are kReportMalformed.
  std::optional<ReportParts> read(std::string_view mail, const std::vector<Part>& parts);

 private:
  void read_fields(std::string_view mail, const Part& part, ReportParts& report);
  void read_delivery_status(const ReportFields& fields, ReportParts& report);
  void read_recipient_field(const ReportField& field, ReportParts& report);
  bool read_message_field(const ReportField& field, ReportParts& report);
  void read_feedback_field(const ReportField& field, ReportParts& report);
  void check_recipients(const ReportParts& report);
  void read_returned(std::string_view mail, const std::vector<Part>& parts, ReportParts& report);

  void decode(std::string_view mail, const Part& part);
  ByteRange place_of(ByteRange in_text) const { return map_.to_source(in_text); }
  void note(ByteRange where) { defects_.add(DefectKind::kReportMalformed, where); }
  // As written: encoded words belong in comments only (RFC 3464 section 2.1.1).
  std::string told(std::string_view value, const ReportField& field);
  std::string without_comments(const ReportField& field);
  std::string date(const ReportField& field);
  TypedText typed(const ReportField& field);
  TypedText typed_address(const ReportField& field);
  void set(std::string& member, std::string value, const ReportField& field);
  void set(TypedText& member, TypedText value, const ReportField& field);

  const Limits& limits_;
  HeaderText& text_;
  DefectLog& defects_;
  std::string decoded_;
  SourceMap map_;  // of decoded_
  // While recipients are read.
  std::uint32_t recipient_group_ = 0;
  std::vector<std::string> names_;  // fields that the recipient has
};

}  // namespace constat::parser::message
