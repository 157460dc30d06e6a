// Blocks of a document as HTML5. Sections follow the headings; nothing that was read in an input is
// ever markup, and all of it carries class="quotation".
#pragma once

#include <string>
#include <vector>

#include "report/wording.h"

namespace constat::report {

class HtmlSetter {
 public:
  HtmlSetter(Language language, std::string& out) : wording_(language), out_(out) {}

  void operator()(const Heading& heading);
  void operator()(const Paragraph& paragraph);
  void operator()(const Bullets& bullets);
  void operator()(const Terms& terms);
  void operator()(const Tables& tables);
  void operator()(const Quotation& quotation);
  void operator()(const FactColumns& columns);
  void operator()(const FactColumn& column);
  void operator()(const Command& command);
  void operator()(const Contents& contents);
  // Closes the open sections.
  void finish();

 private:
  void close_sections(int level);
  void element(std::string_view tag, std::string_view attributes, const Line& line);
  void append(const Line& line);
  void append(const Table& table);
  void append(const Exhibit& exhibit);
  void append(const std::vector<Exhibit>& exhibits);
  void append_entries(const FactColumn& column);

  Wording wording_;
  std::string& out_;
  int open_level_ = 1;  // sections of levels 2..open_level_ are open
};

// The one style sheet of a report.
std::string_view style_sheet();

}  // namespace constat::report
