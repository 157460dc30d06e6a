#include "parser/auth/spf_record.h"

#include <algorithm>

#include "core/pseudonym.h"
#include "parser/auth/spf_macro.h"

namespace constat::parser::auth {
namespace {

constexpr std::string_view kVersion = "v=spf1";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "24" without leading zeros, up to `most`; -1 for anything else.
int prefix_length(std::string_view digits, int most) {
  const bool number = !digits.empty() && digits.size() <= 3 &&
                      std::ranges::all_of(digits, is_digit) &&
                      (digits.size() == 1 || digits.front() != '0');
  if (!number) return -1;
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value <= most ? value : -1;
}

// Takes "/24", "//64" or "/24//64" off the end of `text`; false when such an end is malformed.
bool take_prefixes(std::string_view& text, SpfTerm& term) {
  std::size_t slash = text.rfind('/');
  const auto digits_from = [&text](std::size_t at) {
    return std::ranges::all_of(text.substr(at), is_digit);
  };
  if (slash == std::string_view::npos || !digits_from(slash + 1)) return true;
  if (slash > 0 && text[slash - 1] == '/') {
    term.prefix6 = prefix_length(text.substr(slash + 1), 128);
    if (term.prefix6 < 0) return false;
    text = text.substr(0, slash - 1);
    slash = text.rfind('/');
    if (slash == std::string_view::npos || !digits_from(slash + 1)) return true;
  }
  term.prefix4 = prefix_length(text.substr(slash + 1), 32);
  text = text.substr(0, slash);
  return term.prefix4 >= 0;
}

// `rest`: what follows the name of the mechanism.
bool read_network(std::string_view rest, int version, SpfTerm& term) {
  if (!rest.starts_with(':')) return false;
  rest.remove_prefix(1);
  const std::size_t slash = rest.find('/');
  term.network = ip_address_from(rest.substr(0, slash));
  if (term.network.version != version) return false;
  if (slash == std::string_view::npos) return true;
  int& prefix = version == 4 ? term.prefix4 : term.prefix6;
  prefix = prefix_length(rest.substr(slash + 1), version == 4 ? 32 : 128);
  return prefix >= 0;
}

bool read_domain(std::string_view rest, SpfTerm& term) {
  if (rest.empty()) return true;
  term.domain = rest.substr(1);
  return rest.front() == ':' && is_domain_spec(term.domain);
}

bool read_mechanism(std::string_view name, std::string_view rest, SpfTerm& term) {
  const auto is = [name](std::string_view other) { return equals_ignoring_case(name, other); };
  if (is("all")) {
    term.mechanism = SpfMechanism::kAll;
    return rest.empty();
  }
  if (is("ip4") || is("ip6")) {
    term.mechanism = is("ip4") ? SpfMechanism::kIp4 : SpfMechanism::kIp6;
    return read_network(rest, is("ip4") ? 4 : 6, term);
  }
  if (is("include") || is("exists")) {
    term.mechanism = is("include") ? SpfMechanism::kInclude : SpfMechanism::kExists;
    return !rest.empty() && read_domain(rest, term);
  }
  if (is("ptr")) {
    term.mechanism = SpfMechanism::kPtr;
    return read_domain(rest, term);
  }
  if (!is("a") && !is("mx")) return false;
  term.mechanism = is("a") ? SpfMechanism::kA : SpfMechanism::kMx;
  return take_prefixes(rest, term) && read_domain(rest, term);
}

bool read_directive(std::string_view text, SpfRecord& record) {
  SpfTerm term;
  term.text = text;
  switch (text.front()) {
    case '-':
      term.result = SpfResult::kNotPermitted;
      break;
    case '~':
      term.result = SpfResult::kProbablyNotPermitted;
      break;
    case '?':
      term.result = SpfResult::kNoStatement;
      break;
    default:
      break;
  }
  if (std::string_view("+-~?").find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  const std::size_t end = std::min(text.find_first_of(":/"), text.size());
  if (!read_mechanism(text.substr(0, end), text.substr(end), term)) return false;
  record.terms.push_back(term);
  return true;
}

// name = macro-string; `seen_exp`: exp= stood before.
bool read_modifier(std::string_view name, std::string_view value, SpfRecord& record,
                   bool& seen_exp) {
  if (equals_ignoring_case(name, "redirect")) {
    if (record.redirect || !is_domain_spec(value)) return false;
    record.redirect = value;
    return true;
  }
  if (equals_ignoring_case(name, "exp")) {
    if (seen_exp || !is_domain_spec(value)) return false;
    seen_exp = true;
    return true;
  }
  return is_macro_string(value);
}

bool is_modifier_name(std::string_view name) {
  return !name.empty() && is_letter(name.front()) && std::ranges::all_of(name, [](char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
  });
}

}  // namespace

bool is_spf_record(std::string_view text) {
  return equals_ignoring_case(text.substr(0, kVersion.size()), kVersion) &&
         (text.size() == kVersion.size() || text[kVersion.size()] == ' ');
}

std::optional<SpfRecord> read_spf_record(std::string_view text) {
  SpfRecord record;
  bool seen_exp = false;
  std::size_t begin = kVersion.size();
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view term = text.substr(begin, end - begin);
    begin = end + 1;
    if (term.empty()) continue;
    const std::size_t equals = term.find('=');
    const bool modifier =
        equals != std::string_view::npos && is_modifier_name(term.substr(0, equals));
    const bool read =
        modifier ? read_modifier(term.substr(0, equals), term.substr(equals + 1), record, seen_exp)
                 : read_directive(term, record);
    if (!read) return std::nullopt;
  }
  return record;
}

}  // namespace constat::parser::auth
