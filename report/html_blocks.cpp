#include "report/html_blocks.h"

#include <algorithm>

#include "core/limits.h"
#include "report/excerpt.h"

namespace constat::report {
namespace {

std::string shown(const std::string& text) {
  return escape_html(excerpt(text, Limits{}.quote_bytes));
}

std::string html_span(const Span& span, const Wording& wording) {
  switch (span.kind) {
    case Span::Kind::kWords:
      return escape_html(span.text);
    case Span::Kind::kStrong:
      return "<strong>" + escape_html(span.text) + "</strong>";
    case Span::Kind::kSeen:
      return "<bdi class=\"quotation\">" + shown(span.text) + "</bdi>";
    case Span::Kind::kQuote:
      return "<span class=\"quotation\">" + wording.quoted("<bdi>" + shown(span.text) + "</bdi>") +
             "</span>";
    case Span::Kind::kCode:
      return "<code class=\"quotation\"><bdi>" + escape_html(printable(span.text)) +
             "</bdi></code>";
    case Span::Kind::kBreak:
      return "<br>";
  }
  return {};
}

// Two columns of running text beside the first do not fit on a telephone: each row becomes a block
// there, whose cells are named by the heads.
bool stacks_when_narrow(const Table& table) {
  return std::count_if(table.columns.begin(), table.columns.end(), [](const Table::Column& column) {
           return column.align == Table::Align::kText;
         }) > 2;
}

std::string head_attribute(const Table& table, std::size_t column) {
  if (column >= table.columns.size()) return {};
  return " data-head=\"" + escape_html(table.columns[column].head) + "\"";
}

std::string level_tag(int level) { return "h" + std::to_string(level); }

}  // namespace

void HtmlSetter::append(const Line& line) {
  for (const Span& span : line) out_ += html_span(span, wording_);
}

void HtmlSetter::element(std::string_view tag, std::string_view attributes, const Line& line) {
  out_ += "<" + std::string(tag) + std::string(attributes) + ">";
  append(line);
  out_ += "</" + std::string(tag) + ">\n";
}

void HtmlSetter::close_sections(int level) {
  for (; open_level_ >= level; --open_level_) out_ += "</section>\n";
}

void HtmlSetter::finish() { close_sections(2); }

void HtmlSetter::operator()(const Heading& heading) {
  close_sections(heading.level);
  // A level that was left out still gets its section, so that closing counts right.
  while (open_level_ < heading.level - 1) {
    out_ += "<section>\n";
    ++open_level_;
  }
  open_level_ = heading.level;
  const std::string level = std::to_string(heading.level);
  out_ += "<section class=\"level-" + level + "\" id=\"" + heading.anchor + "\">\n";
  out_ += "<" + level_tag(heading.level) + "><span class=\"number\">" + heading.number + "</span> ";
  append(heading.text);
  out_ += "</" + level_tag(heading.level) + ">\n";
}

void HtmlSetter::operator()(const Paragraph& paragraph) {
  switch (paragraph.tone) {
    case Tone::kPlain:
      return element("p", "", paragraph.text);
    case Tone::kNotice:
      return element("p", " class=\"notice\"", paragraph.text);
    case Tone::kAlert:
      return element("p", " class=\"alert\"", paragraph.text);
    case Tone::kQuiet:
      return element("p", " class=\"quiet\"", paragraph.text);
  }
}

void HtmlSetter::operator()(const Bullets& bullets) {
  out_ += "<ul>\n";
  for (const Line& item : bullets.items) element("li", "", item);
  out_ += "</ul>\n";
}

void HtmlSetter::operator()(const Terms& terms) {
  out_ += "<dl>\n";
  for (const Terms::Row& row : terms.rows) {
    out_ += "<div>\n";
    element("dt", "", row.name);
    for (const Line& value : row.values) element("dd", "", value);
    out_ += "</div>\n";
  }
  out_ += "</dl>\n";
}

void HtmlSetter::append(const Table& table) {
  const bool stacks = stacks_when_narrow(table);
  out_ += stacks ? "<div class=\"table stacks\"><table>\n" : "<div class=\"table\"><table>\n";
  if (!table.caption.empty()) out_ += "<caption>" + escape_html(table.caption) + "</caption>\n";
  const auto attributes = [&table](std::size_t i) -> std::string_view {
    const bool numeric =
        i < table.columns.size() && table.columns[i].align == Table::Align::kNumber;
    return numeric ? " class=\"numeric\"" : "";
  };
  out_ += "<thead><tr>";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    out_ += "<th scope=\"col\"" + std::string(attributes(i)) + ">" +
            escape_html(table.columns[i].head) + "</th>";
  }
  out_ += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    out_ += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out_ += i == 0 ? "<th scope=\"row\">" : "<td" + std::string(attributes(i));
      if (i != 0) out_ += stacks ? head_attribute(table, i) + ">" : ">";
      append(row[i]);
      out_ += i == 0 ? "</th>" : "</td>";
    }
    out_ += "</tr>\n";
  }
  out_ += "</tbody>\n</table></div>\n";
}

void HtmlSetter::operator()(const Tables& tables) {
  out_ += tables.tables.size() > 1 ? "<div class=\"tables\">\n" : "<div class=\"single\">\n";
  for (const Table& table : tables.tables) append(table);
  out_ += "</div>\n";
}

void HtmlSetter::operator()(const Quotation& quotation) {
  out_ += "<figure class=\"law\">\n<blockquote class=\"quotation\">";
  for (std::string_view rest = quotation.text; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    if (end != 0) out_ += "<p>" + escape_html(printable(rest.substr(0, end))) + "</p>";
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  out_ += "</blockquote>\n";
  element("figcaption", "", quotation.source);
  out_ += "</figure>\n";
}

void HtmlSetter::operator()(const Command& command) {
  out_ += "<pre class=\"command\"><code class=\"quotation\">" +
          escape_html(printable(command.text)) + "</code></pre>\n";
}

void HtmlSetter::operator()(const Contents& contents) {
  out_ += "<nav aria-label=\"" + escape_html(contents.title) + "\">\n<ol class=\"contents\">\n";
  for (const Contents::Entry& entry : contents.entries) {
    out_ +=
        "<li><a href=\"#" + entry.anchor + "\"><span class=\"number\">" + entry.number + "</span> ";
    append(entry.text);
    out_ += "</a></li>\n";
  }
  out_ += "</ol>\n</nav>\n";
}

void HtmlSetter::append(const Exhibit& exhibit) {
  out_ += "<li>\n";
  if (!exhibit.what.empty()) element("p", " class=\"value\"", exhibit.what);
  if (!exhibit.quote.empty()) {
    out_ +=
        "<blockquote class=\"quotation\"><bdi>" + shown(exhibit.quote) + "</bdi></blockquote>\n";
  }
  Line trace;
  for (const Line& line : exhibit.trace) {
    if (!trace.empty()) trace.push_back(words(" · "));
    trace.insert(trace.end(), line.begin(), line.end());
  }
  if (!trace.empty()) element("p", " class=\"trace\"", trace);
  for (const std::string& command : exhibit.commands) (*this)(Command{command});
  out_ += "</li>\n";
}

// The first one always, also on paper; the others unfold.
void HtmlSetter::append(const std::vector<Exhibit>& exhibits) {
  if (exhibits.empty()) return;
  out_ += "<ol class=\"exhibits\">\n";
  append(exhibits.front());
  out_ += "</ol>\n";
  if (exhibits.size() == 1) return;
  out_ += "<details><summary>" +
          escape_html(wording_.counted(Key::kMoreExamples, exhibits.size() - 1)) +
          "</summary>\n<ol class=\"exhibits\" start=\"2\">\n";
  for (std::size_t i = 1; i < exhibits.size(); ++i) append(exhibits[i]);
  out_ += "</ol>\n</details>\n";
}

void HtmlSetter::append_entries(const FactColumn& column) {
  out_ += "<h5>" + escape_html(column.title) + " <span class=\"gloss\">" +
          escape_html(column.gloss) + "</span></h5>\n";
  if (column.entries.empty()) {
    out_ += "<p class=\"empty\">" + escape_html(column.empty) + "</p>\n";
    return;
  }
  out_ += "<ul class=\"entries\">\n";
  for (const FactColumn::Entry& entry : column.entries) {
    out_ += "<li>\n<p class=\"fact\">";
    append(entry.label);
    out_ += " <span class=\"tally\">" + escape_html(entry.tally) + "</span></p>\n";
    append(entry.exhibits);
    out_ += "</li>\n";
  }
  out_ += "</ul>\n";
}

void HtmlSetter::operator()(const FactColumns& columns) {
  out_ += "<div class=\"facts\">\n<div class=\"side\">\n";
  append_entries(columns.for_facts);
  out_ += "</div>\n<div class=\"side\">\n";
  append_entries(columns.against_facts);
  out_ += "</div>\n</div>\n";
}

void HtmlSetter::operator()(const FactColumn& column) {
  out_ += "<div class=\"context\">\n";
  append_entries(column);
  out_ += "</div>\n";
}

}  // namespace constat::report
