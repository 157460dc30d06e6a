#include "parser/html/foreign.h"

#include <string>

#include "parser/html/attributes.h"
#include "parser/html/characters.h"
#include "parser/html/letter_table.h"

namespace constat::parser {
namespace {

struct Name {
  std::string_view name;
};

constexpr Name kBreaksOut[] = {
    {"b"},       {"big"},   {"blockquote"}, {"body"},   {"br"},     {"center"}, {"code"}, {"dd"},
    {"div"},     {"dl"},    {"dt"},         {"em"},     {"embed"},  {"h1"},     {"h2"},   {"h3"},
    {"h4"},      {"h5"},    {"h6"},         {"head"},   {"hr"},     {"i"},      {"img"},  {"li"},
    {"listing"}, {"menu"},  {"meta"},       {"nobr"},   {"ol"},     {"p"},      {"pre"},  {"ruby"},
    {"s"},       {"small"}, {"span"},       {"strike"}, {"strong"}, {"sub"},    {"sup"},  {"table"},
    {"tt"},      {"u"},     {"ul"},         {"var"}};
constexpr LetterTable kTable(kBreaksOut);
static_assert(kTable.sorted());

bool holds_html(const OpenElement& element) {
  if (element.own == Markup::kSvg) {
    return equals_lower(element.name, "foreignobject") || equals_lower(element.name, "desc") ||
           equals_lower(element.name, "title");
  }
  for (const std::string_view name : {"mi", "mo", "mn", "ms", "mtext"}) {
    if (equals_lower(element.name, name)) return true;
  }
  if (!equals_lower(element.name, "annotation-xml")) return false;
  std::string scratch;
  const auto encoding = attribute_named(element.tag, "encoding", scratch);
  return encoding &&
         (equals_lower(*encoding, "text/html") || equals_lower(*encoding, "application/xhtml+xml"));
}

}  // namespace

bool breaks_out(const Subject& subject) {
  if (subject.element != Element::kFont) return kTable.find(subject.name) != nullptr;
  std::string scratch;
  for (const std::string_view name : {"color", "face", "size"}) {
    if (attribute_named(subject.tag, name, scratch)) return true;
  }
  return false;
}

void place_in(Markup around, OpenElement& element) {
  element.own = around;
  if (around == Markup::kHtml) {
    if (element.element == Element::kSvg) element.own = Markup::kSvg;
    if (element.element == Element::kMath) element.own = Markup::kMathMl;
  } else {
    element.element = Element::kOther;
  }
  element.inside = element.own;
  if (around != Markup::kHtml && holds_html(element)) element.inside = Markup::kHtml;
}

bool is_special(const OpenElement& open) {
  if (open.own != Markup::kHtml) return open.inside == Markup::kHtml;
  return has(open.element, Trait::kSpecial);
}

bool is_scope(const OpenElement& open) {
  if (open.own != Markup::kHtml) return open.inside == Markup::kHtml;
  return has(open.element, Trait::kScope);
}

}  // namespace constat::parser
