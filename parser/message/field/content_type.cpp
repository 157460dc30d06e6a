#include "parser/message/field/content_type.h"

#include <algorithm>

#include "core/pseudonym.h"
#include "parser/message/field/lexer.h"

namespace constat::parser::message {
namespace {

// RFC 2045 section 5.1.
bool is_ascii_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 127 &&
           std::string_view("()<>@,;:\\\"/[]?=").find(c) == std::string_view::npos;
  });
}

void skip_one(Lexer& lexer) { lexer.move_to(lexer.position() + 1); }

}  // namespace

// Lower case, as UTF-8.
std::string MimeFieldReader::token_of(std::string_view written, ByteRange where) {
  std::string out;
  text_.append_bytes(written, "", where, out);
  return to_lower_ascii(out);
}

// A type that cannot be read is text/plain (RFC 2045 section 5.2); its parameters still count.
void MimeFieldReader::read_content_type(const HeaderField& field) {
  out_.content_type = field.value_where;
  Lexer lexer(field.value, limits_.comment_depth);
  lexer.skip_cfws();
  const std::string_view type = lexer.until_any("/;( \t\r\n");
  lexer.skip_cfws();
  std::string_view subtype;
  if (lexer.peek() == '/') {
    skip_one(lexer);
    lexer.skip_cfws();
    subtype = lexer.until_any(";( \t\r\n,=/");
  }
  const std::size_t after = lexer.position();
  lexer.skip_cfws();
  std::string type_text = token_of(type, field.value_where);
  std::string subtype_text = token_of(subtype, field.value_where);
  const bool readable = !type_text.empty() && !subtype_text.empty();
  if (readable) {
    out_.type.swap(type_text);
    out_.subtype.swap(subtype_text);
  }
  if (!is_ascii_token(type) || !is_ascii_token(subtype) ||
      (!lexer.at_end() && lexer.peek() != ';')) {
    defects_.add(DefectKind::kParameterMalformed, {field.value_where.offset, after});
  }
  if (!readable && lexer.peek() != ';') lexer.until_any(";");
  parameters_.read(lexer, field.value_where.offset);
  std::string bytes;
  if (parameters_.bytes_of("charset", bytes)) out_.charset = token_of(bytes, field.value_where);
  parameters_.bytes_of("boundary", out_.boundary);
  parameters_.other_bytes_of("boundary", text_, out_.other_boundaries);
  parameters_.texts_of("name", text_, type_names_);
}

// Its boundary and its name alone.
void MimeFieldReader::read_other_content_type(const HeaderField& field) {
  Lexer lexer(field.value, limits_.comment_depth);
  lexer.until_any(";");
  parameters_.read(lexer, field.value_where.offset);
  std::string boundary;
  const bool found = parameters_.bytes_of("boundary", boundary) && boundary != out_.boundary;
  if (found) add_once(std::move(boundary), out_.other_boundaries);
  parameters_.texts_of("name", text_, type_names_);
}

void MimeFieldReader::read_encoding(const HeaderField& field, Place place) {
  if (place == Place::kFirst) out_.transfer_encoding = field.value_where;
  Lexer lexer(field.value, limits_.comment_depth);
  lexer.skip_cfws();
  std::string word = token_of(lexer.until_any(";( \t\r\n"), field.value_where);
  if (word.empty()) return;
  if (place == Place::kFirst) {
    out_.encoding.swap(word);
  } else if (word != out_.encoding) {
    add_once(std::move(word), out_.other_encodings);
  }
}

void MimeFieldReader::read_disposition(const HeaderField& field) {
  Lexer lexer(field.value, limits_.comment_depth);
  lexer.skip_cfws();
  const std::size_t begin = lexer.position();
  const std::string_view written = lexer.until_any(";( \t\r\n");
  if (!is_ascii_token(written)) {
    defects_.add(DefectKind::kParameterMalformed,
                 {field.value_where.offset + begin, written.size()});
  }
  std::string disposition = token_of(written, field.value_where);
  if (out_.disposition.empty()) out_.disposition.swap(disposition);
  parameters_.read(lexer, field.value_where.offset);
  parameters_.texts_of("filename", text_, disposition_names_);
}

// Content-Disposition first (RFC 2183 section 2.3).
void MimeFieldReader::take_filenames(ByteRange where) {
  std::vector<std::string>& names = disposition_names_;
  for (std::string& name : type_names_) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  std::erase(names, std::string());
  if (names.empty()) return;
  out_.filename = std::move(names.front());
  names.erase(names.begin());
  if (!names.empty()) defects_.add(DefectKind::kFileNameAmbiguous, where);
  out_.other_filenames.swap(names);
}

const MimeFields& MimeFieldReader::read(const std::vector<HeaderField>& fields,
                                        DefaultType default_type) {
  out_ = {};
  disposition_names_.clear();
  type_names_.clear();
  out_.type = default_type == DefaultType::kDigest ? "message" : "text";
  out_.subtype = default_type == DefaultType::kDigest ? "rfc822" : "plain";
  out_.encoding = "7bit";
  bool type_seen = false, encoding_seen = false, disposition_seen = false;
  ByteRange named_at;
  const auto first = [this](bool& seen, const HeaderField& field) {
    if (seen) defects_.add(DefectKind::kDuplicateField, field.where);
    return !std::exchange(seen, true);
  };
  for (const HeaderField& field : fields) {
    if (field.name.size() < 12 || (field.name[0] | 32) != 'c') continue;
    if (equals_ignoring_case(field.name, "content-type")) {
      if (first(type_seen, field)) {
        read_content_type(field);
      } else {
        read_other_content_type(field);
      }
      named_at = field.value_where;
    } else if (equals_ignoring_case(field.name, "content-transfer-encoding")) {
      read_encoding(field, first(encoding_seen, field) ? Place::kFirst : Place::kFurther);
    } else if (equals_ignoring_case(field.name, "content-disposition")) {
      first(disposition_seen, field);
      read_disposition(field);
      named_at = field.value_where;
    }
  }
  take_filenames(named_at);
  return out_;
}

}  // namespace constat::parser::message
