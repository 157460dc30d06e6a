// Fuzz target: the content behind DATA. Against a second reading written down from RFC 5321
// sections 4.1.1.4 and 4.5.2 alone, and in any cutting as in one piece; what is said of other ends
// of data points at their bytes.
//
// Input: a byte that chooses the replies, a byte that chooses the cutting, then the client's bytes.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "parser/smtp/session_pool.h"
#include "tests/fuzz/check.h"

namespace {

using namespace constat;
using capture::Side;
using fuzz::check;

constexpr std::string_view kEnvelope =
    "EHLO c.example\r\nMAIL FROM:<a@s.example>\r\nRCPT TO:<b@r.example>\r\nDATA\r\n";
constexpr std::string_view kReplies = "220 mx ESMTP\r\n250 mx\r\n250 ok\r\n250 ok\r\n354 go\r\n";
constexpr std::string_view kAftermaths[] = {
    "250 queued\r\n221 bye\r\n", "250 one\r\n250 ok\r\n250 ok\r\n354 go\r\n250 two\r\n221 bye\r\n",
    "250 one\r\n500 what\r\n500 what\r\n500 what\r\n221 bye\r\n", "", "554 no\r\n421 bye\r\n"};

// The dots undone, up to the strict end.
std::string expected_content(std::string_view body) {
  std::string content;
  bool line_start = true;
  for (std::size_t at = 0; at < body.size(); ++at) {
    if (line_start && body[at] == '.') {
      const std::string_view rest = body.substr(at);
      // The end, or what may still become it.
      if (rest.starts_with(".\r\n") || rest == "." || rest == ".\r") return content;
      line_start = false;
      continue;
    }
    content.push_back(body[at]);
    line_start = content.size() >= 2 && body[at] == '\n' && at > 0 && body[at - 1] == '\r';
  }
  return content;
}

struct Result final : capture::MailSink, parser::smtp::SessionSink {
  explicit Result(std::string_view client) : client_(client) {}

  void on_mail(const capture::RawMail& mail) override {
    if (mails++ == 0) content = mail.bytes;
    told += mail.id + std::string(capture::name_of(mail.outcome)) + ' ';
  }
  void on_session(const parser::smtp::SessionFacts& session) override {
    check(session.mails == mails);
    for (const parser::smtp::EndOfDataReading& reading : session.end_of_data_readings) {
      check(client_.substr(reading.where.offset, reading.where.length) == reading.form);
      check(reading.form.find_first_not_of(std::string_view("\r\n\0.", 4)) == std::string::npos);
      check(!reading.second.empty() && reading.second[0].size <= reading.strict.size);
      told += reading.mail + std::string(name_of(reading.taken)) + reading.form;
      for (const parser::smtp::ReadMail& mail : reading.second) {
        told += std::to_string(mail.size) + to_hex(mail.sha256) + ' ';
      }
    }
    for (const Defect& defect : session.client_defects) told += name_of(defect.kind);
    for (const Defect& defect : session.server_defects) told += name_of(defect.kind);
    const auto& bytes = session.bytes;
    accounted = bytes.command + bytes.mail + bytes.encrypted + bytes.unparsed;
  }

  std::string content;
  std::string told;
  std::uint64_t mails = 0;
  std::uint64_t accounted = 0;

 private:
  std::string_view client_;
};

enum class First { kClient, kServer };

Result run(std::string_view client, std::string_view server, std::size_t step, First first) {
  Result result(client);
  parser::smtp::SessionPool pool(fuzz::limits_of_run(), capture::Door::kStream, result, result);
  const auto flow = pool.open({});
  const auto say = [&](Side side, std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      const std::string copy(bytes.substr(at, step));
      flow->on_bytes({side, at, copy, {}, {0, 1}});
    }
  };
  if (first == First::kServer) say(Side::kResponder, server);
  say(Side::kInitiator, client);
  if (first == First::kClient) say(Side::kResponder, server);
  flow->on_end(capture::StreamEnd::kFinished, {0, 1});
  check(result.accounted == client.size() + server.size());
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > 20'000) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::string client = std::string(kEnvelope) + std::string(body);
  const std::string server =
      std::string(kReplies) + std::string(kAftermaths[data[0] % std::size(kAftermaths)]);
  const Result whole = run(client, server, client.size() + server.size(), First::kServer);
  // A flow that ends straight behind DATA has no mail.
  if (!body.empty()) check(whole.mails >= 1 && whole.content == expected_content(body));
  for (const First first : {First::kClient, First::kServer}) {
    for (const std::size_t step : {std::size_t{1}, std::size_t{1} + data[1]}) {
      const Result cut = run(client, server, step, first);
      check(cut.told == whole.told && cut.content == whole.content && cut.mails == whole.mails);
    }
  }
  return 0;
}
