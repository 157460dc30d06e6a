// Fuzz target: any bytes as one mail. The mail is the file, byte for byte, unless a separator shows
// that it is an mbox; recognition is a function of the bytes.

#include <cstdint>
#include <string_view>

#include "capture/mail/mail_source.h"
#include "capture/mail_lines.h"
#include "tests/support/require.h"

namespace {

using namespace constat;

struct Check final : capture::MailSink {
  explicit Check(std::string_view all) : file(all) {}
  void on_mail(const capture::RawMail& mail) override {
    ++mails;
    require(mail.bytes == file, "the mail is the file");
    require(mail.sha256 == sha256(file), "the digest is that of the file");
    const bool stated = !mail.defects.empty();
    require(stated == capture::undo_utf16(file.substr(0, 4096)).has_value(), "UTF-16 is stated");
  }
  std::string_view file;
  std::uint64_t mails = 0;
};

void check_recognition(capture::ByteSource& source, std::string_view file) {
  const capture::InputKind kind = capture::recognise(source);
  require(source.position() == 0, "recognition moves nothing");
  if (file.size() < 4096) require(kind == capture::recognise(file), "the head tells the kind");
}

void check(std::string_view file) {
  const Limits limits;
  Check sink(file);
  capture::InputFacts facts;
  const auto source = capture::open_bytes(file);
  const auto status =
      capture::read_mails(*source, capture::InputKind::kEml, 0, limits, sink, facts);
  require(status.ok(), "memory can be read");
  require(sink.mails == (file.empty() ? 0 : 1) && facts.mails == sink.mails, "one file, one mail");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  const auto source = capture::open_bytes(file);
  if (source->compression() != capture::Compression::kNone)
    return 0;  // compressed_fuzz reads these
  check_recognition(*source, file);
  const bool mbox = capture::is_mbox_separator(file.substr(0, file.find_first_of("\r\n")));
  if (!mbox) check(file);
  return 0;
}
