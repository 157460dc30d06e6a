// What gumbo, which builds the tree of the HTML standard, makes of a document: the characters of
// its text in the order of the tree, white space left out; and ours to compare with.
#pragma once

#include <gumbo.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/html/visible_text.h"

namespace constat::parser::test {

inline std::string without_white_space(std::string_view text) {
  std::string all;
  for (const char c : text) {
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f') all.push_back(c);
  }
  return all;
}

struct TreeReading {
  std::string shown;
  std::string hidden;
  std::string all;            // both
  bool has_select = false;    // gumbo drops tags in it, as the standard did up to 2024
  bool has_frameset = false;  // a page of frames has no text
};

inline bool is_unread(GumboTag tag) {
  return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_TITLE ||
         tag == GUMBO_TAG_IFRAME || tag == GUMBO_TAG_NOEMBED || tag == GUMBO_TAG_NOFRAMES;
}

inline bool is_unshown(const GumboElement& element) {
  return element.tag == GUMBO_TAG_TEMPLATE || element.tag == GUMBO_TAG_NOSCRIPT ||
         element.tag == GUMBO_TAG_RP ||
         gumbo_get_attribute(&element.attributes, "hidden") != nullptr;
}

// Hidden by the means of HTML alone: gumbo knows no styles.
inline TreeReading reading_of_gumbo(std::string_view html) {
  TreeReading reading;
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
  enum class Shown { kYes, kNo };
  std::vector<std::pair<const GumboNode*, Shown>> nodes{{output->root, Shown::kYes}};
  while (!nodes.empty()) {
    auto [node, shown] = nodes.back();
    nodes.pop_back();
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
        node->type == GUMBO_NODE_WHITESPACE) {
      const std::string text = without_white_space(node->v.text.text);
      (shown == Shown::kYes ? reading.shown : reading.hidden) += text;
      reading.all += text;
    }
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) continue;
    const GumboElement& element = node->v.element;
    reading.has_select = reading.has_select || element.tag == GUMBO_TAG_SELECT;
    reading.has_frameset = reading.has_frameset || element.tag == GUMBO_TAG_FRAMESET;
    if (is_unread(element.tag)) continue;
    if (is_unshown(element)) shown = Shown::kNo;
    for (unsigned index = element.children.length; index-- > 0;) {
      nodes.emplace_back(static_cast<const GumboNode*>(element.children.data[index]), shown);
    }
  }
  gumbo_destroy_output(&options, output);
  return reading;
}

// The value of the attribute "hidden" of the first element of the body; "" when it has none.
inline std::string hidden_attribute_by_gumbo(std::string_view html) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
  const GumboVector& in_html = output->root->v.element.children;
  const auto* body = static_cast<const GumboNode*>(in_html.data[in_html.length - 1]);
  std::string value;
  if (body->v.element.children.length > 0) {
    const auto* first = static_cast<const GumboNode*>(body->v.element.children.data[0]);
    const GumboAttribute* hidden = gumbo_get_attribute(&first->v.element.attributes, "hidden");
    if (hidden != nullptr) value = hidden->value;
  }
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return value;
}

// Visible and hidden text together, in the order of the HTML.
inline std::string in_source_order(const HtmlText& text) {
  struct Piece {
    std::uint64_t source;
    std::string_view text;
  };
  std::vector<Piece> pieces;
  const auto add = [&pieces](std::string_view all, const SourceMap& map) {
    for (std::size_t index = 0; index < map.runs().size(); ++index) {
      const SourceMap::Run& run = map.runs()[index];
      const std::uint64_t end =
          index + 1 < map.runs().size() ? map.runs()[index + 1].text_offset : all.size();
      pieces.push_back({run.source_offset, all.substr(run.text_offset, end - run.text_offset)});
    }
  };
  add(text.text, text.map);
  add(text.hidden_text, text.hidden_map);
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& left, const Piece& right) {
    return left.source < right.source;
  });
  std::string all;
  for (const Piece& piece : pieces) all += without_white_space(piece.text);
  return all;
}

}  // namespace constat::parser::test
