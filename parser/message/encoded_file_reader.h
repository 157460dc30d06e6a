// Files that stand encoded in the text of parts: uuencode, yEnc.
#pragma once

#include <string_view>

#include "core/limits.h"
#include "parser/decode/encoded_files.h"
#include "parser/message/defect_log.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

// May `part` hold such files? Text that stands in the mail as it is, of attached messages too, and
// bodies whose transfer encoding is called uuencode.
bool may_hold_files(const Part& part);

// Adds to mail.encoded_files what stands in the part.
void read_encoded_files(std::size_t part, const Limits& limits, ParsedMail& mail,
                        DefectLog& defects);

}  // namespace constat::parser::message
