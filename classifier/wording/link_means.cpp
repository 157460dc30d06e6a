// Does a link say unsubscribe? Asked in this order: its URL, its own words, the sentence it stands
// in.

#include <algorithm>
#include <optional>
#include <string>

#include "classifier/wording/body_means.h"
#include "classifier/wording/merge_tag.h"
#include "classifier/wording/quote.h"
#include "classifier/wording/sentence.h"
#include "classifier/wording/tables.h"
#include "core/json_writer.h"

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kAnchorReach = 1024;  // bytes of an anchor's words that are looked at

// Buffers that serve link after link.
struct Scratch {
  Folded folded;
  std::vector<Hit> hits, before, after;
};

// Any tag at all: enough where the words around say unsubscribe.
bool looks_like_tag(std::string_view url) {
  return url.starts_with("*|") || url.starts_with("{{") || url.starts_with("[[") ||
         url.starts_with("%%") || url.starts_with("<%") || url.starts_with("${") ||
         url.starts_with("##") || (url.starts_with('[') && url.ends_with(']')) ||
         (url.starts_with('{') && url.ends_with('}'));
}

// Leaves the folded words in `scratch.folded`.
bool words_say_stop(std::string_view words, Scratch& scratch) {
  scratch.folded.assign(words.substr(0, kAnchorReach), QuotedLines::kKept);
  const std::string_view folded = scratch.folded.text();
  if (folded.size() < 4) return false;  // the shortest are "stop" and "baja"
  for (auto* hits : {&scratch.hits, &scratch.before, &scratch.after}) hits->clear();
  text_phrases().scan(folded, scratch.hits);
  const auto is_stop = [&](const Hit& hit) {
    const bool whole = hit.begin == 0 && hit.end == folded.size();
    return hit.meaning == Meaning::kStop || hit.meaning == Meaning::kStopReply ||
           (hit.meaning == Meaning::kStopAnchor && whole);
  };
  if (std::none_of(scratch.hits.begin(), scratch.hits.end(), is_stop)) return false;
  for (const Hit& hit : scratch.hits) {
    if (hit.meaning == Meaning::kNegationBefore) scratch.before.push_back(hit);
    if (hit.meaning == Meaning::kNegationAfter) scratch.after.push_back(hit);
  }
  return std::any_of(scratch.hits.begin(), scratch.hits.end(), [&](const Hit& hit) {
    return is_stop(hit) && !is_negated(folded, scratch.before, scratch.after, hit);
  });
}

bool leads_nowhere(std::string_view url, std::string_view scheme) {
  const std::string_view rest = url.substr(std::min(url.size(), scheme.size() + 1));
  if (scheme == "http" || scheme == "https")
    return rest.find_first_not_of('/') == std::string_view::npos;
  if (scheme == "mailto") return rest.empty();
  return url.empty() || url.starts_with('#') || scheme == "javascript" || scheme == "about";
}

// The sentence of the anchor, and the line before when that ends in ':'.
Span surroundings(const ReadText& text, const Span& anchor) {
  Span span = sentence_around(text, anchor.begin, anchor.end);
  const std::string_view folded = text.text();
  std::size_t before = span.begin;
  while (before > 0 && is_space(folded[before - 1])) --before;
  if (before > 0 && before < span.begin && folded[before - 1] == ':') {
    span.begin = sentence_around(text, before - 1, before - 1).begin;
  }
  return span;
}

// The phrase beside the anchor that tells what it leads to; no other anchor may stand between or
// around it.
std::optional<Hit> telling_phrase(const ReadText& text, std::span<const ReadLink> anchors,
                                  std::size_t index) {
  const Span& own = anchors[index].span;
  const Span around = surroundings(text, own);
  const std::size_t lowest = index > 0 ? anchors[index - 1].span.end : 0;
  const std::size_t highest =
      index + 1 < anchors.size() ? anchors[index + 1].span.begin : text.text().size();
  const bool bare = !text.html;
  std::optional<Hit> found;
  for (const Meaning meaning : {Meaning::kStop, Meaning::kStopReply}) {
    for (const Hit& hit : hits_within(text.of(meaning), around)) {
      const bool before = hit.end <= own.begin && hit.begin >= lowest;
      const bool after = hit.begin >= own.end && hit.end <= highest &&
                         (!bare || text.text().substr(own.end, hit.begin - own.end).find('\n') ==
                                       std::string_view::npos);
      if ((before || after) && !is_negated(text, hit)) found = hit;
      if (found && after) break;  // the nearest after
    }
  }
  return found;
}

std::string_view kind_of(const ReadLink& link) {
  if (link.is_hidden()) return "optout.body.hidden_link";
  if (leads_nowhere(link.link->url, link.scheme)) return "optout.body.link_without_target";
  if (link.scheme == "mailto") return "optout.body.mailto";
  return link.is_web() ? "optout.body.link" : "";
}

Fact link_fact(const ReadText& text, const ReadLink& anchor, std::string_view id, std::string value,
               const Limits& limits) {
  if (anchor.is_hidden()) {
    return {std::string(id), std::move(value), std::string(text.path), anchor.link->where,
            cut_to(one_line(anchor.link->text), limits.quote_bytes)};
  }
  Fact fact = fact_at(text, {anchor.span.begin, anchor.span.end - anchor.span.begin}, id,
                      std::move(value), limits);
  fact.range = anchor.link->where;
  return fact;
}

// The words that make the link one for stopping: its own, or those beside it.
std::optional<Span> telling_words(const ReadText& text, std::span<const ReadLink> anchors,
                                  std::size_t index, Scratch& scratch) {
  const parser::Link& link = *anchors[index].link;
  if (words_say_stop(link.image_text, scratch)) return anchors[index].span;
  if (words_say_stop(link.text, scratch)) return anchors[index].span;
  if (anchors[index].is_hidden()) return std::nullopt;
  if (text.html && !is_generic_anchor(scratch.folded.text())) return std::nullopt;
  const std::optional<Hit> beside = telling_phrase(text, anchors, index);
  if (!beside) return std::nullopt;
  return Span{beside->begin, beside->end};
}

std::vector<Span> merged(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.begin < b.begin; });
  std::vector<Span> out;
  for (const Span& span : spans) {
    if (!out.empty() && span.begin <= out.back().end) {
      out.back().end = std::max(out.back().end, span.end);
    } else {
      out.push_back(span);
    }
  }
  return out;
}

}  // namespace

std::vector<Span> find_link_means(const ReadText& text, const Limits& limits, FactSink& facts) {
  const std::span<const ReadLink> links = text.links();
  std::vector<Span> told;
  Scratch scratch;
  for (std::size_t i = 0; i < links.size(); ++i) {
    const ReadLink& link = links[i];
    if (link.scheme == "tel" || link.quoted) continue;
    const std::optional<Span> words = telling_words(text, links, i, scratch);
    if (words) told.push_back(*words);
    if (link.says.has(Meaning::kUrlStop)) told.push_back(link.span);  // the URL may be the words
    if (!link.merge_tag.empty() || (words && looks_like_tag(link.url))) {
      const std::string tag = to_valid_utf8(link.merge_tag.empty() ? link.url : link.merge_tag);
      facts.add(link_fact(text, link, "optout.body.merge_tag", tag, limits));
      continue;
    }
    if (!words && !link.says.has(Meaning::kUrlStop)) continue;
    const std::string_view kind = kind_of(link);
    if (!kind.empty()) facts.add(link_fact(text, link, kind, link.link->url, limits));
  }
  return merged(std::move(told));
}

}  // namespace constat::classifier::wording
