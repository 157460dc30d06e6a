// Facts and findings of one parsed mail of about 10 KB. Each case checks what is found before it is
// timed; bytes are those of the texts read, and of the whole mail for the findings.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "classifier/criterion.h"
#include "classifier/fact.h"
#include "classifier/wording/fold.h"
#include "classifier/wording/phrases.h"
#include "classifier/wording/tables.h"
#include "parser/parsed_mail.h"
#include "tests/support/require.h"

namespace constat::classifier {
namespace {

constexpr std::string_view kParagraph =
    "D\xC3\xA9"
    "couvrez d\xC3\xA8s maintenant notre nouvelle collection : des id\xC3\xA9"
    "es pour la maison, le jardin et toute la famille, "
    "livr\xC3\xA9"
    "es en 48 heures dans nos 120 magasins. Offre valable du 1er au 15 mars 2026, dans la limite "
    "des stocks disponibles.\n";
constexpr std::string_view kLetter =
    "Ch\xC3\xA8re Jeanne, nous avons pass\xC3\xA9 trois jours au bord du lac, par un temps clair "
    "et froid; les enfants ont march\xC3\xA9 tout l'apr\xC3\xA8s-midi et dormi comme des souches. "
    "The boat is in the shed for the winter, and the neighbours will look after the cat.\n";
constexpr std::string_view kFooter =
    "Exemple SAS au capital de 10 000 euros - 12 rue de la R\xC3\xA9publique, 75001 Paris - RCS "
    "Paris 732 829 320 - T\xC3\xA9l. 01 23 45 67 89\n"
    "Pour ne plus recevoir nos offres, cliquez ici\n";

std::string text_of_bytes(std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += kParagraph;
  return text + std::string(kFooter);
}

// A mail of one HTML text of 10 KB with 30 links.
struct Sample {
  capture::RawMail raw;
  parser::ParsedMail mail;

  Sample() {
    parser::TextPart text;
    text.html = true;
    text.text = text_of_bytes(10'000);
    text.map.append_linear(0, text.text.size());
    for (int i = 0; i < 30; ++i) {
      parser::Link link;
      link.url = "https://nouvelles.exemple.fr/c/" + std::to_string(i * 7919) +
                 "?utm_source=lettre&utm_campaign=mars";
      link.text =
          "D\xC3\xA9"
          "couvrez";
      link.text_offset = static_cast<std::uint64_t>(i) * kParagraph.size();
      text.links.push_back(link);
    }
    parser::Link stop;
    stop.url = "https://nouvelles.exemple.fr/fin/1";
    stop.text = "cliquez ici";
    stop.text_offset = text.text.size() - 12;
    text.links.push_back(stop);
    mail.parts.emplace_back().path = "1";
    mail.texts.push_back(std::move(text));
    mail.header.from.mailboxes.push_back({"Exemple", "nouvelles@exemple.fr", "", {}});
    mail.header.from.count = mail.header.from.fields = 1;
    raw.has_envelope = true;
    raw.recipients.push_back({"jeanne@example.org", 250, capture::Outcome::kAccepted});
    mail.raw = &raw;
  }
  std::int64_t bytes() const { return static_cast<std::int64_t>(mail.texts[0].text.size()); }
};

void fold_text(benchmark::State& state) {
  const std::string text = text_of_bytes(10'000);
  wording::Folded folded;
  folded.assign(text, wording::QuotedLines::kKept);
  require(folded.text().starts_with("decouvrez des maintenant"), "folding");
  for (auto _ : state) {
    folded.assign(text, wording::QuotedLines::kKept);
    benchmark::DoNotOptimize(folded.text().data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(fold_text);

void scan_phrases(benchmark::State& state) {
  const std::string text = wording::fold(text_of_bytes(10'000));
  std::vector<wording::Hit> hits;
  wording::text_phrases().scan(text, hits);
  require(!hits.empty(), "phrases");
  for (auto _ : state) {
    hits.clear();
    wording::text_phrases().scan(text, hits);
    benchmark::DoNotOptimize(hits.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(scan_phrases);

void find_all_facts(benchmark::State& state) {
  const Sample sample;
  const Limits limits;
  FactSink check(limits);
  find_facts(sample.mail, limits, check);
  bool link = false, siren = false;
  for (const Fact& fact : check.facts()) {
    link |= fact.id == "optout.body.link";
    siren |= fact.id == "legal.siren" && fact.value == "732829320";
  }
  require(link && siren, "facts");
  for (auto _ : state) {
    FactSink facts(limits);
    find_facts(sample.mail, limits, facts);
    benchmark::DoNotOptimize(facts.facts().data());
  }
  state.SetBytesProcessed(state.iterations() * sample.bytes());
}
BENCHMARK(find_all_facts);

// Plain text of 10 KB in which next to nothing is to be found.
void find_facts_of_a_letter(benchmark::State& state) {
  Sample sample;
  parser::TextPart& text = sample.mail.texts[0];
  text.html = false;
  text.links.clear();
  text.text.clear();
  text.map.clear();
  while (text.text.size() < 10'000) text.text += kLetter;
  text.map.append_linear(0, text.text.size());
  const Limits limits;
  FactSink check(limits);
  find_facts(sample.mail, limits, check);
  require(!check.facts().empty(), "facts");
  for (auto _ : state) {
    FactSink facts(limits);
    find_facts(sample.mail, limits, facts);
    benchmark::DoNotOptimize(facts.facts().data());
  }
  state.SetBytesProcessed(state.iterations() * sample.bytes());
}
BENCHMARK(find_facts_of_a_letter);

void examine_all_criteria(benchmark::State& state) {
  const Sample sample;
  const Limits limits;
  FactSink sink(limits);
  find_facts(sample.mail, limits, sink);
  const std::vector<Fact> facts = sink.take();
  require(examine(*criterion_named("FR.L34-5.al5.contact"), sample.mail, facts).state ==
              State::kObserved,
          "findings");
  for (auto _ : state) {
    for (const Criterion* criterion : criteria())
      benchmark::DoNotOptimize(examine(*criterion, sample.mail, facts));
  }
  state.SetBytesProcessed(state.iterations() * sample.bytes());
}
BENCHMARK(examine_all_criteria);

}  // namespace
}  // namespace constat::classifier

BENCHMARK_MAIN();
