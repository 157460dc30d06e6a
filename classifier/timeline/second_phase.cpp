#include "classifier/timeline/second_phase.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "classifier/timeline/correspondence.h"
#include "classifier/timeline/mail_trace.h"
#include "classifier/timeline/pair_event.h"
#include "classifier/timeline/pair_history.h"
#include "classifier/timeline/register_facts.h"
#include "classifier/timeline/template_groups.h"

namespace constat::classifier {
namespace {

PairEvent delivery_event(const MailTrace& trace, std::uint64_t ordinal) {
  PairEvent event;
  event.kind = EventKind::kDelivery;
  event.sender = trace.sender;
  event.moment = trace.moment;
  event.where = trace.where;
  event.ordinal = ordinal;
  event.marks = trace.marks;
  event.list = trace.list;
  event.transaction = trace.transaction;
  event.sirens = trace.sirens;
  event.names = trace.names;
  event.answers_to = trace.answers_to;
  return event;
}

void add_deliveries(const MailTrace& trace, std::uint64_t ordinal, RecordSpool& events) {
  PairEvent event = delivery_event(trace, ordinal);
  for (std::size_t index = 0; index < trace.deliveries.size(); ++index) {
    event.index = index;
    event.person = trace.deliveries[index].person;
    event.outcome = trace.deliveries[index].outcome;
    add_event(event, events);
  }
}

void sort_told(std::vector<Objection>& told) {
  std::ranges::sort(told, [](const Objection& a, const Objection& b) {
    const auto key = [](const Objection& one) {
      return std::tie(one.time, one.mail, one.input, one.first_frame, one.sender_domain, one.person,
                      one.line);
    };
    return key(a) < key(b);
  });
}

// One person after the other, and of each one sender after the other.
class PairWalk {
 public:
  PairWalk(const Limits& limits, const Registers& registers, RecordSpool& found)
      : found_(found), rows_(registers), history_(limits) {}

  // True when the event is the first of another pair: what was told of the last one is in `told`.
  bool add(PairEvent&& event, PairHistory::Told& told) {
    const bool other_pair = event.person != person_ || event.sender != sender_;
    if (other_pair) told = start(event);
    if (event.kind == EventKind::kMailboxUnknown) {
      if (!unknown_mailbox_) unknown_mailbox_ = std::move(event);
    } else if (event.kind == EventKind::kDelivery) {
      add_delivery(std::move(event));
    } else {
      history_.note(std::move(event));
    }
    return other_pair;
  }
  PairHistory::Told take() { return history_.take(); }

 private:
  PairHistory::Told start(const PairEvent& event) {
    PairHistory::Told told = history_.take();
    if (event.person != person_) {
      unknown_mailbox_.reset();
      rows_.look_up(event.person);
    }
    person_ = event.person;
    sender_ = event.sender;
    return told;
  }

  void add_delivery(PairEvent&& delivery) {
    // Of recipients without an address nothing joins one mail to another.
    if (delivery.person.empty()) return;
    const std::uint64_t ordinal = delivery.ordinal, index = delivery.index;
    std::vector<DeliveryFact> facts;
    rows_.add_facts(delivery, facts);
    for (const DeliveryFact& fact : facts) {
      if (fact.id == "register.objection.before") history_.note_register_objection(fact, delivery);
    }
    if (unknown_mailbox_) add_unknown(delivery, facts);
    history_.add_facts(std::move(delivery), facts);
    classifier::add_facts(ordinal, index, facts, found_);
  }

  void add_unknown(const PairEvent& delivery, std::vector<DeliveryFact>& facts) const {
    constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
    const PairEvent& report = *unknown_mailbox_;
    DeliveryFact fact{"timeline.recipient_unknown", report.status, report.where, {}};
    if (delivery.moment.known() && report.moment.known()) {
      fact.elapsed_seconds =
          (delivery.moment.nanoseconds - report.moment.nanoseconds) / kNanosecondsPerSecond;
    }
    facts.push_back(std::move(fact));
  }

  RecordSpool& found_;
  std::string person_, sender_;
  PersonRows rows_;
  PairHistory history_;
  std::optional<PairEvent> unknown_mailbox_;
};

}  // namespace

SortKey sender_order(const MailRecord& mail) {
  SortKey key;
  key.add(mail.sender_domain).add(mail.time).add(mail.id).add(mail.input).add(mail.first_frame);
  key.add(std::uint64_t{mail.source_offset.has_value()}).add(mail.source_offset.value_or(0));
  return key.add(mail.sha256);
}

SecondPhase::SecondPhase(const Limits& limits, const Registers& registers)
    : limits_(limits), registers_(registers) {
  events_.emplace_back(limits.timeline_bytes / 4);
  found_.emplace_back(limits.timeline_bytes / 4);
}

absl::Status SecondPhase::run(std::vector<RecordSpool>& traces) {
  absl::Status status = read_traces(traces);
  if (status.ok()) status = walk_pairs();
  for (const auto* spools : {&events_, &found_}) status.Update(spools->front().status());
  for (auto* told : {&told_.objections, &told_.complaints, &told_.register_objections}) {
    sort_told(*told);
  }
  events_.clear();
  return status;
}

absl::Status SecondPhase::read_traces(std::vector<RecordSpool>& traces) {
  std::uint64_t mails = 0;
  for (const RecordSpool& spool : traces) mails += spool.size();
  Correspondence correspondence(limits_, mails);
  {
    SortedRecords first(traces);
    for (std::string_view record; first.next(record);) correspondence.see(trace_from(record));
    if (!first.status().ok()) return first.status();
  }
  TemplateGroups templates(limits_);
  SortedRecords again(traces);
  std::uint64_t ordinal = 0;
  for (std::string_view record; again.next(record); ++ordinal) {
    const MailTrace trace = trace_from(record);
    correspondence.enter(trace, ordinal, events_.front());
    templates.add(trace, ordinal);
    add_deliveries(trace, ordinal, events_.front());
  }
  absl::Status status = again.status();
  status.Update(templates.find(found_.front()));
  status.Update(correspondence.join(events_.front(), found_.front()));
  return status;
}

void SecondPhase::keep(std::vector<Objection>&& more, std::vector<Objection>& kept) {
  for (Objection& one : more) {
    if (one.channel == "register" && one.later.empty()) continue;
    if (kept.size() == limits_.objections) {
      ++told_.objections_not_kept;
    } else {
      kept.push_back(std::move(one));
    }
  }
}

absl::Status SecondPhase::walk_pairs() {
  PairWalk walk(limits_, registers_, found_.front());
  const auto keep_all = [this](PairHistory::Told&& told) {
    keep(std::move(told.objections), told_.objections);
    keep(std::move(told.complaints), told_.complaints);
    keep(std::move(told.register_objections), told_.register_objections);
  };
  SortedRecords events(events_);
  PairHistory::Told told;
  for (std::string_view record; events.next(record);) {
    if (walk.add(event_from(record), told)) keep_all(std::exchange(told, {}));
  }
  keep_all(walk.take());
  return events.status();
}

}  // namespace constat::classifier
