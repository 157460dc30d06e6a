// Names that records use of what ParsedMail holds.

#include "parser/parsed_mail.h"

namespace constat::parser {

std::string_view name_of(CharsetSource source) {
  switch (source) {
    case CharsetSource::kLabel:
      return "label";
    case CharsetSource::kByteOrderMark:
      return "byte_order_mark";
    case CharsetSource::kMeta:
      return "meta";
    case CharsetSource::kGuess:
      return "guess";
  }
  return "";
}

std::string_view name_of(FileEncoding encoding) {
  switch (encoding) {
    case FileEncoding::kUuencode:
      return "uuencode";
    case FileEncoding::kBase64:
      return "begin_base64";
    case FileEncoding::kYenc:
      return "yenc";
  }
  return "";
}

}  // namespace constat::parser
