// Where the records of a run go: one sink a worker, so that no two threads share one, and the
// counts that the summary needs.
//
// Sessions and mails as JSON lines, mails also as traces (timeline/mail_trace.h): sorted, in
// bounded memory. What does not fit stands in temporary files.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/mail_record.h"
#include "classifier/summary.h"
#include "classifier/timeline/second_phase.h"
#include "core/limits.h"
#include "core/record_spool.h"
#include "tools/constat/record_order.h"

namespace constat::tools {

// kCapture: as `constat facts` prints them (record_order.h). kSender: as they are assessed
// (sender_order of timeline/second_phase.h).
enum class MailOrder : std::uint8_t { kCapture, kSender };

class RunRecords {
 public:
  explicit RunRecords(MailOrder order);
  ~RunRecords();

  // Before reading.
  void prepare(const std::vector<std::string>& input_names, std::size_t sinks,
               const Limits& limits);
  // As often as prepare() was told; owned by this.
  classifier::RecordSink& make_sink();
  // After reading: the counts of sessions and mails, added up over the sinks.
  void add_to(classifier::Summary& summary) const;
  // Mails so far; may be asked at any time.
  std::uint64_t mails() const { return mails_seen_.load(std::memory_order_relaxed); }

  SortedRecords sessions() { return SortedRecords(sessions_); }
  SortedRecords mails_in_order() { return SortedRecords(mails_); }
  absl::Status run(classifier::SecondPhase& phase) { return phase.run(traces_); }
  // Not OK when a record was lost.
  absl::Status status() const;

 private:
  class Sink;
  MailOrder mail_order_;
  std::unique_ptr<RecordOrder> order_;
  std::vector<RecordSpool> sessions_, mails_, traces_;  // one a sink
  std::vector<std::unique_ptr<Sink>> sinks_;
  std::atomic<std::uint64_t> mails_seen_ = 0;
};

}  // namespace constat::tools
