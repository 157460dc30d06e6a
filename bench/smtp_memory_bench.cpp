// Memory of SMTP sessions that all stand in the middle of DATA with one header line received
// (robustness M01), and of sessions one after the other, which must leave nothing behind.
//
//   smtp_memory_bench [SESSIONS [BYTES_PER_SESSION]]
//
// Prints what a session takes, by the process's resident memory; exit code 1 above the gate.

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string_view>
#include <vector>

#include "parser/smtp/session_pool.h"

namespace constat {
namespace {

using capture::Side;

struct Count final : capture::MailSink, parser::smtp::SessionSink {
  void on_mail(const capture::RawMail& mail) override {
    ++mails;
    bytes += mail.size;
  }
  void on_session(const parser::smtp::SessionFacts&) override { ++sessions; }
  std::uint64_t mails = 0;
  std::uint64_t bytes = 0;
  std::uint64_t sessions = 0;
};

constexpr std::string_view kHeaderLine = "Subject: a subject of ordinary length, as most are\r\n";

// Linux: the second number of statm, in pages. 0 when the system does not tell.
std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t pages = 0;
  std::size_t resident = 0;
  statm >> pages >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

capture::Flow flow_number(std::uint64_t number) {
  capture::Flow flow;
  const char ip[] = {10, static_cast<char>(number >> 16), static_cast<char>(number >> 8),
                     static_cast<char>(number)};
  flow.initiator = {IpAddress::v4({ip, sizeof ip}), static_cast<std::uint16_t>(1024 + number % 64)};
  flow.responder = {IpAddress::v4("\xC6\x33\x64\x19"), 25};
  flow.sequence_seed = number;
  return flow;
}

// A client that waits for each reply (no pipelining), or sends its envelope at once.
enum class Manner { kStepByStep, kPipelined };

class Conversation {
 public:
  explicit Conversation(capture::StreamSink& sink) : sink_(sink) {}

  void up_to_the_header(Manner manner) {
    server("220 mx.example.net ESMTP ready\r\n");
    client("EHLO mta.sender.example\r\n");
    server("250-mx.example.net\r\n250-PIPELINING\r\n250 8BITMIME\r\n");
    if (manner == Manner::kPipelined) {
      client(
          "MAIL FROM:<bounce-1234567@news.sender.example>\r\nRCPT TO:<jeanne.durand@boite."
          "example>\r\nDATA\r\n");
      server("250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n354 go ahead\r\n");
    } else {
      client("MAIL FROM:<bounce-1234567@news.sender.example>\r\n");
      server("250 2.1.0 Ok\r\n");
      client("RCPT TO:<jeanne.durand@boite.example>\r\n");
      server("250 2.1.5 Ok\r\n");
      client("DATA\r\n");
      server("354 go ahead\r\n");
    }
    client(kHeaderLine);
  }
  void to_the_end() {
    client("\r\nBonjour\r\n.\r\n");
    server("250 2.0.0 queued\r\n");
    client("QUIT\r\n");
    server("221 bye\r\n");
    sink_.on_end(capture::StreamEnd::kFinished, {0, 20});
  }

 private:
  void client(std::string_view bytes) { say(Side::kInitiator, bytes); }
  void server(std::string_view bytes) { say(Side::kResponder, bytes); }
  void say(Side side, std::string_view bytes) {
    std::uint64_t& offset = at_[static_cast<std::size_t>(side)];
    sink_.on_bytes({side, offset, bytes, {}, {0, ++frame_}});
    offset += bytes.size();
  }

  capture::StreamSink& sink_;
  std::uint64_t at_[2] = {0, 0};
  std::uint64_t frame_ = 0;
};

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "smtp_memory_bench: %s\n", what);
  std::exit(1);
}

// Bytes a session takes while all stand in DATA.
std::size_t sessions_at_once(std::uint64_t sessions) {
  const Limits limits;
  Count count;
  parser::smtp::SessionPool pool(limits, capture::Door::kPacket, count, count);
  std::vector<std::unique_ptr<capture::StreamSink>> sinks;
  sinks.reserve(sessions);
  std::vector<Conversation> conversations;
  conversations.reserve(sessions);
  const std::size_t before = resident_bytes();
  for (std::uint64_t i = 0; i < sessions; ++i) {
    sinks.push_back(pool.open(flow_number(i)));
    conversations.emplace_back(*sinks.back());
    conversations.back().up_to_the_header(i % 2 == 0 ? Manner::kStepByStep : Manner::kPipelined);
  }
  // The table of conversations above is the bench's own.
  const std::size_t own = sessions * (sizeof(Conversation) + sizeof(sinks[0]));
  const std::size_t taken = resident_bytes() - before;
  for (Conversation& conversation : conversations) conversation.to_the_end();
  require(count.mails == sessions && count.sessions == sessions, "a mail was not read");
  return (taken - std::min(taken, own)) / sessions;
}

// Bytes by which memory grew over `sessions` sessions, after as many again.
std::size_t growth_one_by_one(std::uint64_t sessions) {
  const Limits limits;
  Count count;
  parser::smtp::SessionPool pool(limits, capture::Door::kPacket, count, count);
  std::size_t before = 0;
  for (std::uint64_t i = 0; i < 2 * sessions; ++i) {
    if (i == sessions) before = resident_bytes();
    const auto sink = pool.open(flow_number(i));
    Conversation conversation(*sink);
    conversation.up_to_the_header(Manner::kStepByStep);
    conversation.to_the_end();
  }
  require(count.mails == 2 * sessions, "a mail was not read");
  const std::size_t after = resident_bytes();
  return after - std::min(after, before);
}

int run(int argc, char** argv) {
  const std::uint64_t sessions = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000;
  const std::uint64_t gate = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 3072;
  require(sessions > 0, "a number of sessions is needed");
  const std::size_t growth = growth_one_by_one(sessions);
  const std::size_t each = sessions_at_once(sessions);
  struct rusage usage = {};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf("sessions in DATA at once   %12llu\n", static_cast<unsigned long long>(sessions));
  std::printf("bytes a session            %12zu (gate %llu)\n", each,
              static_cast<unsigned long long>(gate));
  std::printf("peak resident              %12ld KiB\n", usage.ru_maxrss);
  std::printf("growth, one after another  %12zu bytes\n", growth);
  constexpr std::size_t kAllowedGrowth = 1024 * 1024;
  return each <= gate && growth <= kAllowedGrowth ? 0 : 1;
}

}  // namespace
}  // namespace constat

int main(int argc, char** argv) { return constat::run(argc, argv); }
