// The number of workers changes no record, also where caps bite: what is given up depends on the
// group of a flow alone.

#include "tools/constat/workers.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tools/constat/run_records.h"

namespace constat::tools {
namespace {

using capture::TcpSegment;

struct Outcome {
  std::string lines;
  capture::StreamCounts streams;
  std::uint64_t given_up = 0;
};

// Sessions that are all open at the same time; every third loses a segment of its mail.
class Sessions {
 public:
  Sessions(const Limits& limits, std::size_t workers, std::uint64_t group_secret)
      : group_limits_(limits_of_group(limits)),
        settings_{limits,
                  group_limits_,
                  pseudonyms_,
                  classifier::Disclosure::kFacts,
                  parser::Decode::kTextParts,
                  names_,
                  1,
                  nullptr} {
    records_.prepare(names_, workers + 1, limits);
    workers_ = std::make_unique<Workers>(
        settings_, workers, group_secret,
        [this]() -> classifier::RecordSink& { return records_.make_sink(); });
  }

  Outcome run(unsigned sessions, std::string_view text = "Text.\r\n") {
    const std::string_view client_says[] = {"EHLO c.example\r\n",
                                            "MAIL FROM:<a@shop.example>\r\n",
                                            "RCPT TO:<b@home.example>\r\n",
                                            "DATA\r\n",
                                            "From: a@shop.example\r\nSubject: an offer\r\n\r\n",
                                            text,
                                            ".\r\n"};
    constexpr std::string_view kServer[] = {"220 mx.example\r\n250 mx.example\r\n",
                                            "250 ok\r\n",
                                            "250 ok\r\n",
                                            "354 go on\r\n",
                                            "",
                                            "",
                                            "250 queued\r\n"};
    for (unsigned client = 0; client < sessions; ++client) {
      send(client, true, 999, 0, TcpSegment::kSyn, {});
      send(client, false, 4999, 1000, TcpSegment::kSyn | TcpSegment::kAck, {});
    }
    std::uint32_t said = 1000;
    std::uint32_t answered = 5000;
    for (std::size_t step = 0; step < std::size(client_says); ++step) {
      for (unsigned client = 0; client < sessions; ++client) {
        const bool lost = step == 4 && client % 3 == 0;
        if (!lost) send(client, true, said, answered, TcpSegment::kAck, client_says[step]);
        const auto next = said + static_cast<std::uint32_t>(client_says[step].size());
        send(client, false, answered, next, TcpSegment::kAck, kServer[step]);
      }
      said += static_cast<std::uint32_t>(client_says[step].size());
      answered += static_cast<std::uint32_t>(kServer[step].size());
    }
    workers_->finish(now_);
    Outcome outcome;
    outcome.streams = workers_->streams();
    outcome.given_up = workers_->other_flows().flows_given_up;
    append(records_.sessions(), outcome.lines);
    append(records_.mails_in_order(), outcome.lines);
    return outcome;
  }

 private:
  static void append(SortedRecords records, std::string& lines) {
    for (std::string_view line; records.next(line);) (lines += line) += '\n';
  }

  void send(unsigned client, bool from_client, std::uint32_t sequence,
            std::uint32_t acknowledgement, std::uint8_t flags, std::string_view payload) {
    const Endpoint here{ip_address_from("192.0.2." + std::to_string(client % 200 + 1)),
                        static_cast<std::uint16_t>(40'000 + client)};
    const Endpoint there{ip_address_from("198.51.100.25"), 25};
    TcpSegment segment;
    segment.source = from_client ? here : there;
    segment.destination = from_client ? there : here;
    segment.sequence = sequence;
    segment.acknowledgement = acknowledgement;
    segment.flags = flags;
    segment.payload = payload;
    segment.payload_length = static_cast<std::uint32_t>(payload.size());
    now_ += 1'000'000;
    workers_->add(segment, {CaptureTime{now_}, {0, ++frame_}}, now_);
  }

  Limits group_limits_;
  Pseudonymiser pseudonyms_{"the key of the workers test ...."};
  std::vector<std::string> names_ = {"capture"};
  RunSettings settings_;
  RunRecords records_{MailOrder::kCapture};
  std::unique_ptr<Workers> workers_;
  std::int64_t now_ = 0;
  std::uint64_t frame_ = 0;
};

Outcome run_with(const Limits& limits, std::size_t workers, std::uint64_t group_secret = 5,
                 unsigned sessions = 600) {
  return Sessions(limits, workers, group_secret).run(sessions);
}

TEST(Workers, give_the_same_records_whatever_their_number) {
  const Limits limits;
  const Outcome expected = run_with(limits, 1);
  EXPECT_EQ(expected.streams.flows, 600u);
  EXPECT_EQ(expected.streams.gaps, 200u);
  for (const std::size_t workers : {2u, 3u, 8u, 32u}) {
    EXPECT_EQ(run_with(limits, workers).lines, expected.lines) << workers << " workers";
  }
}

TEST(Workers, part_flows_by_a_secret_that_no_record_shows) {
  const Limits limits;
  EXPECT_EQ(run_with(limits, 3, 5).lines, run_with(limits, 3, 6).lines);
}

TEST(Workers, give_up_the_same_flows_whatever_their_number) {
  Limits limits;
  limits.flows = 320;  // ten a group, where about nineteen would be needed
  const Outcome expected = run_with(limits, 1);
  EXPECT_GT(expected.streams.flows_evicted, 100u);
  for (const std::size_t workers : {2u, 3u, 8u, 32u}) {
    const Outcome outcome = run_with(limits, workers);
    EXPECT_EQ(outcome.lines, expected.lines) << workers << " workers";
    EXPECT_EQ(outcome.streams.flows_evicted, expected.streams.flows_evicted);
  }
}

TEST(Workers, give_up_the_same_sessions_whatever_their_number) {
  Limits limits;
  limits.session_bytes_total = 32 * 40'000;  // of nineteen mails of a group, few at the same time
  const auto run_with_long_mails = [&](std::size_t workers) {
    Sessions sessions(limits, workers, 5);
    return sessions.run(600, std::string(6'000, 'x') + "\r\n");
  };
  const Outcome expected = run_with_long_mails(1);
  EXPECT_GT(expected.given_up, 100u);
  EXPECT_LT(expected.given_up, 600u);
  for (const std::size_t workers : {2u, 3u, 8u, 32u}) {
    const Outcome outcome = run_with_long_mails(workers);
    EXPECT_EQ(outcome.lines, expected.lines) << workers << " workers";
    EXPECT_EQ(outcome.given_up, expected.given_up);
  }
}

TEST(Workers, wait_rather_than_lose_when_batches_are_small) {
  Limits limits;
  limits.batch_bytes = 1;
  limits.batches_per_worker = 1;
  constexpr unsigned kSessions = 40;
  const Limits usual;
  const Outcome expected = run_with(usual, 1, 5, kSessions);
  EXPECT_EQ(run_with(limits, 4, 5, kSessions).lines, expected.lines);
}

}  // namespace
}  // namespace constat::tools
