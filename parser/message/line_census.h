// Bytes that RFC 5322 section 2.3 does not allow between lines: NUL, CR without LF, LF without CR
// (robustness X16). For mails from files: a session notes them as they come.
#pragma once

#include <string_view>

#include "parser/message/defect_log.h"

namespace constat::parser::message {

// A file whose lines all end in LF is an ordinary file; LF beside CRLF is noted, each stretch of
// such lines once, from its first LF to its last. A stretch of NULs or of CRs is noted once; of
// CRs before CRLF it ends before that. Where there is no LF at all, the first CR is noted.
void note_line_ends(std::string_view bytes, DefectLog& defects);

}  // namespace constat::parser::message
