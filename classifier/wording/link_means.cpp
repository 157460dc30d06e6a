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
#include "core/pseudonym.h"

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kUrlReach = 4096;     // bytes of a URL that are looked at
constexpr std::size_t kAnchorReach = 1024;  // bytes of an anchor's words that are looked at

// A link with its place in the folded text.
struct Anchor {
  const parser::Link* link = nullptr;
  Span span;
};

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void decode_percent(std::string_view url, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < url.size(); ++i) {
    const int high = url[i] == '%' && i + 2 < url.size() ? hex_value(url[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(url[i + 2]) : -1;
    if (low >= 0) i += 2;
    out.push_back(low >= 0 ? static_cast<char>(high * 16 + low) : url[i]);
  }
}

std::string scheme_of(std::string_view url) {
  const std::size_t colon = url.find(':');
  if (colon == std::string_view::npos || colon > 16) return "";
  return to_lower_ascii(url.substr(0, colon));
}

// Buffers that serve link after link.
struct Scratch {
  Folded folded;
  std::string url;
  std::vector<Hit> hits, before, after;
};

// Do the hits stand where they tell: in path or query, or in the first label of a host of three or
// more (unsubscribe.exemple.fr)? A name like optout.fr tells nothing.
bool url_says_stop(std::string_view folded, std::span<const Hit> hits) {
  const std::size_t slashes = folded.find("//");
  if (slashes == std::string_view::npos) return !hits.empty();
  const std::size_t host = slashes + 2;
  const std::size_t path = std::min(folded.find_first_of("/?#", host), folded.size());
  const std::string_view name = folded.substr(host, path - host);
  const bool has_subdomain = std::count(name.begin(), name.end(), '.') >= 2;
  const std::size_t label_end = has_subdomain ? host + name.find('.') : host;
  return std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) {
    return hit.begin >= path || (hit.begin >= host && hit.end <= label_end);
  });
}

std::string merge_tag_in(std::string_view url, std::span<const Hit> hits) {
  for (const Hit& hit : hits) {
    const auto tag = merge_tag_around(url, {hit.begin, hit.end - hit.begin}, TagPlace::kUrl);
    if (tag) return std::string(url.substr(tag->offset, tag->length));
  }
  return "";
}

struct UrlReading {
  std::string scheme;
  std::string merge_tag;  // "" when there is none
  bool says_stop = false;
};

// Leaves the percent-decoded URL in `scratch.url`.
UrlReading read_url(std::string_view url, Scratch& scratch) {
  decode_percent(url.substr(0, kUrlReach), scratch.url);
  scratch.folded.assign(scratch.url, QuotedLines::kKept);
  scratch.hits.clear();
  const std::string_view folded = scratch.folded.text();
  url_phrases().scan(folded, scratch.hits);
  UrlReading reading{scheme_of(scratch.url), "", false};
  if (scratch.hits.empty()) return reading;
  reading.says_stop = url_says_stop(folded, scratch.hits);
  // Where folding changed the length there are accents: no tag is written so.
  if (folded.size() == scratch.url.size())
    reading.merge_tag = merge_tag_in(scratch.url, scratch.hits);
  return reading;
}

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
  if (folded.size() < 4) return false;  // the shortest is "stop"
  if (folded == "stop") return true;
  for (auto* hits : {&scratch.hits, &scratch.before, &scratch.after}) hits->clear();
  text_phrases().scan(folded, scratch.hits);
  const auto is_stop = [](const Hit& hit) {
    return hit.meaning == Meaning::kStop || hit.meaning == Meaning::kStopReply;
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

bool leads_nowhere(std::string_view url) {
  const std::string scheme = scheme_of(url);
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
std::optional<Hit> telling_phrase(const ReadText& text, const std::vector<Anchor>& anchors,
                                  std::size_t index) {
  const Span& own = anchors[index].span;
  const Span around = surroundings(text, own);
  const std::size_t lowest = index > 0 ? anchors[index - 1].span.end : 0;
  const std::size_t highest =
      index + 1 < anchors.size() ? anchors[index + 1].span.begin : text.text().size();
  const bool bare = !text.source->html;
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

std::vector<Anchor> anchors_of(const ReadText& text) {
  std::vector<Anchor> anchors;
  const std::string_view folded = text.text();
  for (const parser::Link& link : text.source->links) {
    const std::size_t begin = std::min(text.folded.from_original(link.text_offset), folded.size());
    const std::size_t length = text.source->html ? link.text.size() : link.url.size();
    const std::size_t end =
        std::clamp(text.folded.from_original(link.text_offset + length), begin, folded.size());
    anchors.push_back({&link, {begin, end}});
  }
  return anchors;
}

// In plain text, a link inside quoted lines was left out by the folding.
bool is_quoted(const ReadText& text, const Anchor& anchor) {
  if (text.source->html) return false;
  return text.folded.to_original({anchor.span.begin, 0}).offset != anchor.link->text_offset;
}

std::string_view kind_of(const parser::Link& link, std::string_view scheme) {
  if (link.visibility == parser::Visibility::kHidden) return "optout.body.hidden_link";
  if (leads_nowhere(link.url)) return "optout.body.link_without_target";
  if (scheme == "mailto") return "optout.body.mailto";
  if (scheme == "http" || scheme == "https") return "optout.body.link";
  return "";
}

Fact link_fact(const ReadText& text, const Anchor& anchor, std::string_view id, std::string value,
               const Limits& limits) {
  if (anchor.link->visibility == parser::Visibility::kHidden) {
    return {std::string(id), std::move(value), std::string(text.path), anchor.link->where,
            cut_to(one_line(anchor.link->text), limits.quote_bytes)};
  }
  Fact fact = fact_at(text, {anchor.span.begin, anchor.span.end - anchor.span.begin}, id,
                      std::move(value), limits);
  fact.range = anchor.link->where;
  return fact;
}

// The words that make the link one for stopping: its own, or those beside it.
std::optional<Span> telling_words(const ReadText& text, const std::vector<Anchor>& anchors,
                                  std::size_t index, Scratch& scratch) {
  const parser::Link& link = *anchors[index].link;
  if (words_say_stop(link.image_text, scratch)) return anchors[index].span;
  if (words_say_stop(link.text, scratch)) return anchors[index].span;
  if (link.visibility == parser::Visibility::kHidden) return std::nullopt;
  if (text.source->html && !is_generic_anchor(scratch.folded.text())) return std::nullopt;
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
  const std::vector<Anchor> anchors = anchors_of(text);
  std::vector<Span> told;
  Scratch scratch;
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    const parser::Link& link = *anchors[i].link;
    const UrlReading url = read_url(link.url, scratch);
    if (url.scheme == "tel" || is_quoted(text, anchors[i])) continue;
    const std::optional<Span> words = telling_words(text, anchors, i, scratch);
    if (words) told.push_back(*words);
    if (!url.merge_tag.empty() || (words && looks_like_tag(scratch.url))) {
      const std::string tag = to_valid_utf8(url.merge_tag.empty() ? scratch.url : url.merge_tag);
      facts.add(link_fact(text, anchors[i], "optout.body.merge_tag", tag, limits));
      continue;
    }
    if (!words && !url.says_stop) continue;
    const std::string_view kind = kind_of(link, url.scheme);
    if (!kind.empty()) facts.add(link_fact(text, anchors[i], kind, link.url, limits));
  }
  return merged(std::move(told));
}

}  // namespace constat::classifier::wording
