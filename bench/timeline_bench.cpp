// The second phase at size, as `constat analyze` runs it: records in, spooled; histories, registers
// and findings per delivery out.
//
//   timeline_bench DELIVERIES MIB
//
// Mails to one recipient each: 20 to every person, four from each of five senders; every 50th
// person objects to one of them, half of the persons stand in a consent register. The counts are
// checked against what was sent; exit code 1 when they are wrong or the peak is above MIB.

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "capture/byte_source.h"
#include "classifier/record_json.h"
#include "classifier/registers/register.h"
#include "classifier/timeline/assessor.h"
#include "core/pseudonym.h"
#include "tests/support/require.h"
#include "tools/constat/run_records.h"

namespace {

using namespace constat;
using namespace constat::classifier;
using constat::tools::MailOrder;
using constat::tools::RunRecords;

constexpr std::uint64_t kRounds = 20;
constexpr std::uint64_t kSenders = 5;
constexpr std::uint64_t kObjectsEvery = 50;
constexpr std::uint64_t kObjectionAfter = 10;  // rounds
constexpr std::size_t kFacts = 12;
constexpr std::int64_t kStart = 1'772'352'000'000'000'000;
constexpr std::int64_t kHour = 3'600'000'000'000;

const Pseudonymiser& pseudonyms() {
  static const Pseudonymiser kPseudonyms("the key of the timeline bench ...");
  return kPseudonyms;
}

std::string address_of(std::uint64_t person) {
  return "p" + std::to_string(person) + "@boite.example";
}

std::string time_of(std::uint64_t round, std::uint64_t person) {
  return to_rfc3339({kStart + static_cast<std::int64_t>(round) * kHour +
                     static_cast<std::int64_t>(person) * 1000});
}

MailRecord mail(std::uint64_t number, std::uint64_t round, std::uint64_t person) {
  MailRecord mail;
  const std::string digits = std::to_string(1'000'000'000 + number);
  mail.id = "m:" + std::string(16, 'a') + digits;
  mail.input = "flow.pcap";
  mail.door = capture::Door::kPacket;
  mail.first_frame = number * 12 + 1;
  mail.last_frame = mail.first_frame + 11;
  mail.time = time_of(round, person);
  mail.has_envelope = true;
  mail.outcome = capture::Outcome::kAccepted;
  mail.sha256 = std::string(54, '0') + digits;
  return mail;
}

MailRecord offer(std::uint64_t number, std::uint64_t round, std::uint64_t person) {
  MailRecord record = mail(number, round, person);
  const std::string sender = "s" + std::to_string((person + round) % kSenders) + ".example";
  record.sender_domain = sender;
  record.mail_from = "bounce@" + sender;
  record.header.from = {
      {"Boutique", "offres@" + sender, pseudonyms().of_address("offres@" + sender)}};
  record.header.list_id = "offres." + sender;
  record.header.message_id = std::to_string(number) + "@" + sender;
  record.header.unsubscribe_mailto_ids = {pseudonyms().of_address("stop@" + sender)};
  record.recipients = {{pseudonyms().of_address(address_of(person)), std::nullopt, "boite.example",
                        RecipientCategory::kConsumer, 250, capture::Outcome::kAccepted}};
  record.facts = {{"template.text", "00112233", "1", {}, ""},
                  {"prospection.offer", "-20 %", "1", {200, 8}, "-20 %"}};
  for (std::size_t more = record.facts.size(); more < kFacts; ++more) {
    record.facts.push_back({"optout.body.link",
                            "https://" + sender + "/u/" + std::to_string(more),
                            "1",
                            {300 + more, 40},
                            "Se desabonner"});
  }
  record.fact_frames.resize(kFacts);
  record.fact_sources.resize(kFacts);
  record.links = {
      {"https://" + sender + "/?p=" + std::to_string(person), std::nullopt, "1", false}};
  for (const Criterion* criterion : criteria()) {
    record.findings.push_back({std::string(criterion->id), State::kObserved, {2, 3}, {}, {1}, ""});
  }
  return record;
}

MailRecord objection(std::uint64_t number, std::uint64_t person) {
  MailRecord record = mail(number, kObjectionAfter, person);
  record.time =
      to_rfc3339({kStart + static_cast<std::int64_t>(kObjectionAfter) * kHour + kHour / 2});
  record.sender_domain = "boite.example";
  record.header.from = {{std::nullopt, std::nullopt, pseudonyms().of_address(address_of(person))}};
  const std::string stop = "stop@s" + std::to_string(person % kSenders) + ".example";
  record.recipients = {{pseudonyms().of_address(stop), std::nullopt, std::nullopt,
                        RecipientCategory::kUnknown, 250, capture::Outcome::kAccepted}};
  return record;
}

Register consents(std::uint64_t persons) {
  std::string file = "address,time\n";
  for (std::uint64_t person = 0; person < persons; person += 2) {
    file += address_of(person) + ",2026-01-01T00:00:00Z\n";
  }
  const Limits limits;
  const auto source = capture::open_bytes(file, limits);
  auto made = read_register(RegisterKind::kConsent, "consents.csv", *source, pseudonyms(), limits);
  require(made.ok(), "the register cannot be read");
  return *std::move(made);
}

class Clock {
 public:
  void lap(const char* what) {
    const auto now = std::chrono::steady_clock::now();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%-28s %7.1f s, peak %ld MiB\n", what,
                std::chrono::duration<double>(now - last_).count(), usage.ru_maxrss / 1024);
    last_ = now;
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

struct Counted {
  std::uint64_t deliveries = 0, first = 0, after = 0, consented = 0, without_row = 0;
  void add(const std::vector<Delivery>& of_mail) {
    for (const Delivery& delivery : of_mail) {
      ++deliveries;
      for (const DeliveryFact& fact : delivery.facts) {
        first += fact.id == "timeline.first_communication";
        after += fact.id == "timeline.objection.mailto";
        consented += fact.id == "register.consent.before";
        without_row += fact.id == "register.consent.no_row";
      }
    }
  }
};

// Rounds after the objection in which that sender wrote to that person again.
std::uint64_t later_rounds() {
  std::uint64_t later = 0;
  for (std::uint64_t round = kObjectionAfter + 1; round < kRounds; ++round) {
    later += round % kSenders == 0;
  }
  return later;
}

void spool_all(std::uint64_t persons, RecordSink& sink) {
  std::uint64_t number = 0;
  for (std::uint64_t round = 0; round < kRounds; ++round) {
    for (std::uint64_t person = 0; person < persons; ++person) {
      sink.on_mail(offer(++number, round, person));
      const bool objects = round == kObjectionAfter && person % kObjectsEvery == 0;
      if (objects) sink.on_mail(objection(++number, person));
    }
  }
}

void run(std::uint64_t deliveries) {
  const std::uint64_t persons = deliveries / kRounds;
  const std::uint64_t objecting = (persons + kObjectsEvery - 1) / kObjectsEvery;
  const Limits limits;
  Clock clock;
  const Register consent = consents(persons);
  const Registers registers{.consent = &consent};
  RunRecords records(MailOrder::kSender);
  records.prepare({"flow.pcap"}, 1, limits);
  spool_all(persons, records.make_sink());
  clock.lap("records spooled");
  SecondPhase phase(limits, registers);
  require(records.run(phase).ok() && records.status().ok(), "temporary files");
  clock.lap("second phase");
  Counted counted;
  Assessor assessor(limits, registers);
  FoundFacts facts = phase.facts();
  SortedRecords mails = records.mails_in_order();
  for (std::string_view line; mails.next(line);) {
    const auto read = mail_record_from_json(line);
    require(read.ok(), "a record cannot be read back");
    const FoundFacts::OfMail found = facts.take(*read);
    if (found.is_only_objection) continue;
    counted.add(found.deliveries);
    assessor.add(*read, found.deliveries);
  }
  const auto assessments = assessor.take(phase.told());
  clock.lap("assessed");
  require(counted.deliveries == persons * kRounds, "deliveries");
  require(counted.first == persons * kSenders, "first communications");
  require(counted.after == objecting * later_rounds(), "mails after an objection");
  require(counted.consented == (persons + 1) / 2 * kRounds, "consents before");
  require(counted.without_row == persons / 2 * kRounds, "persons without a row");
  require(assessments.size() == kSenders, "senders");
  require(phase.told().objections.size() == objecting, "objections");
  std::printf("%llu deliveries, %llu objections, %llu mails after one, as sent\n",
              static_cast<unsigned long long>(counted.deliveries),
              static_cast<unsigned long long>(objecting),
              static_cast<unsigned long long>(counted.after));
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t deliveries = argc == 3 ? std::strtoull(argv[1], nullptr, 10) : 0;
  if (deliveries < 1000) {
    std::fprintf(stderr, "usage: timeline_bench DELIVERIES MIB (1000 deliveries at least)\n");
    return 2;
  }
  run(deliveries);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024 <= std::strtol(argv[2], nullptr, 10) ? 0 : 1;
}
