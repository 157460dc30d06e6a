#include "parser/message/encoded_file_reader.h"

#include <algorithm>
#include <string>

#include "parser/decode/decode.h"

namespace constat::parser::message {
namespace {

FileEncoding encoding_of(TextFileKind kind) {
  switch (kind) {
    case TextFileKind::kUuencode:
      return FileEncoding::kUuencode;
    case TextFileKind::kBase64:
      return FileEncoding::kBase64;
    case TextFileKind::kYenc:
      return FileEncoding::kYenc;
  }
  return FileEncoding::kUuencode;
}

// Bytes without a character set: as those of a text without a label.
std::string name_in_utf8(std::string_view bytes) {
  std::string out;
  SourceMap map;
  Defects found;
  decode_charset(bytes, "", out, map, found);
  return out;
}

}  // namespace

bool may_hold_files(const Part& part) {
  if (part.is_container || part.second_reading) return false;
  if (part.encoding.find("uu") != std::string::npos) return true;
  const TransferEncoding encoding = transfer_encoding_named(part.encoding);
  return part.type == "text" && encoding != TransferEncoding::kBase64 &&
         encoding != TransferEncoding::kQuotedPrintable;
}

void read_encoded_files(std::size_t part, const Limits& limits, ParsedMail& mail,
                        DefectLog& defects) {
  const ByteRange body = mail.parts[part].body;
  TextFiles found;
  const std::size_t room = limits.encoded_files_per_mail -
                           std::min(limits.encoded_files_per_mail, mail.encoded_files.size());
  find_text_files(mail.bytes_of(body), room, found);
  for (const TextFile& file : found.kept) {
    EncodedFile& out = mail.encoded_files.emplace_back();
    out.encoding = encoding_of(file.kind);
    out.part = static_cast<std::uint32_t>(part);
    out.name = name_in_utf8(file.name);
    out.where = {body.offset + file.where.offset, file.where.length};
    out.decoded_bytes = file.bytes;
    out.decoded_sha256 = file.sha256;
    out.complete = file.ended && !file.malformed;
    if (!out.complete) defects.add(DefectKind::kUuencodeMalformed, out.where);
  }
  const std::uint64_t before = mail.encoded_files_count;
  mail.encoded_files_count += found.count;
  const bool noted_before = before > limits.encoded_files_per_mail;
  if (found.count > found.kept.size() && !noted_before) {
    defects.add(DefectKind::kEncodedFileLimit, body);
  }
}

}  // namespace constat::parser::message
