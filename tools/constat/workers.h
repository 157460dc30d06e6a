// Spreads the work of a run: flows over threads by a keyed hash of their endpoints, mails of files
// over threads in turn. Each worker owns a complete pipeline; the reading thread only decodes
// frames.
//
// One worker: no thread is started, everything runs on the caller's. The records do not depend on
// the number of workers: flows are parted into Limits::flow_groups first, whatever the number, and
// each group has its own caps.
//
// Threads: all functions are called by the thread that reads.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "capture/tcp/flow_key.h"
#include "tools/constat/pipeline.h"

namespace constat::tools {

class Workers {
 public:
  // Makes the sink of one pipeline; called once for each. The sinks must outlive the workers.
  using MakeSink = std::function<classifier::RecordSink&()>;

  // 1 <= count <= Limits::flow_groups. `group_secret` decides which flow belongs to which group.
  Workers(const RunSettings& settings, std::size_t count, std::uint64_t group_secret,
          const MakeSink& make_sink);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void add(const capture::TcpSegment& segment, const capture::Arrival& arrival, std::int64_t now);
  // Takes whole mails, to be parsed by one of the workers.
  capture::MailSink& mails();
  // Read on the caller's thread.
  capture::StreamSinkFactory& written_sessions();
  // Ends all flows and waits for all workers. Call once, last before the counts are asked for.
  void finish(std::int64_t now);

  capture::StreamCounts streams() const;
  parser::smtp::OtherFlows other_flows() const;
  std::uint64_t facts_found() const;

 private:
  class Worker;
  class MailSpreader;

  const RunSettings& settings_;
  capture::FlowHash group_of_;
  std::unique_ptr<Pipeline> own_;  // on the caller's thread: conversations, or everything
  std::vector<std::unique_ptr<Worker>> workers_;
  std::unique_ptr<MailSpreader> spreader_;
};

}  // namespace constat::tools
