// A script read the whole way: from one flow to lines of JSON.
#pragma once

#include <time.h>

#include <string>
#include <string_view>
#include <vector>

#include "bench/mail_script.h"
#include "classifier/classifier.h"
#include "classifier/record_json.h"
#include "parser/parsed_mail.h"
#include "parser/smtp/session_pool.h"

namespace constat {

struct Records final : classifier::RecordSink {
  void on_mail(classifier::MailRecord&& record) override {
    line.clear();
    classifier::append_json(record, line);
    ++mails;
  }
  void on_session(classifier::SessionRecord&& record) override {
    line.clear();
    classifier::append_json(record, line);
    ++sessions;
  }
  std::string line;
  std::uint64_t mails = 0;
  std::uint64_t sessions = 0;
};

inline double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// Seconds of one reading; `right` is cleared when a flow or byte is missing from the account.
inline double read_once(const Script& script, bool& right) {
  const Limits limits;
  const Pseudonymiser pseudonyms("the key of the bench, 32 bytes..");
  const std::vector<std::string> names{"bench"};
  const double start = cpu_seconds();
  Records records;
  classifier::Classifier classifier(limits, pseudonyms, classifier::Disclosure::kFacts, names,
                                    records);
  parser::MailParser mails(limits, classifier);
  parser::smtp::SessionPool sessions(limits, capture::Door::kPacket, mails, classifier);
  const auto flow = sessions.open({});
  std::uint64_t at[2] = {0, 0};
  for (const Script::Turn& turn : script.turns) {
    std::uint64_t& offset = at[static_cast<std::size_t>(turn.side)];
    for (std::size_t i = 0; i < turn.bytes.size(); i += turn.segment) {
      const std::string_view bytes = std::string_view(turn.bytes).substr(i, turn.segment);
      flow->on_bytes({turn.side, offset, bytes, {}, {0, 1}});
      offset += bytes.size();
    }
  }
  flow->on_end(capture::StreamEnd::kFinished, {0, 1});
  const double seconds = cpu_seconds() - start;
  right = right && records.sessions + sessions.other_flows().flows == 1;
  return seconds;
}

}  // namespace constat
