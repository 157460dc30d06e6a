// A strict little reader of the HTML that reports are made of: every tag closed in order,
// attributes between double quotes, no tag or attribute outside the short list, ids unique, links
// to ids.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace constat::report {

class HtmlCheck {
 public:
  explicit HtmlCheck(std::string_view html) {
    if (!html.starts_with("<!DOCTYPE html>\n"))
      complain("no doctype");
    else
      html.remove_prefix(16);
    read(html);
    for (const std::string& tag : open_) complain("not closed: " + tag);
    for (const std::string& target : targets_) {
      if (!ids_.contains(target)) complain("link to nowhere: " + target);
    }
  }
  const std::vector<std::string>& complaints() const { return complaints_; }
  int count(const std::string& tag) const {
    const auto found = counts_.find(tag);
    return found == counts_.end() ? 0 : found->second;
  }
  const std::vector<int>& heading_levels() const { return levels_; }

 private:
  void complain(std::string text) { complaints_.push_back(std::move(text)); }

  void read(std::string_view html) {
    while (!html.empty()) {
      if (html[0] == '>') complain("bare >");
      if (html[0] == '&') entity(html);
      if (html[0] != '<') {
        html.remove_prefix(1);
        continue;
      }
      const std::size_t end = html.find('>');
      if (end == std::string_view::npos) return complain("unfinished tag");
      const std::string name = tag(html.substr(1, end - 1));
      html.remove_prefix(end + 1);
      if (name == "style") html.remove_prefix(std::min(html.size(), html.find("</style>")));
    }
  }

  void entity(std::string_view html) {
    for (const char* known : {"&amp;", "&lt;", "&gt;", "&quot;"}) {
      if (html.starts_with(known)) return;
    }
    complain("bare &");
  }

  std::string tag(std::string_view body) {
    if (body.starts_with('/')) {
      const std::string name(body.substr(1));
      if (open_.empty() || open_.back() != name)
        complain("closes out of order: " + name);
      else
        open_.pop_back();
      return "/" + name;
    }
    const std::string name(body.substr(0, body.find(' ')));
    if (!known_tags().contains(name)) complain("tag: " + name);
    ++counts_[name];
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      levels_.push_back(name[1] - '0');
    }
    if (name != "meta" && name != "br") open_.push_back(name);
    attributes(body.substr(name.size()));
    return name;
  }

  void attributes(std::string_view rest) {
    while (!rest.empty()) {
      if (rest[0] != ' ') return complain("attribute without a space before it");
      rest.remove_prefix(1);
      const std::string name(rest.substr(0, rest.find_first_of("= ")));
      if (!known_attributes().contains(name)) complain("attribute: " + name);
      rest.remove_prefix(name.size());
      if (!rest.starts_with("=\"")) continue;
      const std::size_t end = rest.find('"', 2);
      if (end == std::string_view::npos) return complain("attribute not closed: " + name);
      const std::string value(rest.substr(2, end - 2));
      if (name == "id" && !ids_.insert(value).second) complain("id twice: " + value);
      if (name == "href") {
        if (value.starts_with('#'))
          targets_.insert(value.substr(1));
        else
          complain("link out of the page: " + value);
      }
      rest.remove_prefix(end + 1);
    }
  }

  static const std::set<std::string>& known_tags() {
    static const std::set<std::string> tags = {
        "html",       "head",    "meta",  "title",   "style",   "body",   "a",
        "main",       "h1",      "h2",    "h3",      "h4",      "h5",     "p",
        "ul",         "ol",      "li",    "dl",      "div",     "dt",     "dd",
        "table",      "caption", "thead", "tbody",   "tr",      "th",     "td",
        "bdi",        "span",    "code",  "pre",     "strong",  "figure", "figcaption",
        "blockquote", "section", "nav",   "details", "summary", "br"};
    return tags;
  }
  static const std::set<std::string>& known_attributes() {
    static const std::set<std::string> names = {
        "lang",  "charset", "http-equiv", "content", "name", "class",     "data-head",
        "start", "id",      "href",       "scope",   "open", "aria-label"};
    return names;
  }

  std::vector<std::string> open_, complaints_;
  std::vector<int> levels_;
  std::map<std::string, int> counts_;
  std::set<std::string> ids_, targets_;
};

}  // namespace constat::report
