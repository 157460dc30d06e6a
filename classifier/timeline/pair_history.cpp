#include "classifier/timeline/pair_history.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "classifier/timeline/mail_trace.h"

namespace constat::classifier {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;

bool shows(const PairEvent& event, Mark mark) {
  return (event.marks >> static_cast<unsigned>(mark) & 1) != 0;
}

// Strictly earlier, and both known.
bool is_before(const PairEvent& past, const PairEvent& mail) {
  return past.moment.known() && mail.moment.known() && past.moment < mail.moment;
}

std::optional<std::int64_t> elapsed(const PairEvent& past, const PairEvent& mail) {
  if (!past.moment.known() || !mail.moment.known()) return std::nullopt;
  return (mail.moment.nanoseconds - past.moment.nanoseconds) / kNanosecondsPerSecond;
}

DeliveryFact fact(std::string_view id, const PairEvent& past, const PairEvent& mail,
                  std::string value = {}) {
  return {std::string(id), std::move(value), past.where, elapsed(past, mail)};
}

bool is_transactional(const PairEvent& mail) {
  return !mail.transaction.empty() && !shows(mail, Mark::kOffer);
}

// Both name lists, and not the same one.
bool is_of_other_list(const PairEvent& mail, const std::vector<std::string>& lists) {
  return !mail.list.empty() && !lists.empty() && std::ranges::find(lists, mail.list) == lists.end();
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) {
    if (!all.empty()) all += ", ";
    all += text;
  }
  return all;
}

std::string_view channel_of(EventKind kind) {
  if (kind == EventKind::kComplaint) return "feedback_report";
  return kind == EventKind::kObjectionReply ? "reply" : "list_unsubscribe_mailto";
}

std::string_view id_of(EventKind kind) {
  if (kind == EventKind::kObjectionReply) return "timeline.objection.reply";
  return kind == EventKind::kObjectionSigned ? "timeline.objection.mailto_signed"
                                             : "timeline.objection.mailto";
}

Objection told_of(const PairEvent& event) {
  Objection told;
  told.mail = event.where.mail;
  told.time = event.where.time;
  told.input = event.where.input;
  told.first_frame = event.where.first_frame;
  told.last_frame = event.where.last_frame;
  told.person = event.person;
  told.sender_domain = event.sender;
  told.channel = channel_of(event.kind);
  told.accepted = event.accepted;
  told.address_shared_by = event.shared_by;
  told.is_signed = event.kind == EventKind::kObjectionSigned;
  told.lists = event.lists;
  return told;
}

bool share_one(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::ranges::any_of(
      a, [&](const std::string& one) { return std::ranges::find(b, one) != b.end(); });
}

}  // namespace

void PairHistory::note(PairEvent&& event) {
  if (event.kind == EventKind::kThreadOpened) {
    if (threads_.size() < limits_.events_per_pair) threads_.push_back(std::move(event));
    return;
  }
  std::vector<Past>& pasts = event.kind == EventKind::kComplaint ? complaints_ : objections_;
  // One mail objects once to one sender, in the strongest of its ways; to the address that names
  // the fewest senders, which tells the most.
  for (Past& past : pasts) {
    if (past.event.ordinal != event.ordinal) continue;
    past.told.address_shared_by = std::min(past.told.address_shared_by, event.shared_by);
    return;
  }
  if (pasts.size() == limits_.events_per_pair) return;
  Objection told = told_of(event);
  pasts.push_back({std::move(event), std::move(told)});
}

void PairHistory::add_later(const PairEvent& delivery, Past& past) const {
  if (!is_before(past.event, delivery) || delivery.where.mail == past.told.mail) return;
  if (past.told.later.size() == limits_.later_mails) {
    ++past.told.later_not_kept;
    return;
  }
  const Reference& where = delivery.where;
  past.told.later.push_back({where.mail, where.time, where.input, where.first_frame,
                             where.last_frame, *elapsed(past.event, delivery), delivery.outcome,
                             is_of_other_list(delivery, past.event.lists),
                             is_transactional(delivery)});
}

// Of several of one kind, the first.
void PairHistory::add_objections(const PairEvent& delivery, std::vector<DeliveryFact>& facts) {
  for (Past& past : objections_) {
    add_later(delivery, past);
    if (!is_before(past.event, delivery)) continue;
    const std::vector<std::string>& lists = past.event.lists;
    if (is_of_other_list(delivery, lists)) {
      facts.push_back(fact("timeline.objection.other_list", past.event, delivery, joined(lists)));
    } else if (is_transactional(delivery)) {
      facts.push_back(
          fact("timeline.objection.transactional", past.event, delivery, delivery.transaction));
    } else {
      const std::uint64_t shared_by = past.told.address_shared_by;
      facts.push_back(fact(id_of(past.event.kind), past.event, delivery,
                           shared_by > 1 ? std::to_string(shared_by) : std::string()));
    }
  }
  for (Past& past : complaints_) {
    add_later(delivery, past);
    if (is_before(past.event, delivery)) {
      facts.push_back(fact("timeline.complaint.before", past.event, delivery));
    }
  }
  if (register_objection_) add_later(delivery, *register_objection_);
}

void PairHistory::note_register_objection(const DeliveryFact& row, const PairEvent& delivery) {
  if (register_objection_ || !row.elapsed_seconds) return;
  PairEvent event;
  event.person = delivery.person;
  event.sender = delivery.sender;
  const std::int64_t nanoseconds = delivery.moment.nanoseconds;
  const std::int64_t seconds =
      nanoseconds / kNanosecondsPerSecond - (nanoseconds % kNanosecondsPerSecond < 0);
  const CaptureTime stated{(seconds - *row.elapsed_seconds) * kNanosecondsPerSecond};
  // Of the row nothing finer than a second is known, and the mail is not before it.
  event.moment.nanoseconds = std::min(stated.nanoseconds, nanoseconds - 1);
  Objection told = told_of(event);
  told.channel = "register";
  told.line = row.reference.line;
  told.time = to_rfc3339(stated);
  register_objection_ = Past{std::move(event), std::move(told)};
}

void PairHistory::add_order(const PairEvent& delivery, std::vector<DeliveryFact>& facts) const {
  const Order* not_stated = nullptr;
  const Order* other = nullptr;
  for (const Order& order : orders_) {
    if (!is_before(order.mail, delivery)) continue;
    if (share_one(order.sirens, delivery.sirens)) {
      facts.push_back(fact("timeline.order.before", order.mail, delivery, "equal_siren"));
      return;
    }
    const bool both = !order.sirens.empty() && !delivery.sirens.empty();
    const Order*& place = both ? other : not_stated;
    if (place == nullptr) place = &order;
  }
  if (not_stated != nullptr) {
    facts.push_back(fact("timeline.order.before", not_stated->mail, delivery, "siren_not_stated"));
  } else if (other != nullptr) {
    facts.push_back(
        fact("timeline.order.other_siren", other->mail, delivery, joined(other->sirens)));
  }
}

void PairHistory::add_first(const PairEvent& delivery, std::vector<DeliveryFact>& facts) const {
  if (!delivery.moment.known()) return;
  if (!first_) {
    facts.push_back({"timeline.first_communication", "", delivery.where, {}});
    return;
  }
  const std::int64_t seconds = *elapsed(*first_, delivery);
  facts.push_back(
      fact("timeline.first_seen", *first_, delivery, std::to_string(seconds / kSecondsPerDay)));
}

void PairHistory::add_thread(const PairEvent& delivery, std::vector<DeliveryFact>& facts) const {
  for (const PairEvent& opened : threads_) {
    if (std::ranges::find(delivery.answers_to, opened.message) == delivery.answers_to.end()) {
      continue;
    }
    facts.push_back(fact("timeline.thread_by_recipient", opened, delivery));
    return;
  }
}

void PairHistory::remember(PairEvent&& delivery) {
  if (!delivery.moment.known()) return;
  if (shows(delivery, Mark::kOrder) && orders_.size() < limits_.events_per_pair) {
    const bool known = std::ranges::any_of(
        orders_, [&](const Order& order) { return order.sirens == delivery.sirens; });
    if (!known) orders_.push_back({delivery.sirens, delivery});
  }
  if (shows(delivery, Mark::kConfirmationRequest) && !confirmation_) confirmation_ = delivery;
  if (!first_) first_ = std::move(delivery);
}

void PairHistory::add_facts(PairEvent&& delivery, std::vector<DeliveryFact>& facts) {
  add_first(delivery, facts);
  if (confirmation_ && is_before(*confirmation_, delivery)) {
    facts.push_back(fact("timeline.confirmation_request.before", *confirmation_, delivery));
  }
  add_thread(delivery, facts);
  add_order(delivery, facts);
  add_objections(delivery, facts);
  remember(std::move(delivery));
}

PairHistory::Told PairHistory::take() {
  Told told;
  for (Past& past : objections_) told.objections.push_back(std::move(past.told));
  for (Past& past : complaints_) told.complaints.push_back(std::move(past.told));
  if (register_objection_) told.register_objections.push_back(std::move(register_objection_->told));
  objections_.clear();
  complaints_.clear();
  register_objection_.reset();
  threads_.clear();
  orders_.clear();
  first_.reset();
  confirmation_.reset();
  return told;
}

}  // namespace constat::classifier
