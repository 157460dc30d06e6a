#include "tools/constat/run_records.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "classifier/record_json.h"
#include "classifier/timeline/mail_trace.h"

namespace constat::tools {
namespace {

using classifier::MailRecord;
using classifier::SessionRecord;
using classifier::Summary;

template <typename Record>
std::vector<Record> in_order(std::vector<Record>&& records, const RecordOrder& order) {
  std::vector<std::pair<SortKey, std::size_t>> keys;
  keys.reserve(records.size());
  for (const Record& record : records) keys.emplace_back(order.key_of(record), keys.size());
  std::ranges::sort(keys,
                    [](const auto& a, const auto& b) { return a.first.bytes() < b.first.bytes(); });
  std::vector<Record> sorted;
  sorted.reserve(records.size());
  for (const auto& [key, index] : keys) sorted.push_back(std::move(records[index]));
  return sorted;
}

}  // namespace

class SpooledRecords::Sink final : public classifier::RecordSink {
 public:
  Sink(SpooledRecords& records, std::size_t index) : records_(records), index_(index) {}

  void on_mail(MailRecord&& mail) override {
    counts.add(mail);
    records_.mails_seen_.fetch_add(1, std::memory_order_relaxed);
    const SortKey key = records_.order_->key_of(mail);
    line_.clear();
    classifier::append_json(mail, line_);
    records_.mails_[index_].add(key.bytes(), line_);
    line_.clear();
    classifier::append_trace(mail, line_);
    records_.traces_[index_].add(key.bytes(), line_);
  }
  void on_session(SessionRecord&& session) override {
    counts.add(session);
    line_.clear();
    classifier::append_json(session, line_);
    records_.sessions_[index_].add(records_.order_->key_of(session).bytes(), line_);
  }

  Summary counts;

 private:
  SpooledRecords& records_;
  std::size_t index_;
  std::string line_;
};

SpooledRecords::SpooledRecords() = default;
SpooledRecords::~SpooledRecords() = default;

void SpooledRecords::prepare(const std::vector<std::string>& input_names, std::size_t sinks,
                             const Limits& limits) {
  order_ = std::make_unique<RecordOrder>(input_names);
  for (std::size_t index = 0; index < sinks; ++index) {
    mails_.emplace_back(limits.record_bytes_per_worker / 2);
    sessions_.emplace_back(limits.record_bytes_per_worker / 4);
    traces_.emplace_back(limits.record_bytes_per_worker / 4);
  }
}

classifier::RecordSink& SpooledRecords::make_sink() {
  assert(sinks_.size() < mails_.size());
  sinks_.push_back(std::make_unique<Sink>(*this, sinks_.size()));
  return *sinks_.back();
}

void SpooledRecords::add_to(Summary& summary) const {
  for (const auto& sink : sinks_) summary.add(sink->counts);
}

absl::Status SpooledRecords::status() const {
  absl::Status status = reading_back_;
  for (const auto* spools : {&sessions_, &mails_, &traces_}) {
    for (const RecordSpool& spool : *spools) status.Update(spool.status());
  }
  return status;
}

std::vector<classifier::Objection> SpooledRecords::find_objections() {
  return classifier::find_objections([this](const std::function<void(std::string_view)>& visit) {
    SortedRecords traces(traces_);
    for (std::string_view trace; traces.next(trace);) visit(trace);
    reading_back_.Update(traces.status());
  });
}

class KeptRecords::Sink final : public classifier::RecordSink {
 public:
  explicit Sink(std::atomic<std::uint64_t>& mails_seen) : mails_seen_(mails_seen) {}
  void on_mail(MailRecord&& mail) override {
    counts.add(mail);
    mails_seen_.fetch_add(1, std::memory_order_relaxed);
    mails.push_back(std::move(mail));
  }
  void on_session(SessionRecord&& session) override {
    counts.add(session);
    sessions.push_back(std::move(session));
  }

  Summary counts;
  std::vector<MailRecord> mails;
  std::vector<SessionRecord> sessions;

 private:
  std::atomic<std::uint64_t>& mails_seen_;
};

KeptRecords::KeptRecords() = default;
KeptRecords::~KeptRecords() = default;

void KeptRecords::prepare(const std::vector<std::string>& input_names, std::size_t sinks,
                          const Limits&) {
  order_ = std::make_unique<RecordOrder>(input_names);
  sinks_.reserve(sinks);
}

classifier::RecordSink& KeptRecords::make_sink() {
  sinks_.push_back(std::make_unique<Sink>(mails_seen_));
  return *sinks_.back();
}

void KeptRecords::add_to(Summary& summary) const {
  for (const auto& sink : sinks_) summary.add(sink->counts);
}

std::vector<SessionRecord> KeptRecords::take_sessions() {
  std::vector<SessionRecord> all;
  for (const auto& sink : sinks_) std::ranges::move(sink->sessions, std::back_inserter(all));
  return in_order(std::move(all), *order_);
}

std::vector<MailRecord> KeptRecords::take_mails() {
  std::vector<MailRecord> all;
  for (const auto& sink : sinks_) std::ranges::move(sink->mails, std::back_inserter(all));
  return in_order(std::move(all), *order_);
}

}  // namespace constat::tools
