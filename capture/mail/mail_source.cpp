#include "capture/mail/mail_source.h"

#include "capture/mail/file_mail.h"
#include "capture/mail/mbox_file.h"

namespace constat::capture {
namespace {

constexpr std::size_t kStep = 1024 * 1024;

void read_mbox(ByteSource& bytes, const Limits& limits, FileMail& mail, InputFacts& facts) {
  MboxReader reader(limits, facts, mail);
  for (;;) {
    const std::string_view window = bytes.peek(kStep);
    const bool last = window.size() < kStep;
    bytes.skip(reader.read(window, bytes.position(),
                           last ? MboxReader::More::kNo : MboxReader::More::kYes));
    if (last) break;
  }
  reader.finish(bytes.status().ok() ? Completeness::kComplete : Completeness::kTruncated);
}

// One file, one mail, every byte of it.
void read_eml(ByteSource& bytes, FileMail& mail, InputFacts& facts) {
  for (;;) {
    const std::string_view window = bytes.peek(kStep);
    if (window.empty()) break;
    mail.append(window, bytes.position());
    bytes.skip(window.size());
  }
  mail.finish(bytes.status().ok() ? Completeness::kComplete : Completeness::kTruncated);
  ++facts.mails;
}

}  // namespace

absl::Status read_mails(ByteSource& bytes, InputKind kind, std::uint32_t input,
                        const Limits& limits, MailSink& sink, InputFacts& facts) {
  const std::string_view head = bytes.peek(4096);
  // An .eml that a program saved with its separator is an mbox of one mail.
  const bool separator = is_mbox_separator(head.substr(0, head.find_first_of("\r\n")));
  facts.kind = separator ? InputKind::kMbox : kind;
  FileMail mail(limits, input, sink);
  if (head.empty()) {
    facts.defects.push_back({DefectKind::kInputEmpty, {}});
  } else if (facts.kind == InputKind::kMbox) {
    read_mbox(bytes, limits, mail, facts);
  } else {
    read_eml(bytes, mail, facts);
  }
  facts.sha256 = bytes.finish(facts.bytes);
  return bytes.status();
}

}  // namespace constat::capture
