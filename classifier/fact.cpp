#include "classifier/fact.h"

#include <algorithm>
#include <utility>

#include "classifier/wording/mail_reading.h"
#include "classifier/wording/quote.h"

namespace constat::classifier {

std::size_t& FactSink::kept_of(std::string_view id) {
  const auto found = std::ranges::find(kept_, id, &Kept::id);
  if (found != kept_.end()) return found->count;
  kept_.push_back({std::string(id), 0});
  return kept_.back().count;
}

void FactSink::add(Fact fact) {
  std::size_t& kept = kept_of(fact.id);
  const bool room = facts_.size() < limits_.facts_per_mail && kept < limits_.facts_per_kind;
  if (kept > 0 && !room) {
    ++not_kept_;
    return;
  }
  fact.value = wording::cut_to(std::move(fact.value), limits_.value_bytes);
  if (std::find(facts_.begin(), facts_.end(), fact) != facts_.end()) return;
  ++kept;
  facts_.push_back(std::move(fact));
}

std::vector<Fact> FactSink::take() {
  kept_.clear();
  return std::exchange(facts_, {});
}

void find_facts(const parser::ParsedMail& mail, const Limits& limits, FactSink& facts) {
  thread_local wording::MailReading reading;  // its buffers serve mail after mail of this worker
  reading.read(mail);
  for (const FactFamily* family : fact_families()) family->find(reading, limits, facts);
}

const FactKind* fact_kind(std::string_view id) {
  static const std::vector<const FactKind*> kById = [] {
    std::vector<const FactKind*> kinds;
    for (const FactFamily* family : fact_families()) {
      for (const FactKind& kind : family->kinds) kinds.push_back(&kind);
    }
    std::ranges::sort(kinds, {}, [](const FactKind* kind) { return kind->id; });
    return kinds;
  }();
  const auto found =
      std::ranges::lower_bound(kById, id, {}, [](const FactKind* kind) { return kind->id; });
  return found != kById.end() && (*found)->id == id ? *found : nullptr;
}

}  // namespace constat::classifier
