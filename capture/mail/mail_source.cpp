#include "capture/mail/mail_source.h"

#include "capture/mail/file_mail.h"
#include "capture/mail/mbox_file.h"
#include "capture/mail_lines.h"

namespace constat::capture {
namespace {

constexpr std::size_t kHead = 4096;
constexpr std::size_t kStep = 1024 * 1024;

// One file, one mail, every byte of it.
void read_eml(ByteSource& bytes, FileMail& mail, InputFacts& facts) {
  const bool utf16 = undo_utf16(bytes.peek(kHead)).has_value();
  for (;;) {
    const std::string_view window = bytes.peek(kStep);
    if (window.empty()) break;
    mail.append(window, bytes.position());
    bytes.skip(window.size());
  }
  if (utf16) mail.add({DefectKind::kUtf16Mail, {0, bytes.position()}});
  mail.finish(bytes.cut_short() ? Completeness::kTruncated : Completeness::kComplete);
  ++facts.mails;
}

}  // namespace

absl::Status read_mails(ByteSource& bytes, InputKind kind, std::uint32_t input,
                        const Limits& limits, MailSink& sink, InputFacts& facts) {
  const std::string_view head = bytes.peek(kHead);
  // An .eml that a program saved with its separator is an mbox of one mail.
  const bool separator = is_mbox_separator(head.substr(0, head.find_first_of("\r\n")));
  facts.kind = separator ? InputKind::kMbox : kind;
  FileMail mail(limits, input, sink);
  if (head.empty()) {
    facts.defects.push_back({DefectKind::kInputEmpty, {}});
  } else if (facts.kind == InputKind::kMbox) {
    MboxReader(bytes, limits, facts, mail).read();
  } else {
    read_eml(bytes, mail, facts);
  }
  bytes.finish(facts);
  return bytes.status();
}

}  // namespace constat::capture
