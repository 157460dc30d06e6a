// The stages, wired. Reading this is reading the picture in the README: each member pushes into
// the one above it.
//
//   frames --(the reading thread: FrameDecoder, then by flow)--> Pipeline::add(segment)
//     TcpReassembler --> SessionPool, both one per group of flows --> MailParser --> Classifier
//     --> records
//
// A pipeline is private to one thread. Several share nothing but what is constant.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "capture/frame/tcp_segment.h"
#include "capture/tcp/tcp_reassembler.h"
#include "classifier/classifier.h"
#include "parser/auth/sources.h"
#include "parser/parsed_mail.h"
#include "parser/smtp/session_pool.h"
#include "tools/constat/cross_check.h"

namespace constat::tools {

// What all pipelines of a run have in common. Everything referred to must outlive them.
struct RunSettings {
  const Limits& limits;        // of the run
  const Limits& group_limits;  // totals parted among Limits::flow_groups
  const Pseudonymiser& pseudonyms;
  classifier::Disclosure disclosure = classifier::Disclosure::kFacts;
  parser::Decode decode = parser::Decode::kTextParts;
  const std::vector<std::string>& input_names;
  std::uint64_t table_secret = 0;  // keys the hash tables of the reassemblers
  // Where mails go in the place of the parser (`constat extract`); null: they are parsed.
  capture::MailSink* extraction = nullptr;
  // Path of the other reader (`--cross-check`); "": none is asked.
  std::string second_reader = {};
  parser::auth::Sources names = {};  // where keys and policies are looked up
};

// The limits of one group of flows: an equal part of every total.
inline Limits limits_of_group(const Limits& run) {
  Limits group = run;
  group.early_bytes_total /= run.flow_groups;
  group.recent_bytes_total /= run.flow_groups;
  group.flows /= run.flow_groups;
  group.half_open_flows /= run.flow_groups;
  group.session_bytes_total /= run.flow_groups;
  return group;
}

class Pipeline {
 public:
  Pipeline(const RunSettings& settings, classifier::RecordSink& records)
      : settings_(settings),
        classifier_(settings.limits, settings.pseudonyms, settings.disclosure, settings.input_names,
                    records),
        mail_parser_(settings.limits, classifier_, settings.decode, settings.names),
        written_sessions_(settings.group_limits, capture::Door::kStream, mails(), classifier_),
        groups_(settings.limits.flow_groups) {
    if (settings.second_reader.empty()) return;
    cross_check_.emplace(settings.limits, settings.second_reader);
    mail_parser_.compare_with(*cross_check_);
  }

  // Door 1, by group of flows. Flows may go on in the next input; finish() ends them.
  void add(const capture::TcpSegment& segment, const capture::Arrival& arrival, std::int64_t now,
           std::size_t group) {
    if (!groups_[group]) groups_[group] = std::make_unique<Group>(settings_, mails(), classifier_);
    groups_[group]->reassembler.add(segment, arrival, now);
  }
  // Door 2.
  capture::StreamSinkFactory& written_sessions() { return written_sessions_; }
  // Door 3.
  capture::MailSink& mails() {
    return settings_.extraction != nullptr ? *settings_.extraction
                                           : static_cast<capture::MailSink&>(mail_parser_);
  }
  void finish(std::int64_t now) {
    for (const auto& group : groups_) {
      if (group) group->reassembler.finish(now);
    }
  }

  capture::StreamCounts streams() const {
    capture::StreamCounts counts;
    for (const auto& group : groups_) {
      if (group) counts.add(group->reassembler.counts());
    }
    return counts;
  }
  std::uint64_t facts_found() const { return classifier_.facts_found(); }
  parser::smtp::OtherFlows other_flows() const {
    parser::smtp::OtherFlows flows;
    for (const auto& group : groups_) {
      if (group) flows.add(group->sessions.other_flows());
    }
    return flows;
  }

 private:
  // What is held of the flows of one group: as much is given up whoever reads it.
  struct Group {
    Group(const RunSettings& settings, capture::MailSink& mails, classifier::Classifier& records)
        : sessions(settings.group_limits, capture::Door::kPacket, mails, records),
          reassembler(settings.group_limits, settings.table_secret, sessions) {}
    parser::smtp::SessionPool sessions;
    capture::TcpReassembler reassembler;
  };

  const RunSettings& settings_;
  classifier::Classifier classifier_;
  std::optional<CrossCheck> cross_check_;
  parser::MailParser mail_parser_;
  parser::smtp::SessionPool written_sessions_;
  std::vector<std::unique_ptr<Group>> groups_;
};

}  // namespace constat::tools
