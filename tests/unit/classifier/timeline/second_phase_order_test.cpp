// Whatever the order of the mails, their spread over workers and the memory for sorting: the same
// assessments. And the same facts as an account of a few lines that looks at every pair of mails.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "classifier/timeline/assessor.h"
#include "tests/unit/classifier/timeline/random_flow.h"

namespace constat::classifier {
namespace {

class SecondPhaseOrder : public testing::Test {
 protected:
  Register consent_ = register_of(RegisterKind::kConsent,
                                  "address,time,withdrawn\nana@p.example,2026-03-01T09:00:00Z,\n"
                                  "ben@p.example,2025-01-01,2026-03-01T10:00:00Z\n");
  Register objection_ =
      register_of(RegisterKind::kObjection, "address,time\ncyd@p.example,2026-03-01T12:00:00Z\n");
  Registers registers_{.consent = &consent_, .objection = &objection_};
};

// The mails of `mails` spread over `spools` workers, sorted in `limits`.
struct Outcome {
  std::vector<Assessment> assessments;
  SecondPhase::Told told;
};

Outcome run_spread(const std::vector<MailRecord>& mails, std::size_t spools, const Limits& limits,
                   const Registers& registers, std::mt19937& random) {
  std::vector<RecordSpool> traces;
  for (std::size_t index = 0; index < spools; ++index) traces.emplace_back(limits.timeline_bytes);
  std::vector<std::pair<std::string, const MailRecord*>> order;
  for (const MailRecord& mail : mails) {
    std::string bytes;
    append_trace(trace_of(mail), bytes);
    order.emplace_back(sender_order(mail).bytes(), &mail);
    traces[random() % spools].add(order.back().first, bytes);
  }
  SecondPhase phase(limits, registers);
  EXPECT_TRUE(phase.run(traces).ok());
  std::ranges::sort(order);
  Assessor assessor(limits, registers);
  FoundFacts facts = phase.facts();
  for (const auto& [key, mail] : order) {
    const FoundFacts::OfMail found = facts.take(*mail);
    if (!found.is_only_objection) assessor.add(*mail, found.deliveries);
  }
  return {assessor.take(phase.told()), phase.told()};
}

TEST_F(SecondPhaseOrder, of_mails_workers_and_runs_makes_no_difference) {
  std::mt19937 random(5);
  for (unsigned round = 0; round < 6; ++round) {
    std::vector<MailRecord> mails = RandomFlow(round).mails(300);
    const std::vector<Assessment> expected = assess(mails, registers_);
    ASSERT_GT(expected.size(), 3u);
    for (const std::size_t bytes : {std::size_t{64}, std::size_t{20'000}, std::size_t{1} << 26}) {
      std::ranges::shuffle(mails, random);
      Limits limits;
      limits.timeline_bytes = bytes * 16;
      const Outcome found = run_spread(mails, 1 + round % 4, limits, registers_, random);
      ASSERT_TRUE(found.assessments == expected) << round << ' ' << bytes;
    }
  }
}

bool names(const MailRecord& mail, const std::string& address) {
  const auto& ids = mail.header.unsubscribe_mailto_ids;
  return std::ranges::find(ids, address) != ids.end();
}

// Is there an earlier mail of the person to an address that mails of this sender name?
bool objected_before(const std::vector<MailRecord>& mails, const MailRecord& mail,
                     const std::string& person) {
  return std::ranges::any_of(mails, [&](const MailRecord& asking) {
    if (asking.header.from.empty() || asking.header.from.front().id != person) return false;
    if (asking.time.empty() || mail.time.empty() || asking.time >= mail.time) return false;
    if (asking.sender_domain == mail.sender_domain) return false;
    return std::ranges::any_of(asking.recipients, [&](const RecipientRecord& recipient) {
      return std::ranges::any_of(mails, [&](const MailRecord& other) {
        return other.sender_domain == mail.sender_domain && names(other, recipient.id);
      });
    });
  });
}

bool wrote_before(const std::vector<MailRecord>& mails, const MailRecord& mail,
                  const std::string& person) {
  return std::ranges::any_of(mails, [&](const MailRecord& other) {
    return other.sender_domain == mail.sender_domain && !other.time.empty() &&
           other.time < mail.time &&
           std::ranges::any_of(other.recipients, [&](const RecipientRecord& recipient) {
             return recipient.id == person;
           });
  });
}

TEST_F(SecondPhaseOrder, finds_what_a_look_at_every_pair_finds) {
  std::uint64_t objected = 0, first = 0;
  for (unsigned round = 20; round < 26; ++round) {
    const std::vector<MailRecord> mails = RandomFlow(round).mails(200);
    const FoundOf found(mails, registers_);
    for (std::size_t place = 0; place < mails.size(); ++place) {
      for (std::size_t index = 0; index < found.deliveries(place).size(); ++index) {
        const std::string& person = found.deliveries(place)[index].person;
        bool told = false;
        for (const std::string& fact : found.facts(place, "timeline.objection.", index)) {
          told = told || !fact.starts_with("timeline.objection.reply");
        }
        // A letter with words of stopping may stand behind these two.
        const bool by_letter =
            !told || !found.facts(place, "timeline.objection.transactional", index).empty();
        const bool expected = objected_before(mails, mails[place], person);
        EXPECT_TRUE(told == expected || by_letter) << round << ' ' << place;
        EXPECT_TRUE(told || !expected) << round << ' ' << place;
        objected += expected;
        if (found.fact(place, "timeline.first_communication", index).id.empty()) continue;
        EXPECT_FALSE(wrote_before(mails, mails[place], person));
        ++first;
      }
    }
  }
  EXPECT_GT(objected, 100u);
  EXPECT_GT(first, 50u);
}

}  // namespace
}  // namespace constat::classifier
