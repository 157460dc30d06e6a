#include "parser/message/report_fields.h"

#include "core/pseudonym.h"
#include "parser/message/field/lexer.h"
#include "parser/message/line_scanner.h"

namespace constat::parser::message {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_white_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_white_space(text.back())) text.remove_suffix(1);
  return text;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.find_first_of(" \t") == std::string_view::npos;
}

}  // namespace

ReportFields read_report_fields(std::string_view text) {
  ReportFields out;
  LineScanner lines;
  lines.start(text);
  std::uint32_t group = 0;
  bool can_continue = false;
  for (std::uint64_t position = 0; position < text.size();) {
    const Line line = lines.line_at(position);
    position = line.next;
    const std::string_view content = lines.text_of(line);
    const std::string_view trim = trimmed(content);
    const ByteRange where{line.begin, line.next - line.begin};
    if (trim.empty()) {
      if (!out.fields.empty() && out.fields.back().group == group) ++group;
      can_continue = false;
      continue;
    }
    if (is_white_space(content.front()) && can_continue) {
      ReportField& field = out.fields.back();
      field.value.append(field.value.empty() ? "" : " ").append(trim);
      field.where.length = line.next - field.where.offset;
      continue;
    }
    const std::size_t colon = trim.find(':');
    const std::string_view name = trimmed(trim.substr(0, colon));
    can_continue = colon != std::string_view::npos && is_name(name);
    if (can_continue) {
      out.fields.push_back(
          {to_lower_ascii(name), std::string(trimmed(trim.substr(colon + 1))), where, group});
    } else {
      out.odd_lines.push_back(where);
    }
  }
  return out;
}

}  // namespace constat::parser::message
