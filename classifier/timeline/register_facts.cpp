#include "classifier/timeline/register_facts.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "classifier/timeline/controllers.h"

namespace constat::classifier {
namespace {

using Rows = std::span<const RegisterRow>;

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

// One register's rows of one person, beside one delivery.
class Beside {
 public:
  Beside(const Register& exhibit, const PairEvent& delivery, std::vector<DeliveryFact>& facts)
      : register_(exhibit), delivery_(delivery), facts_(facts) {
    if (!delivery.moment.known()) return;
    const std::int64_t nanoseconds = delivery.moment.nanoseconds;
    // Whole seconds, down: a row of the same second is not after the mail.
    seconds_ = nanoseconds / kNanosecondsPerSecond - (nanoseconds % kNanosecondsPerSecond < 0);
  }

  const PairEvent& delivery() const { return delivery_; }
  bool has_time() const { return seconds_.has_value(); }
  bool before(std::int64_t time) const { return seconds_ && time != kNoTime && time <= *seconds_; }
  bool after(std::int64_t time) const { return seconds_ && time != kNoTime && time > *seconds_; }
  // Can it be told whether that was before or after the mail?
  bool can_order(std::int64_t time) const { return seconds_ && time != kNoTime; }

  std::string detail(const RegisterRow& row, std::string_view name) const {
    return std::string(register_.detail(row, name));
  }
  void add(std::string_view id, const RegisterRow& row, std::int64_t time, std::string value = {}) {
    DeliveryFact& fact = facts_.emplace_back();
    fact.id = id;
    fact.value = std::move(value);
    fact.reference.exhibit = register_.exhibit().kind;
    fact.reference.line = row.line;
    if (can_order(time)) fact.elapsed_seconds = *seconds_ - time;
  }
  void add_no_row(std::string_view id) {
    DeliveryFact& fact = facts_.emplace_back();
    fact.id = id;
    fact.reference.exhibit = register_.exhibit().kind;
  }

 private:
  const Register& register_;
  const PairEvent& delivery_;
  std::vector<DeliveryFact>& facts_;
  std::optional<std::int64_t> seconds_;
};

const RegisterRow* later_of(const RegisterRow* a, const RegisterRow* b,
                            std::int64_t RegisterRow::*time) {
  return a == nullptr || b->*time > a->*time ? b : a;
}

// What the rows that may concern this sender come to, at the time of the mail.
struct Consents {
  const RegisterRow* standing = nullptr;   // the latest
  const RegisterRow* confirmed = nullptr;  // of those standing, the one confirmed last
  const RegisterRow* withdrawn = nullptr;  // the one withdrawn last
  const RegisterRow* undated = nullptr;
  const RegisterRow* later = nullptr;  // the first
  const RegisterRow* of_others = nullptr;

  void add(const RegisterRow& row, const Beside& mail) {
    const bool ended = mail.before(row.ended);
    if (ended) withdrawn = later_of(withdrawn, &row, &RegisterRow::ended);
    if (!mail.can_order(row.time)) {
      if (!ended && undated == nullptr) undated = &row;
    } else if (mail.after(row.time)) {
      if (later == nullptr) later = &row;
    } else if (!ended) {
      standing = later_of(standing, &row, &RegisterRow::time);
      if (mail.before(row.confirmed)) {
        confirmed = later_of(confirmed, &row, &RegisterRow::confirmed);
      }
    }
  }
};

void add_consent(Rows rows, Beside mail) {
  if (rows.empty()) return mail.add_no_row("register.consent.no_row");
  Consents consents;
  for (const RegisterRow& row : rows) {
    if (is_among_controllers(mail.detail(row, "controllers"), mail.delivery())) {
      consents.add(row, mail);
    } else if (consents.of_others == nullptr) {
      consents.of_others = &row;
    }
  }
  const auto add = [&](std::string_view id, const RegisterRow& row, std::int64_t time) {
    mail.add(id, row, time, mail.detail(row, "source"));
  };
  const RegisterRow* standing = consents.standing;
  const RegisterRow* withdrawn = consents.withdrawn;
  if (standing != nullptr) add("register.consent.before", *standing, standing->time);
  if (consents.confirmed != nullptr) {
    add("register.consent.confirmed", *consents.confirmed, consents.confirmed->confirmed);
  }
  // A consent given anew after a withdrawal stands by itself.
  if (withdrawn != nullptr && (standing == nullptr || withdrawn->ended > standing->time)) {
    add("register.consent.withdrawn", *withdrawn, withdrawn->ended);
  }
  if (standing != nullptr || withdrawn != nullptr) return;
  if (consents.undated != nullptr) {
    add("register.consent.undated", *consents.undated, kNoTime);
  } else if (consents.later != nullptr) {
    add("register.consent.after", *consents.later, consents.later->time);
  } else if (consents.of_others != nullptr) {
    const RegisterRow& row = *consents.of_others;
    mail.add("register.consent.other_controller", row, row.time, mail.detail(row, "controllers"));
  }
}

struct Ids {
  std::string_view before, undated, after;  // "": no such fact
};

// The first row before the mail; else one that has no place; else the first after it.
void add_first(Rows rows, const Ids& ids, Beside mail, const auto& value_of) {
  const auto found =
      std::ranges::find_if(rows, [&](const RegisterRow& row) { return mail.before(row.time); });
  if (found != rows.end()) return mail.add(ids.before, *found, found->time, value_of(*found));
  const auto undated =
      std::ranges::find_if(rows, [&](const RegisterRow& row) { return !mail.can_order(row.time); });
  if (undated != rows.end()) {
    if (!ids.undated.empty()) mail.add(ids.undated, *undated, kNoTime, value_of(*undated));
    return;
  }
  if (!rows.empty()) mail.add(ids.after, rows.front(), rows.front().time, value_of(rows.front()));
}

void add_objection(Rows rows, Beside mail) {
  constexpr Ids kIds = {"register.objection.before", "register.objection.undated",
                        "register.objection.after"};
  add_first(rows, kIds, mail, [&](const RegisterRow& row) {
    const std::string channel = mail.detail(row, "channel");
    const std::string scope = mail.detail(row, "scope");
    return channel.empty() || scope.empty() ? channel + scope : channel + "; " + scope;
  });
}

void add_complaint(Rows rows, Beside mail) {
  constexpr Ids kIds = {"register.complaint.before", "", "register.complaint.after"};
  add_first(rows, kIds, mail, [](const RegisterRow&) { return std::string(); });
}

std::string siren_of(const RegisterRow& row, const Beside& mail) {
  const std::string siren = siren_in(mail.detail(row, "siren"));
  return siren.empty() ? siren_in(mail.detail(row, "siret")) : siren;
}

void add_sales(Rows rows, Beside mail) {
  if (rows.empty()) return mail.add_no_row("register.sales.no_row");
  const RegisterRow* sale = nullptr;
  const RegisterRow* of_other = nullptr;
  std::vector<RegisterRow> without_place;  // undated or later; of this sender as far as it is known
  for (const RegisterRow& row : rows) {
    const std::string siren = siren_of(row, mail);
    const std::vector<std::string>& own = mail.delivery().sirens;
    const bool other = !siren.empty() && !own.empty() && std::ranges::find(own, siren) == own.end();
    if (mail.before(row.time)) {
      (other ? of_other : sale) = &row;
    } else if (!other) {
      without_place.push_back(row);
    } else if (of_other == nullptr) {
      of_other = &row;
    }
  }
  if (sale != nullptr) return mail.add("register.sales.before", *sale, sale->time);
  constexpr Ids kIds = {"", "register.sales.undated", "register.sales.after"};
  if (!without_place.empty() && (of_other == nullptr || !mail.before(of_other->time))) {
    return add_first(without_place, kIds, mail, [](const RegisterRow&) { return std::string(); });
  }
  mail.add("register.sales.other_siren", *of_other, of_other->time, siren_of(*of_other, mail));
}

void add_mailbox(Rows rows, Beside mail) {
  const auto holds = [&](const RegisterRow& row) {
    return !mail.after(row.time) && !mail.before(row.ended);
  };
  const auto found = std::ranges::find_if(rows, holds);
  if (found != rows.end()) mail.add("register.mailbox.delivery", *found, found->time);
}

}  // namespace

void PersonRows::look_up(const std::string& person) {
  const auto rows_in = [&](const Register* exhibit) {
    return exhibit == nullptr ? Rows() : exhibit->rows_of(person);
  };
  consent_ = rows_in(registers_.consent);
  objection_ = rows_in(registers_.objection);
  sales_ = rows_in(registers_.sales);
  complaints_ = rows_in(registers_.complaints);
  mailboxes_ = rows_in(registers_.mailboxes);
}

void PersonRows::add_facts(const PairEvent& delivery, std::vector<DeliveryFact>& facts) const {
  const auto beside = [&](const Register* exhibit) { return Beside(*exhibit, delivery, facts); };
  if (registers_.consent != nullptr) add_consent(consent_, beside(registers_.consent));
  if (registers_.objection != nullptr) add_objection(objection_, beside(registers_.objection));
  if (registers_.sales != nullptr) add_sales(sales_, beside(registers_.sales));
  if (registers_.complaints != nullptr) add_complaint(complaints_, beside(registers_.complaints));
  if (registers_.mailboxes != nullptr) add_mailbox(mailboxes_, beside(registers_.mailboxes));
}

}  // namespace constat::classifier
