#include "tools/constat/workers.h"

#include <cassert>
#include <thread>
#include <utility>

#include "tools/constat/batch.h"
#include "tools/constat/batch_queue.h"

namespace constat::tools {

class Workers::Worker {
 public:
  Worker(const RunSettings& settings, classifier::RecordSink& records)
      : settings_(settings),
        pipeline_(settings, records),
        filled_(settings.limits.batches_per_worker),
        empty_(settings.limits.batches_per_worker + 2),
        batch_(std::make_unique<Batch>()),
        thread_([this] { work(); }) {}
  ~Worker() {
    if (thread_.joinable()) finish(0);
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  template <typename... Work>
  void add(const Work&... work) {
    batch_->add(work...);
    if (batch_->bytes() >= settings_.limits.batch_bytes) hand_over();
  }

  void finish(std::int64_t now) {
    if (!batch_->empty()) hand_over();
    end_ = now;
    filled_.push(nullptr);
    thread_.join();
  }

  const Pipeline& pipeline() const { return pipeline_; }

 private:
  void hand_over() {
    filled_.push(std::move(batch_));
    batch_ = empty_.try_pop();
    if (!batch_) batch_ = std::make_unique<Batch>();
  }

  void work() {
    while (std::unique_ptr<Batch> batch = filled_.pop()) {
      batch->run(pipeline_);
      empty_.push(std::move(batch));
    }
    pipeline_.finish(end_);
  }

  const RunSettings& settings_;
  Pipeline pipeline_;
  BatchQueue<Batch> filled_;
  BatchQueue<Batch> empty_;  // as many as can be under way: pushing never waits
  std::unique_ptr<Batch> batch_;
  std::int64_t end_ = 0;  // the capture clock at the end; handed over by the null batch
  std::thread thread_;
};

// Batch by batch in turn would leave the size of a mail out of account; mail by mail is fair
// enough.
class Workers::MailSpreader final : public capture::MailSink {
 public:
  explicit MailSpreader(std::vector<std::unique_ptr<Worker>>& workers) : workers_(workers) {}
  void on_mail(const capture::RawMail& mail) override {
    workers_[next_]->add(mail);
    next_ = (next_ + 1) % workers_.size();
  }

 private:
  std::vector<std::unique_ptr<Worker>>& workers_;
  std::size_t next_ = 0;
};

Workers::Workers(const RunSettings& settings, std::size_t count, std::uint64_t group_secret,
                 const MakeSink& make_sink)
    : settings_(settings),
      group_of_(group_secret),
      own_(std::make_unique<Pipeline>(settings, make_sink())) {
  assert(count >= 1 && count <= settings.limits.flow_groups);
  if (count == 1) return;
  for (std::size_t index = 0; index < count; ++index) {
    workers_.push_back(std::make_unique<Worker>(settings, make_sink()));
  }
  spreader_ = std::make_unique<MailSpreader>(workers_);
}

Workers::~Workers() = default;

void Workers::add(const capture::TcpSegment& segment, const capture::Arrival& arrival,
                  std::int64_t now) {
  const std::size_t group = group_of_(capture::key_of(segment).key) % settings_.limits.flow_groups;
  if (workers_.empty()) {
    own_->add(segment, arrival, now, group);
  } else {
    workers_[group % workers_.size()]->add(segment, arrival, now, group);
  }
}

capture::MailSink& Workers::mails() {
  return spreader_ ? static_cast<capture::MailSink&>(*spreader_) : own_->mails();
}

capture::StreamSinkFactory& Workers::written_sessions() { return own_->written_sessions(); }

void Workers::finish(std::int64_t now) {
  own_->finish(now);
  for (const auto& worker : workers_) worker->finish(now);
}

capture::StreamCounts Workers::streams() const {
  capture::StreamCounts counts = own_->streams();
  for (const auto& worker : workers_) counts.add(worker->pipeline().streams());
  return counts;
}

std::uint64_t Workers::facts_found() const {
  std::uint64_t sum = own_->facts_found();
  for (const auto& worker : workers_) sum += worker->pipeline().facts_found();
  return sum;
}

parser::smtp::OtherFlows Workers::other_flows() const {
  parser::smtp::OtherFlows sum = own_->other_flows();
  for (const auto& worker : workers_) {
    sum.add(worker->pipeline().other_flows());
  }
  return sum;
}

}  // namespace constat::tools
