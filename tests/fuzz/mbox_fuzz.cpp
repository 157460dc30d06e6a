// Fuzz target: mbox files. Pieces point at the very bytes of the file, no byte is in two mails,
// what is in none is a separator or an empty line, every mail has its rule, digests hold.

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "capture/mail/mail_source.h"
#include "tests/support/require.h"

namespace {

using namespace constat;

// Between two mails: empty lines, then a separator or nothing.
bool belongs_to_format(std::string_view bytes) {
  bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
  while (bytes.starts_with("From ")) {
    bytes.remove_prefix(std::min(bytes.find_first_of("\r\n"), bytes.size()));
    bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
  }
  return bytes.empty();
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
      require(belongs_to_format(file.substr(end, piece.source_offset - end)),
              "no byte is lost between mails");
      end = piece.source_offset + piece.length;
    }
    require(mail.sha256 == sha256(mail.bytes), "the digest is that of the bytes");
    require(ids.insert(mail.id).second, "ids differ");
  }
  std::string_view file;
  std::uint64_t end = 0;
  std::uint64_t mails = 0;
  std::set<std::string> ids;
};

void check(std::string_view file) {
  const Limits limits;
  Check sink(file);
  capture::InputFacts facts;
  const auto source = capture::open_bytes(file);
  const auto status =
      capture::read_mails(*source, capture::InputKind::kMbox, 0, limits, sink, facts);
  require(status.ok(), "memory can be read");
  require(facts.mails == sink.mails, "mails are counted");
  require(facts.bytes == file.size() && facts.sha256 == sha256(file), "the file is hashed whole");
  require(file.empty() || sink.mails > 0, "bytes give a mail");
  require(belongs_to_format(file.substr(sink.end)), "no byte is lost at the end");
  const capture::MboxRules& rules = facts.mbox;
  require(rules.separator + rules.separator_alone + rules.content_length + rules.file_start ==
              sink.mails,
          "every mail has its rule");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  // compressed_fuzz reads these.
  if (capture::open_bytes(file)->compression() == capture::Compression::kNone) check(file);
  return 0;
}
