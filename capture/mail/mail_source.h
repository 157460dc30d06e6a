// Door 3: whole mails from files, without an envelope.
#pragma once

#include <memory>

#include "capture/byte_source.h"
#include "capture/input.h"
#include "capture/raw_mail.h"
#include "core/limits.h"

namespace constat::capture {

// Hands every mail of the input to `sink`, in order, then fills in `facts` (kind, bytes, sha256,
// compression, mails, mbox, defects). `kind` is kMbox or kEml. Returns what the operating system
// said if reading failed. The last mail of an input that was cut short is kTruncated.
//
// mbox: a mail starts at a line "From " that looks like a separator (is_mbox_separator()) and
// stands at the start of the file, after an empty line, or where the Content-Length of the mail
// before leads; without any of these, if a header field follows it. Each rule is counted
// (MboxRules), and what could be read otherwise is noted as kMboxSeparatorDoubtful. Empty lines
// before the first separator are part of no mail.
// ">From " quoting is left as it stands in the bytes that are hashed (the file does not say
// which of mboxo/mboxrd wrote it).
// eml: the file is the mail. One in UTF-16 is kept as it is, with a kUtf16Mail on the mail.
// Pieces refer to offsets in the decompressed bytes, with frame 0.
absl::Status read_mails(ByteSource& bytes, InputKind kind, std::uint32_t input,
                        const Limits& limits, MailSink& sink, InputFacts& facts);

}  // namespace constat::capture
