#include "parser/message/field/parameters.h"

#include <algorithm>

#include "core/pseudonym.h"

namespace constat::parser::message {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// RFC 2045 section 5.1, and bytes above 127 as mail has them.
bool is_token_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 32 && byte != 127 && std::string_view("()<>@,;:\\\"/[]?=").find(c) == kNone;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_byte);
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

bool is_escape(std::string_view text, std::size_t at) {
  return text[at] == '%' && at + 2 < text.size() && hex_value(text[at + 1]) >= 0 &&
         hex_value(text[at + 2]) >= 0;
}

void append_percent_decoded(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_escape(text, i)) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
    i += 2;
  }
}

// charset'language'text: where the text begins, 0 without two apostrophes.
std::size_t after_language(std::string_view value) {
  const std::size_t first = value.find('\'');
  const std::size_t second = first == kNone ? first : value.find('\'', first + 1);
  return second == kNone ? 0 : second + 1;
}

// Where a value without quotes ends that begins at `begin`: at ";", or before "name=", the ";"
// having been forgotten. No byte behind that is looked at.
std::size_t end_of_loose_value(std::string_view text, std::size_t begin) {
  std::size_t word = kNone;  // start of the word after a white space
  for (std::size_t i = begin; i < text.size(); ++i) {
    if (text[i] == ';') return i;
    if (is_white_space(text[i])) {
      word = i + 1;
    } else if (text[i] == '=' && word != kNone && word < i) {
      return word;
    } else if (!is_token_byte(text[i])) {
      word = kNone;
    }
  }
  return text.size();
}

// "name=" stands there.
bool is_name_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_token_byte(text[end])) ++end;
  return end > begin && end < text.size() && text[end] == '=';
}

enum class NameForm : std::uint8_t { kUnreadable, kOdd, kGood };

// The number of "name*3"; more than six digits are none (robustness M09).
NameForm read_section(std::string_view digits, int& section) {
  if (digits.empty() || digits.size() > 6) return NameForm::kUnreadable;
  section = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return NameForm::kUnreadable;
    section = section * 10 + (c - '0');
  }
  return digits.size() > 1 && digits[0] == '0' ? NameForm::kOdd : NameForm::kGood;
}

struct ReadName {
  std::string_view name;
  int section = -1;
  bool extended = false;
  NameForm form = NameForm::kUnreadable;
};

// "name", "name*", "name*3", "name*3*".
ReadName read_name(std::string_view written) {
  ReadName read;
  const std::size_t star = written.find('*');
  read.name = written.substr(0, star);
  if (!is_token(read.name)) return read;
  read.form = NameForm::kGood;
  if (star == kNone) return read;
  std::string_view rest = written.substr(star + 1);
  read.extended = rest.empty() || rest.back() == '*';
  if (rest.empty()) return read;
  if (rest.back() == '*') rest.remove_suffix(1);
  read.form = read_section(rest, read.section);
  return read;
}

}  // namespace

void add_once(std::string reading, std::vector<std::string>& out) {
  const bool known = std::find(out.begin(), out.end(), reading) != out.end();
  if (!known && out.size() < ParameterList::kMostReadings) out.push_back(std::move(reading));
}

// Neither quoted nor a token: "name=my file.pdf" is kept whole, up to a comment or to the next
// name. Always false.
bool ParameterList::read_loose_value(Lexer& lexer) {
  const std::size_t begin = lexer.position();
  const std::size_t end = end_of_loose_value(lexer.text(), begin);
  std::string_view written = lexer.between(begin, end);
  lexer.move_to(end);
  written = written.substr(0, written.find(" ("));
  while (!written.empty() && is_white_space(written.back())) written.remove_suffix(1);
  if (written.starts_with('"')) written.remove_prefix(1);  // never closed
  for (const char c : written) {
    if (c != '\r' && c != '\n') values_ += c;
  }
  return false;
}

// Appends to values_. False when the value is not as RFC 2045 has it; it is kept all the same.
bool ParameterList::read_value(Lexer& lexer) {
  lexer.skip_cfws();
  const auto ended = [&lexer] {
    lexer.skip_cfws();
    return lexer.at_end() || lexer.peek() == ';';
  };
  if (lexer.quoted_string(values_)) {
    if (ended()) return true;
    // Text after the quotes is not a part of the value; a name means a forgotten ";".
    if (!is_name_at(lexer.text(), lexer.position())) lexer.until_any(";");
    return false;
  }
  const std::size_t begin = lexer.position();
  std::size_t end = begin;
  while (end < lexer.text().size() && is_token_byte(lexer.text()[end])) ++end;
  lexer.move_to(end);
  if (ended() && end > begin) {
    values_ += lexer.between(begin, end);
    return true;
  }
  lexer.move_to(begin);
  return read_loose_value(lexer);
}

void ParameterList::read_one(Lexer& lexer, std::uint64_t offset) {
  const std::size_t begin = lexer.position();
  const ReadName name = read_name(lexer.until_any("=;( \t\r\n"));
  lexer.skip_cfws();
  Parameter parameter{name.name, name.section, name.extended, values_.size(), 0, {}};
  const bool readable =
      name.form != NameForm::kUnreadable && lexer.peek() == '=' && !lexer.at_end();
  bool good = false;
  if (readable) {
    lexer.move_to(lexer.position() + 1);
    lexer.skip_cfws();
    const bool quoted = lexer.peek() == '"';
    good = read_value(lexer) && !(quoted && name.extended) && name.form == NameForm::kGood;
    parameter.length = values_.size() - parameter.value;
    good = good && is_well_extended(parameter);
  } else {
    lexer.until_any(";");
  }
  parameter.where = {offset + begin, lexer.position() - begin};
  if (!good) defects_.add(DefectKind::kParameterMalformed, parameter.where);
  if (readable) parameters_.push_back(parameter);
}

// RFC 2231 section 7: the two apostrophes, and "%" before two hexadecimal digits only.
bool ParameterList::is_well_extended(const Parameter& parameter) const {
  if (!parameter.extended) return true;
  const std::string_view value = value_of(parameter);
  if (parameter.section <= 0 && after_language(value) == 0) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '%' && !is_escape(value, i)) return false;
  }
  return true;
}

// Of one name: the same section twice, a plain value beside a continued one ("name=" and
// "name*0="), sections that do not count up from 0. "name=" beside "name*=" is as it should be.
void ParameterList::note_odd_sections(std::size_t first, std::size_t last) {
  int next = 0;
  for (std::size_t i = first; i < last; ++i) {
    const Parameter& parameter = parameters_[i];
    const Parameter* before = i > first ? &parameters_[i - 1] : nullptr;
    bool good = true;
    if (parameter.section == kWhole) {
      good = before == nullptr || before->extended != parameter.extended;
    } else {
      good = parameter.section == next && (before == nullptr || before->section != kWhole);
      next = parameter.section + 1;
    }
    if (!good) defects_.add(DefectKind::kParameterMalformed, parameter.where);
  }
}

void ParameterList::sort() {
  std::stable_sort(parameters_.begin(), parameters_.end(),
                   [](const Parameter& a, const Parameter& b) {
                     const int order = compare_names(a.name, b.name);
                     return order != 0 ? order < 0 : a.section < b.section;
                   });
  for (std::size_t first = 0; first < parameters_.size();) {
    std::size_t last = first + 1;
    while (last < parameters_.size() &&
           compare_names(parameters_[last].name, parameters_[first].name) == 0) {
      ++last;
    }
    note_odd_sections(first, last);
    first = last;
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
      defects_.add(DefectKind::kParameterLimit, {offset + lexer.position(), rest});
      break;
    }
    read_one(lexer, offset);
  }
  sort();
}

std::span<const ParameterList::Parameter> ParameterList::named(std::string_view name) const {
  const auto is_before = [](const Parameter& parameter, std::string_view wanted) {
    return compare_names(parameter.name, wanted) < 0;
  };
  const auto first = std::lower_bound(parameters_.begin(), parameters_.end(), name, is_before);
  auto last = first;
  while (last != parameters_.end() && compare_names(last->name, name) == 0) ++last;
  return {first, last};
}

// RFC 2231 sections 3 and 4: "name*=" alone, or sections counted from 0 without a hole.
bool ParameterList::joined(std::span<const Parameter> named, Take take, std::string& out,
                           std::string& charset) const {
  int next = named.empty() ? 0 : kWhole;
  bool any = false;
  for (std::size_t i = 0; i < named.size(); ++i) {
    const Parameter& parameter = named[i];
    if (parameter.section == kWhole && !parameter.extended) continue;
    if (next == kWhole && parameter.section == 0) next = 0;
    if (parameter.section != next) continue;
    const bool more = i + 1 < named.size() && named[i + 1].section == next;
    if (take == Take::kLast && more) continue;
    std::string_view text = value_of(parameter);
    if (parameter.extended && parameter.section <= 0) {
      const std::size_t begin = after_language(text);
      charset.assign(text.substr(0, begin == 0 ? 0 : text.find('\'')));
      text.remove_prefix(begin);
    }
    if (parameter.extended) {
      append_percent_decoded(text, out);
    } else {
      out += text;
    }
    any = true;
    if (next == kWhole) break;
    ++next;
  }
  return any;
}

bool ParameterList::bytes_of(std::string_view name, std::string& out) const {
  out.clear();
  const std::span<const Parameter> all = named(name);
  for (const Parameter& parameter : all) {
    if (parameter.section != kWhole || parameter.extended) continue;
    out.assign(value_of(parameter));
    return true;
  }
  std::string charset;
  return joined(all, Take::kFirst, out, charset);
}

void ParameterList::other_bytes_of(std::string_view name, HeaderText& text,
                                   std::vector<std::string>& out) const {
  std::vector<std::string> readings(1);
  if (!bytes_of(name, readings.front())) return;
  const std::span<const Parameter> all = named(name);
  for (const Parameter& parameter : all) {
    if (parameter.section == kWhole && !parameter.extended) {
      add_once(std::string(value_of(parameter)), readings);
    }
  }
  for (const Take take : {Take::kFirst, Take::kLast}) {
    std::string bytes;
    std::string charset;
    if (joined(all, take, bytes, charset)) add_once(std::move(bytes), readings);
  }
  for (const Parameter& parameter : all) {
    if (parameter.extended || value_of(parameter).find("=?") == kNone) continue;
    std::string decoded;
    text.append_text(value_of(parameter), parameter.where, decoded);
    add_once(std::move(decoded), readings);
  }
  for (std::size_t i = 1; i < readings.size(); ++i) add_once(std::move(readings[i]), out);
}

void ParameterList::texts_of(std::string_view name, HeaderText& text,
                             std::vector<std::string>& out) const {
  const std::span<const Parameter> all = named(name);
  for (const Take take : {Take::kFirst, Take::kLast}) {
    std::string bytes;
    std::string charset;
    std::string decoded;
    if (!joined(all, take, bytes, charset)) break;
    text.append_bytes(bytes, charset, all.front().where, decoded);
    add_once(std::move(decoded), out);
  }
  for (const Parameter& parameter : all) {
    if (parameter.section != kWhole || parameter.extended) continue;
    const std::string_view written = value_of(parameter);
    std::string decoded;
    text.append_text(written, parameter.where, decoded);
    if (written.find("=?") != kNone && decoded != written) {
      defects_.add(DefectKind::kParameterMalformed, parameter.where);
    }
    add_once(std::move(decoded), out);
  }
}

}  // namespace constat::parser::message
