#include "parser/message/field/parameters.h"

#include <algorithm>

#include "core/pseudonym.h"

namespace constat::parser::message {
namespace {

// RFC 2045 section 5.1, and bytes above 127 as mail has them.
bool is_token(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 32 || byte == 127 ||
           std::string_view("()<>@,;:\\\"/[]?=").find(c) != std::string_view::npos;
  });
}

int compare_names(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  };
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (lower(a[i]) != lower(b[i])) return lower(a[i]) < lower(b[i]) ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

void append_percent_decoded(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool room = text[i] == '%' && i + 2 < text.size();
    const int high = room ? hex_value(text[i + 1]) : -1;
    const int low = room ? hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
}

}  // namespace

// "name", "name*", "name*3", "name*3*".
bool ParameterList::split_name(std::string_view written, Parameter& parameter) const {
  const std::size_t star = written.find('*');
  parameter.name = written.substr(0, star);
  if (!is_token(parameter.name)) return false;
  if (star == std::string_view::npos) return true;
  std::string_view rest = written.substr(star + 1);
  parameter.extended = rest.empty() || rest.back() == '*';
  if (rest.empty()) return true;
  if (rest.back() == '*') rest.remove_suffix(1);
  if (rest.empty() || rest.size() > 6) return false;
  int section = 0;
  for (const char c : rest) {
    if (c < '0' || c > '9') return false;
    section = section * 10 + (c - '0');
  }
  parameter.section = section;
  return true;
}

// Appends to values_. False when the value is not as RFC 2045 has it; it is kept all the same.
bool ParameterList::read_value(Lexer& lexer) {
  lexer.skip_cfws();
  const std::size_t begin = values_.size();
  bool good = true;
  if (lexer.quoted_string(values_)) {
    lexer.skip_cfws();
    if (lexer.at_end() || lexer.peek() == ';') return true;
    good = false;  // text after the quotes: not a part of the value
    lexer.until_any(";");
    return good;
  }
  std::string_view written = lexer.until_any(";");
  // White space ends a token; a comment may follow it. "name=my file.pdf" is kept whole.
  const std::size_t comment = written.find(" (");
  if (comment != std::string_view::npos) written = written.substr(0, comment);
  while (!written.empty() && is_white_space(written.back())) written.remove_suffix(1);
  if (written.starts_with('"')) {
    written.remove_prefix(1);  // never closed
    good = false;
  }
  good = good && is_token(written);
  for (const char c : written) {
    if (c != '\r' && c != '\n') values_ += c;
  }
  return good && values_.size() > begin;
}

void ParameterList::read_one(Lexer& lexer, std::uint64_t offset) {
  const std::size_t begin = lexer.position();
  std::string_view name = lexer.until_any("=;( \t\r\n");
  lexer.skip_cfws();
  Parameter parameter;
  const bool good_name = split_name(name, parameter) && lexer.peek() == '=' && !lexer.at_end();
  bool good_value = false;
  if (good_name) {
    lexer.move_to(lexer.position() + 1);
    parameter.value = values_.size();
    good_value = read_value(lexer);
    parameter.length = values_.size() - parameter.value;
  } else {
    lexer.until_any(";");
  }
  parameter.where = {offset + begin, lexer.position() - begin};
  if (!good_name || !good_value) defects_.add(DefectKind::kParameterMalformed, parameter.where);
  if (good_name) parameters_.push_back(parameter);
}

void ParameterList::sort_and_note_duplicates() {
  std::stable_sort(parameters_.begin(), parameters_.end(),
                   [](const Parameter& a, const Parameter& b) {
                     const int order = compare_names(a.name, b.name);
                     return order != 0 ? order < 0 : a.section < b.section;
                   });
  for (std::size_t i = 1; i < parameters_.size(); ++i) {
    const Parameter& a = parameters_[i - 1];
    const Parameter& b = parameters_[i];
    // The same name twice, or a plain value beside a continued one ("name=" and "name*0=").
    if (compare_names(a.name, b.name) != 0) continue;
    const bool fallback = a.section == kWhole && b.section == kWhole && a.extended != b.extended;
    if ((a.section == b.section && !fallback) || (a.section == kWhole && b.section == 0)) {
      defects_.add(DefectKind::kParameterMalformed, b.where);
    }
  }
}

void ParameterList::read(Lexer& lexer, std::uint64_t offset) {
  parameters_.clear();
  values_.clear();
  while (true) {
    lexer.skip_cfws();
    if (lexer.at_end()) break;
    if (lexer.peek() == ';') {
      lexer.move_to(lexer.position() + 1);
      continue;
    }
    if (parameters_.size() == limits_.parameters_per_field) {
      const std::size_t rest = lexer.text().size() - lexer.position();
      defects_.add(DefectKind::kParameterMalformed, {offset + lexer.position(), rest});
      break;
    }
    read_one(lexer, offset);
  }
  sort_and_note_duplicates();
}

const ParameterList::Parameter* ParameterList::plain(std::string_view name) const {
  for (const Parameter& parameter : parameters_) {
    if (parameter.section == kWhole && !parameter.extended &&
        compare_names(parameter.name, name) == 0) {
      return &parameter;
    }
  }
  return nullptr;
}

// RFC 2231 sections 3 and 4: "name*=" alone, or sections counted from 0 without a hole.
bool ParameterList::joined(std::string_view name, std::string& out, std::string& charset) const {
  const Parameter* whole = nullptr;
  int next = 0;
  for (const Parameter& parameter : parameters_) {
    if (compare_names(parameter.name, name) != 0) continue;
    if (parameter.section == kWhole) {
      if (parameter.extended && whole == nullptr) whole = &parameter;
      if (!parameter.extended || whole != &parameter) continue;
    } else if (whole != nullptr || parameter.section != next) {
      continue;
    }
    std::string_view text = value_of(parameter);
    if (parameter.extended && parameter.section <= 0) {  // charset'language'text
      const std::size_t first = text.find('\'');
      const std::size_t second =
          first == std::string_view::npos ? first : text.find('\'', first + 1);
      if (second != std::string_view::npos) {
        charset.assign(text.substr(0, first));
        text.remove_prefix(second + 1);
      }
    }
    if (parameter.extended) {
      append_percent_decoded(text, out);
    } else {
      out += text;
    }
    ++next;
  }
  return next > 0;
}

bool ParameterList::bytes_of(std::string_view name, std::string& out) const {
  out.clear();
  if (const Parameter* found = plain(name)) {
    out.assign(value_of(*found));
    return true;
  }
  std::string charset;
  return joined(name, out, charset);
}

bool ParameterList::text_of(std::string_view name, HeaderText& text, std::string& out) const {
  out.clear();
  std::string bytes;
  std::string charset;
  const auto first = std::find_if(
      parameters_.begin(), parameters_.end(),
      [&](const Parameter& parameter) { return compare_names(parameter.name, name) == 0; });
  if (first == parameters_.end()) return false;
  if (joined(name, bytes, charset)) {
    text.append_bytes(bytes, charset, first->where, out);
    return true;
  }
  const Parameter* found = plain(name);
  if (found == nullptr) return false;
  text.append_text(value_of(*found), found->where, out);
  if (value_of(*found).find("=?") != std::string_view::npos && out != value_of(*found)) {
    defects_.add(DefectKind::kParameterMalformed, found->where);
  }
  return true;
}

}  // namespace constat::parser::message
