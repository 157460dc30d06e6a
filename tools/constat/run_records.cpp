#include "tools/constat/run_records.h"

#include <cassert>

#include "classifier/record_json.h"
#include "classifier/timeline/mail_trace.h"

namespace constat::tools {

using classifier::MailRecord;
using classifier::SessionRecord;

class RunRecords::Sink final : public classifier::RecordSink {
 public:
  Sink(RunRecords& records, std::size_t index) : records_(records), index_(index) {}

  void on_mail(MailRecord&& mail) override {
    counts.add(mail);
    records_.mails_seen_.fetch_add(1, std::memory_order_relaxed);
    const SortKey of_sender = classifier::sender_order(mail);
    line_.clear();
    classifier::append_json(mail, line_);
    records_.mails_[index_].add(records_.mail_order_ == MailOrder::kSender
                                    ? of_sender.bytes()
                                    : records_.order_->key_of(mail).bytes(),
                                line_);
    line_.clear();
    classifier::append_trace(classifier::trace_of(mail), line_);
    records_.traces_[index_].add(of_sender.bytes(), line_);
  }
  void on_session(SessionRecord&& session) override {
    counts.add(session);
    line_.clear();
    classifier::append_json(session, line_);
    records_.sessions_[index_].add(records_.order_->key_of(session).bytes(), line_);
  }

  classifier::Summary counts;

 private:
  RunRecords& records_;
  std::size_t index_;
  std::string line_;
};

RunRecords::RunRecords(MailOrder order) : mail_order_(order) {}
RunRecords::~RunRecords() = default;

void RunRecords::prepare(const std::vector<std::string>& input_names, std::size_t sinks,
                         const Limits& limits) {
  order_ = std::make_unique<RecordOrder>(input_names);
  for (std::size_t index = 0; index < sinks; ++index) {
    mails_.emplace_back(limits.record_bytes_per_worker / 2);
    sessions_.emplace_back(limits.record_bytes_per_worker / 4);
    traces_.emplace_back(limits.record_bytes_per_worker / 4);
  }
}

classifier::RecordSink& RunRecords::make_sink() {
  assert(sinks_.size() < mails_.size());
  sinks_.push_back(std::make_unique<Sink>(*this, sinks_.size()));
  return *sinks_.back();
}

void RunRecords::add_to(classifier::Summary& summary) const {
  for (const auto& sink : sinks_) summary.add(sink->counts);
}

absl::Status RunRecords::status() const {
  absl::Status status;
  for (const auto* spools : {&sessions_, &mails_, &traces_}) {
    for (const RecordSpool& spool : *spools) status.Update(spool.status());
  }
  return status;
}

}  // namespace constat::tools
