#include "classifier/timeline/found_facts.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <set>
#include <span>

#include "classifier/timeline/mail_trace.h"
#include "classifier/timeline/packing.h"

namespace constat::classifier {
namespace {

enum class Kind : std::uint8_t { kFacts, kUnsubscribeRecipient };

// Of several of one id, the first.
void order(std::vector<DeliveryFact>& facts) {
  std::ranges::stable_sort(facts, {}, &DeliveryFact::id);
  const auto same_id = [](const DeliveryFact& a, const DeliveryFact& b) { return a.id == b.id; };
  facts.erase(std::unique(facts.begin(), facts.end(), same_id), facts.end());
}

void add(std::uint64_t ordinal, std::uint64_t index, Kind kind,
         const std::vector<DeliveryFact>& facts, RecordSpool& spool) {
  SortKey key;
  key.add(ordinal).add(index);
  std::string record;
  Packer pack(record);
  pack.number(ordinal);
  pack.number(index == kWholeMail ? 0 : index + 1);
  pack.number(static_cast<std::uint64_t>(kind));
  pack.number(facts.size());
  for (const DeliveryFact& fact : facts) {
    pack.text(fact.id);
    pack.text(fact.value);
    append_reference(fact.reference, pack);
    pack.number(fact.elapsed_seconds ? 1 : 0);
    pack.signed_number(fact.elapsed_seconds.value_or(0));
  }
  spool.add(key.bytes(), record);
}

std::vector<DeliveryFact> facts_from(Unpacker& unpack) {
  std::vector<DeliveryFact> facts(unpack.number());
  for (DeliveryFact& fact : facts) {
    fact.id = unpack.text();
    fact.value = unpack.text();
    fact.reference = reference_from(unpack);
    const bool known = unpack.number() != 0;
    const std::int64_t elapsed = unpack.signed_number();
    if (known) fact.elapsed_seconds = elapsed;
  }
  return facts;
}

}  // namespace

void add_facts(std::uint64_t ordinal, std::uint64_t index, const std::vector<DeliveryFact>& facts,
               RecordSpool& spool) {
  if (facts.empty()) return;
  std::vector<DeliveryFact> ordered = facts;
  order(ordered);
  add(ordinal, index, Kind::kFacts, ordered, spool);
}

void add_unsubscribe_recipient(std::uint64_t ordinal, std::uint64_t index, RecordSpool& spool) {
  add(ordinal, index, Kind::kUnsubscribeRecipient, {}, spool);
}

void FoundFacts::advance() {
  at_end_ = !sorted_.next(record_);
  if (!at_end_) record_ordinal_ = Unpacker(record_).number();
}

FoundFacts::OfMail FoundFacts::take(const MailRecord& mail) {
  OfMail found;
  std::vector<Delivery>& deliveries = found.deliveries;
  deliveries = deliveries_of(mail);
  std::set<std::uint64_t> unsubscribe_recipients;
  for (; !at_end_ && record_ordinal_ <= ordinal_; advance()) {
    Unpacker unpack(record_);
    unpack.number();
    const std::uint64_t place = unpack.number();
    if (static_cast<Kind>(unpack.number()) == Kind::kUnsubscribeRecipient) {
      unsubscribe_recipients.insert(place);
      continue;
    }
    const std::vector<DeliveryFact> facts = facts_from(unpack);
    assert(place <= deliveries.size());
    std::span<Delivery> concerned = deliveries;
    if (place != 0) concerned = concerned.subspan(place - 1, 1);
    for (Delivery& delivery : concerned)
      std::ranges::copy(facts, std::back_inserter(delivery.facts));
  }
  ++ordinal_;
  for (Delivery& delivery : deliveries) order(delivery.facts);
  const bool all_kept = !mail.has_envelope || mail.recipients_not_kept == 0;
  found.is_only_objection =
      all_kept && !deliveries.empty() && unsubscribe_recipients.size() == deliveries.size();
  return found;
}

}  // namespace constat::classifier
