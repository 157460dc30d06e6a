// Door 3: whole mails from files, without an envelope.
#pragma once

#include <memory>

#include "capture/byte_source.h"
#include "capture/input.h"
#include "capture/raw_mail.h"
#include "core/limits.h"

namespace constat::capture {

// Hands every mail of the input to `sink`, in order, then fills in `facts` (kind, bytes, sha256,
// mails, defects). `kind` is kMbox or kEml. Returns what the operating system said if reading
// failed.
//
// mbox: a mail starts at a line "From " at the start of the file or after an empty line, and that
// looks like a separator (an address-like word and a date with a year); another one is text, and
// noted as kMboxSeparatorDoubtful.
// ">From " quoting is left as it stands in the bytes that are hashed (the file does not say
// which of mboxo/mboxrd wrote it).
// Pieces refer to file offsets with frame 0.
absl::Status read_mails(ByteSource& bytes, InputKind kind, std::uint32_t input,
                        const Limits& limits, MailSink& sink, InputFacts& facts);

}  // namespace constat::capture
