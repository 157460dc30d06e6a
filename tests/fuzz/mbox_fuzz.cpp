// Fuzz target: mail files. Pieces point at the very bytes of the file, no byte is in two mails,
// digests hold.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "capture/mail/mail_source.h"

namespace {

using namespace constat;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

struct Check final : capture::MailSink {
  explicit Check(std::string_view all) : file(all) {}
  void on_mail(const capture::RawMail& mail) override {
    ++mails;
    for (const capture::Piece& piece : *mail.pieces) {
      require(piece.source_offset >= end, "no byte is in two mails");
      require(file.substr(piece.source_offset, piece.length) ==
                  mail.bytes.substr(piece.mail_offset, piece.length),
              "a piece points at its bytes");
      end = piece.source_offset + piece.length;
    }
    require(mail.sha256 == sha256(mail.bytes), "the digest is that of the bytes");
    require(ids != mail.id, "ids differ");
    ids = mail.id;
  }
  std::string_view file;
  std::uint64_t end = 0;
  std::uint64_t mails = 0;
  std::string ids;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  const Limits limits;
  for (const auto kind : {capture::InputKind::kMbox, capture::InputKind::kEml}) {
    Check check(file);
    capture::InputFacts facts;
    const auto source = capture::open_bytes(file);
    require(capture::read_mails(*source, kind, 0, limits, check, facts).ok(), "memory can be read");
    require(facts.mails == check.mails, "mails are counted");
    require(facts.bytes == size && facts.sha256 == sha256(file), "the file is hashed whole");
    require(size == 0 || check.mails > 0, "bytes give a mail");
  }
  return 0;
}
