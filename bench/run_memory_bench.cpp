// Peak memory of whole runs, as `constat facts` makes them: with all workers, all records.
//
//   run_memory_bench sessions N MIB   N SMTP sessions at once, each in the middle of DATA
//   run_memory_bench syns N MIB       N SYNs of N endpoints around 1,000 live sessions
//   run_memory_bench file PATH MIB    one capture from end to end
//
// Each checks its records first; exit code 1 when they are wrong or the peak is above MIB.

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "core/pseudonym.h"
#include "tests/support/require.h"
#include "tools/constat/options.h"
#include "tools/constat/run.h"
#include "tools/constat/run_records.h"
#include "tools/constat/workers.h"

namespace {

using namespace constat;
using namespace constat::tools;
using capture::TcpSegment;

constexpr std::size_t kWorkers = 2;
constexpr std::uint64_t kLiveSessions = 1000;

long peak_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

// The reading side of a run without files: segments of one client each, with their numbers.
class Traffic {
 public:
  explicit Traffic(RunRecords& records)
      : group_limits_(limits_of_group(limits_)),
        pseudonyms_("the key of the memory bench ....."),
        settings_{limits_,
                  group_limits_,
                  pseudonyms_,
                  classifier::Disclosure::kFacts,
                  parser::Decode::kTextParts,
                  names_,
                  1,
                  nullptr} {
    records.prepare(names_, kWorkers + 1, limits_);
    workers_ = std::make_unique<Workers>(
        settings_, kWorkers, 2, [&records]() -> auto& { return records.make_sink(); });
  }

  void send(std::uint64_t client, bool from_client, std::uint32_t sequence,
            std::uint32_t acknowledgement, std::uint8_t flags, std::string_view payload = {}) {
    const Endpoint here = endpoint_of(client);
    const Endpoint there{ip_address_from("198.51.100.25"), 25};
    TcpSegment segment;
    segment.source = from_client ? here : there;
    segment.destination = from_client ? there : here;
    segment.sequence = sequence;
    segment.acknowledgement = acknowledgement;
    segment.flags = flags;
    segment.payload = payload;
    segment.payload_length = static_cast<std::uint32_t>(payload.size());
    now_ += 1000;
    workers_->add(segment, {CaptureTime{now_}, {0, ++frame_}}, now_);
  }

  // 10.x.y.z with a thousand ports each.
  static Endpoint endpoint_of(std::uint64_t client) {
    const std::uint64_t host = client / 1000 + 0x0A000001;
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes.push_back(static_cast<char>(host >> shift & 0xFF));
    }
    return {IpAddress::v4(bytes), static_cast<std::uint16_t>(20'000 + client % 1000)};
  }

  classifier::Summary finish(const RunRecords& records) {
    workers_->finish(now_);
    classifier::Summary summary;
    summary.streams = workers_->streams();
    records.add_to(summary);
    return summary;
  }

 private:
  Limits limits_;
  Limits group_limits_;
  Pseudonymiser pseudonyms_;
  std::vector<std::string> names_ = {"bench"};
  RunSettings settings_;
  std::unique_ptr<Workers> workers_;
  std::int64_t now_ = 0;
  std::uint64_t frame_ = 0;
};

struct Line {
  bool from_client;
  std::string_view text;
};

// Up to the middle of the header; what follows ends the mail and the session.
constexpr Line kOpening[] = {{false, "220 mx.example ESMTP\r\n"},
                             {true, "EHLO client.example\r\n"},
                             {false, "250 mx.example\r\n"},
                             {true, "MAIL FROM:<news@shop.example>\r\n"},
                             {false, "250 ok\r\n"},
                             {true, "RCPT TO:<jean.dupont@orange.example>\r\n"},
                             {false, "250 ok\r\n"},
                             {true, "DATA\r\n"},
                             {false, "354 go on\r\n"},
                             {true, "From: News <news@shop.example>\r\nSubject: an offer\r\n"}};
constexpr Line kEnding[] = {{true, "\r\nSeen.\r\n.\r\n"}, {false, "250 queued\r\n"}};

struct Numbers {
  std::uint32_t client = 1000;
  std::uint32_t server = 9000;
};

void shake_hands(Traffic& traffic, std::uint64_t client) {
  traffic.send(client, true, 999, 0, TcpSegment::kSyn);
  traffic.send(client, false, 8999, 1000, TcpSegment::kSyn | TcpSegment::kAck);
}

void say(Traffic& traffic, std::uint64_t client, const Line& line, const Numbers& at) {
  traffic.send(client, line.from_client, line.from_client ? at.client : at.server,
               line.from_client ? at.server : at.client, TcpSegment::kAck, line.text);
}

void move_on(const Line& line, Numbers& at) {
  (line.from_client ? at.client : at.server) += static_cast<std::uint32_t>(line.text.size());
}

// All clients say each line before any says the next, so that all are open at the same moment.
template <typename Lines>
void all_say(Traffic& traffic, std::uint64_t clients, const Lines& lines, Numbers& at) {
  for (const Line& line : lines) {
    for (std::uint64_t client = 0; client < clients; ++client) say(traffic, client, line, at);
    move_on(line, at);
  }
}

void run_sessions(std::uint64_t count) {
  RunRecords records(MailOrder::kCapture);
  Traffic traffic(records);
  Numbers at;
  for (std::uint64_t client = 0; client < count; ++client) shake_hands(traffic, client);
  all_say(traffic, count, kOpening, at);
  const long peak_open = peak_mebibytes();
  const classifier::Summary summary = traffic.finish(records);
  require(summary.sessions == count && summary.mails == count, "not one mail a session");
  require(summary.streams.flows_evicted == 0, "flows were evicted");
  std::printf("%llu sessions in the middle of DATA: %ld MiB, %.0f bytes a session\n",
              static_cast<unsigned long long>(count), peak_open,
              static_cast<double>(peak_open) * 1048576.0 / static_cast<double>(count));
}

std::string all_lines(SortedRecords records) {
  std::string text;
  for (std::string_view line; records.next(line);) (text += line) += '\n';
  return text;
}

// Frame numbers and times differ with the flood; nothing else may.
std::string without_places(std::string text) {
  for (const std::string_view name : {"\"frames\":[", "\"time\":\""}) {
    for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos;) {
      at += name.size();
      text.erase(at, text.find_first_of("]\"", at) - at);
    }
  }
  return text;
}

std::string records_with_flood(std::uint64_t syns) {
  RunRecords records(MailOrder::kCapture);
  Traffic traffic(records);
  Numbers at;
  for (std::uint64_t client = 0; client < kLiveSessions; ++client) shake_hands(traffic, client);
  all_say(traffic, kLiveSessions, kOpening, at);
  for (std::uint64_t client = 0; client < syns; ++client) {
    traffic.send(kLiveSessions + client, true, static_cast<std::uint32_t>(client * 2654435761u), 0,
                 TcpSegment::kSyn);
  }
  all_say(traffic, kLiveSessions, kEnding, at);
  const classifier::Summary summary = traffic.finish(records);
  require(summary.mails == kLiveSessions, "not one mail a live session");
  require(summary.completeness[0] == kLiveSessions, "a mail of a live session is incomplete");
  return without_places(all_lines(records.mails_in_order()) + all_lines(records.sessions()));
}

void run_syns(std::uint64_t count) {
  const std::string expected = records_with_flood(0);
  require(records_with_flood(count) == expected, "the flood changed the records of live sessions");
  std::printf("%llu SYNs around %llu live sessions, whose records do not change\n",
              static_cast<unsigned long long>(count),
              static_cast<unsigned long long>(kLiveSessions));
}

void run_file(const char* path) {
  Options options;
  options.command = Command::kFacts;
  options.inputs = {path};
  options.progress = ProgressMode::kNever;
  options.workers = kWorkers;
  RunRecords records(MailOrder::kCapture);
  const auto result = run(options, "the key of the memory bench .....", records);
  require(result.ok() && result->reading.ok(), "the file cannot be read");
  const Limits limits;
  classifier::SecondPhase phase(limits, {});
  require(records.run(phase).ok(), "the second phase cannot run");
  const auto& objections = phase.told().objections;
  std::uint64_t bytes = 0;
  SortedRecords mails = records.mails_in_order();
  for (std::string_view line; mails.next(line);) bytes += line.size();
  require(result->summary.mails > 0 && bytes > 0, "no mail in the file");
  std::printf("%.0f MB, %llu mails, %.0f MB of records, %zu objections\n",
              static_cast<double>(result->inputs[0].bytes) / 1e6,
              static_cast<unsigned long long>(result->summary.mails),
              static_cast<double>(bytes) / 1e6, objections.size());
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc == 4 ? argv[1] : "";
  if (mode == "sessions") {
    run_sessions(std::strtoull(argv[2], nullptr, 10));
  } else if (mode == "syns") {
    run_syns(std::strtoull(argv[2], nullptr, 10));
  } else if (mode == "file") {
    run_file(argv[2]);
  } else {
    std::fprintf(stderr, "usage: run_memory_bench sessions N MIB | syns N MIB | file PATH MIB\n");
    return 2;
  }
  const long gate = std::strtol(argv[3], nullptr, 10);
  std::printf("peak: %ld MiB (gate: %ld)\n", peak_mebibytes(), gate);
  return peak_mebibytes() <= gate ? 0 : 1;
}
