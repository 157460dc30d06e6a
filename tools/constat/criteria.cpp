// `constat criteria [ID]`: the catalogue, as the reports quote it.

#include "classifier/criterion.h"

#include <cstdio>

#include "tools/constat/commands.h"

namespace constat::tools {
namespace {

using classifier::Bearing;
using classifier::Criterion;
using classifier::Language;
using classifier::Text;

void print_item(const Text& label, Language language, std::string_view text) {
  std::printf("  %s: %.*s\n", std::string(label.in(language)).c_str(),
              static_cast<int>(text.size()), text.data());
}

void print_facts_bearing(const Criterion& criterion, Bearing bearing, const Text& label,
                         Language language) {
  std::printf("  %s:\n", std::string(label.in(language)).c_str());
  bool any = false;
  for (const auto& rule : criterion.rules) {
    if (rule.bearing != bearing) continue;
    any = true;
    const classifier::FactKind* kind = classifier::fact_kind(rule.fact);
    const std::string_view what =
        kind == nullptr ? std::string_view()
                        : (language == Language::kFrench ? kind->label_fr : kind->label_en);
    std::printf("    - %.*s%s%.*s\n", static_cast<int>(rule.fact.size()), rule.fact.data(),
                what.empty() ? "" : ": ", static_cast<int>(what.size()), what.data());
  }
  if (!any) std::printf("    - %s\n", language == Language::kFrench ? "aucun" : "none");
}

void print_criterion(const Criterion& criterion, Language language) {
  std::printf("%.*s  %s\n", static_cast<int>(criterion.id.size()), criterion.id.data(),
              std::string(criterion.title.in(language)).c_str());
  print_item({"law", "texte"}, language, criterion.law.in(language));
  print_item({"source", "source"}, language, classifier::name_of(criterion.source));
  print_item({"version of", "version du"}, language, criterion.version_date);
  print_item({"last checked", "dernière vérification"}, language, criterion.checked);
  print_item({"question", "question"}, language, criterion.question.in(language));
  print_facts_bearing(criterion, Bearing::kFor, {"facts for", "faits à décharge"}, language);
  print_facts_bearing(criterion, Bearing::kAgainst, {"facts against", "faits à charge"}, language);
  print_facts_bearing(criterion, Bearing::kContext, {"context", "contexte"}, language);
  print_item({"never visible in the flow", "jamais visible dans le flux"}, language,
             criterion.never_visible.in(language));
  print_item({"exhibit that would settle it", "pièce qui permettrait de l'établir"}, language,
             criterion.exhibit.in(language));
}

}  // namespace

ExitCode print_criteria(const Options& options) {
  bool printed = false;
  for (const Criterion* criterion : classifier::criteria()) {
    if (!options.criterion.empty() && criterion->id != options.criterion) continue;
    if (printed) std::printf("\n");
    print_criterion(*criterion, options.language);
    printed = true;
  }
  if (printed) return ExitCode::kDone;
  std::fprintf(stderr, "constat: no criterion is called '%s'; there are:\n",
               options.criterion.c_str());
  for (const Criterion* criterion : classifier::criteria()) {
    std::fprintf(stderr, "  %s\n", std::string(criterion->id).c_str());
  }
  return ExitCode::kUsage;
}

}  // namespace constat::tools
