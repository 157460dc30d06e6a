// The MIME fields of a mail or of a part: Content-Type, Content-Transfer-Encoding (RFC 2045) and
// Content-Disposition (RFC 2183). Of duplicates the first wins, each further one is
// kDuplicateField; what it says of boundary, encoding and file name is kept as another reading.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "parser/message/defect_log.h"
#include "parser/message/encoded_word.h"
#include "parser/message/field/parameters.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

enum class DefaultType : std::uint8_t { kText, kDigest };  // RFC 2046 section 5.1.5

struct MimeFields {
  std::string type, subtype, charset, encoding, filename, disposition;  // see Part
  std::vector<std::string> other_filenames;
  std::string boundary;  // bytes; "" when not declared
  // What else may be read as the boundary: duplicates, RFC 2231 and RFC 2047 forms, further
  // Content-Type fields (robustness X01, X04 to X06).
  std::vector<std::string> other_boundaries;
  // Of further Content-Transfer-Encoding fields, where they differ (robustness X10).
  std::vector<std::string> other_encodings;
  ByteRange content_type;  // of the value; empty when the field is absent
  ByteRange transfer_encoding;
};

class MimeFieldReader {
 public:
  MimeFieldReader(const Limits& limits, HeaderText& text, DefectLog& defects)
      : limits_(limits), text_(text), defects_(defects), parameters_(limits, defects) {}

  // The result is overwritten by the next call.
  const MimeFields& read(const std::vector<HeaderField>& fields, DefaultType default_type);

 private:
  void read_content_type(const HeaderField& field);
  void read_other_content_type(const HeaderField& field);
  enum class Place : std::uint8_t { kFirst, kFurther };  // among fields of the name
  void read_encoding(const HeaderField& field, Place place);
  void read_disposition(const HeaderField& field);
  void take_filenames(ByteRange where);
  std::string token_of(std::string_view written, ByteRange where);

  const Limits& limits_;
  HeaderText& text_;
  DefectLog& defects_;
  ParameterList parameters_;
  MimeFields out_;
  // Of filename= in Content-Disposition and name= in Content-Type.
  std::vector<std::string> disposition_names_, type_names_;
};

}  // namespace constat::parser::message
