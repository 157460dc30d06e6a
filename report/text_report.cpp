// The report for a terminal or a text file: UTF-8, no control character but line ends.
#include <algorithm>

#include "report/case_report.h"
#include "report/excerpt.h"
#include "report/sections/sections.h"
#include "report/text_layout.h"

namespace constat::report {
namespace {

constexpr std::size_t kNarrowest = 40;
constexpr std::size_t kTermColumn = 37;  // where the values of a list of terms begin

class TextSetter {
 public:
  TextSetter(Language language, std::size_t width) : wording_(language), width_(width) {}

  void operator()(const Heading& heading) {
    const std::string text = heading.number + "  " + flat(heading.text, wording_);
    const std::size_t begin = out_.size();
    append_wrapped(text, "", width_, out_);
    if (heading.level > 3) return;
    const std::size_t columns = std::min(width_, columns_of(out_.substr(begin)) - 1);
    out_ += std::string(columns, heading.level == 2 ? '=' : '-') + "\n";
  }

  void operator()(const Paragraph& paragraph) {
    const std::string text = flat(paragraph.text, wording_);
    std::string_view mark;
    if (paragraph.tone == Tone::kNotice) mark = "    ";
    if (paragraph.tone == Tone::kAlert) mark = "*** ";
    append_wrapped(text, mark, width_, out_);
  }

  void operator()(const Bullets& bullets) {
    for (const Line& item : bullets.items) {
      append_wrapped(flat(item, wording_), "  - ", width_, out_);
    }
  }

  void operator()(const Terms& terms) {
    const std::size_t column = width_ >= 70 ? kTermColumn : 6;
    for (const Terms::Row& row : terms.rows) {
      std::string head = "  " + flat(row.name, wording_);
      if (columns_of(head) + 2 > column) {
        append_wrapped(flat(row.name, wording_), "  ", width_, out_);
        head.clear();
      }
      head = pad_right(head, column);
      for (const Line& value : row.values) {
        append_wrapped(flat(value, wording_), head, width_, out_);
        head = std::string(column, ' ');
      }
    }
  }

  void operator()(const Tables& tables) {
    for (std::size_t i = 0; i < tables.tables.size(); ++i) {
      if (i != 0) out_ += "\n";
      append_table(tables.tables[i], wording_, width_, out_);
    }
  }

  void operator()(const Quotation& quotation) {
    const std::size_t room = width_ - 6;
    for (std::string_view rest = quotation.text; !rest.empty();) {
      const std::size_t end = rest.find('\n');
      for (const std::string& line : wrap(printable(rest.substr(0, end)), room)) {
        out_ += "    > " + line + "\n";
      }
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    append_wrapped(flat(quotation.source, wording_), "    — ", width_, out_);
  }

  void operator()(const FactColumns& columns) {
    append_fact_columns({&columns.for_facts, &columns.against_facts}, wording_, width_, out_);
  }

  void operator()(const FactColumn& column) {
    append_fact_columns({&column}, wording_, width_, out_);
  }

  void operator()(const Command& command) { out_ += "    " + command.text + "\n"; }

  void operator()(const Contents& contents) {
    out_ += contents.title + "\n";
    for (const Contents::Entry& entry : contents.entries) {
      append_wrapped(flat(entry.text, wording_), "  " + entry.number + "  ", width_, out_);
    }
  }

  std::string set(const Document& document) {
    out_ = document.title + "\n" + std::string(columns_of(document.title), '=') + "\n";
    for (const Block& block : document.blocks) {
      out_ += "\n";
      std::visit(*this, block);
    }
    return std::move(out_);
  }

 private:
  Wording wording_;
  std::size_t width_;
  std::string out_;
};

}  // namespace

std::string render_text(const CaseReport& report, classifier::Language language, int columns) {
  const std::size_t width = std::max(static_cast<std::size_t>(std::max(columns, 0)), kNarrowest);
  return TextSetter(language, width).set(case_document(report, language));
}

}  // namespace constat::report
