// Where the records of a run go: one sink a worker, so that no two threads share one, and the
// counts that the summary needs.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "classifier/assessment.h"
#include "classifier/mail_record.h"
#include "classifier/summary.h"
#include "core/limits.h"
#include "tools/constat/record_order.h"
#include "tools/constat/record_spool.h"

namespace constat::tools {

class RunRecords {
 public:
  virtual ~RunRecords() = default;
  // Before reading.
  virtual void prepare(const std::vector<std::string>& input_names, std::size_t sinks,
                       const Limits& limits) = 0;
  // As often as prepare() was told; owned by this.
  virtual classifier::RecordSink& make_sink() = 0;
  // After reading: the counts of sessions and mails, added up over the sinks.
  virtual void add_to(classifier::Summary& summary) const = 0;
  // Mails so far; may be asked at any time.
  virtual std::uint64_t mails() const = 0;
};

// As JSON lines, sorted, in bounded memory: `constat facts`.
class SpooledRecords final : public RunRecords {
 public:
  SpooledRecords();
  ~SpooledRecords() override;
  void prepare(const std::vector<std::string>& input_names, std::size_t sinks,
               const Limits& limits) override;
  classifier::RecordSink& make_sink() override;
  void add_to(classifier::Summary& summary) const override;
  std::uint64_t mails() const override { return mails_seen_.load(std::memory_order_relaxed); }

  SortedRecords sessions() { return SortedRecords(sessions_); }
  SortedRecords mails_in_order() { return SortedRecords(mails_); }
  // Not OK when a record was lost, or a trace could not be read back.
  absl::Status status() const;
  std::vector<classifier::Objection> find_objections();

 private:
  class Sink;
  std::unique_ptr<RecordOrder> order_;
  std::vector<RecordSpool> sessions_, mails_, traces_;  // one a sink
  std::vector<std::unique_ptr<Sink>> sinks_;
  std::atomic<std::uint64_t> mails_seen_ = 0;
  absl::Status reading_back_;
};

// As they are, in memory: `constat analyze`.
class KeptRecords final : public RunRecords {
 public:
  KeptRecords();
  ~KeptRecords() override;
  void prepare(const std::vector<std::string>& input_names, std::size_t sinks,
               const Limits& limits) override;
  classifier::RecordSink& make_sink() override;
  void add_to(classifier::Summary& summary) const override;
  std::uint64_t mails() const override { return mails_seen_.load(std::memory_order_relaxed); }

  // All of them, sorted. Call once each.
  std::vector<classifier::SessionRecord> take_sessions();
  std::vector<classifier::MailRecord> take_mails();

 private:
  class Sink;
  std::unique_ptr<RecordOrder> order_;
  std::vector<std::unique_ptr<Sink>> sinks_;
  std::atomic<std::uint64_t> mails_seen_ = 0;
};

}  // namespace constat::tools
