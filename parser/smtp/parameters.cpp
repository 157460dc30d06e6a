#include "parser/smtp/parameters.h"

#include <algorithm>
#include <charconv>

#include "core/pseudonym.h"
#include "parser/smtp/command.h"

namespace constat::parser::smtp {
namespace {

template <typename Text>
bool is(const Parameter& parameter, Text keyword) {
  return equals_ignoring_case(parameter.keyword, keyword);
}

void keep_first(std::optional<std::string_view>& kept, std::optional<std::string_view> value) {
  if (!kept) kept = value.value_or(std::string_view());
}

}  // namespace

std::vector<Parameter> parse_parameters(std::string_view argument, std::size_t cap) {
  std::vector<Parameter> parameters;
  std::string_view rest = argument.substr(end_of_path(argument));
  while (parameters.size() < cap) {
    const std::size_t start = rest.find_first_not_of(" \t");
    if (start == std::string_view::npos) break;
    rest.remove_prefix(start);
    const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
    rest.remove_prefix(word.size());
    const std::size_t equals = word.find('=');
    Parameter& parameter = parameters.emplace_back();
    parameter.keyword = word.substr(0, equals);
    if (equals != std::string_view::npos) parameter.value = word.substr(equals + 1);
  }
  return parameters;
}

MailParameters read_mail_parameters(const std::vector<Parameter>& parameters) {
  MailParameters read;
  for (const Parameter& parameter : parameters) {
    if (is(parameter, "SIZE")) {
      const std::string_view text = parameter.value.value_or(std::string_view());
      std::uint64_t size = 0;
      const char* const end = text.data() + text.size();
      const auto [rest, error] = std::from_chars(text.data(), end, size);
      const bool good = error == std::errc() && rest == end && !text.empty();
      if (!good) read.size_unreadable = true;
      if (good && !read.size) read.size = size;
    } else if (is(parameter, "BODY")) {
      keep_first(read.body, parameter.value);
    } else if (is(parameter, "SMTPUTF8")) {
      read.smtputf8 = true;
    } else if (is(parameter, "RET")) {
      keep_first(read.ret, parameter.value);
    } else if (is(parameter, "ENVID")) {
      keep_first(read.envid, parameter.value);
    } else if (is(parameter, "AUTH")) {
      keep_first(read.auth, parameter.value);
    }
  }
  return read;
}

RcptParameters read_rcpt_parameters(const std::vector<Parameter>& parameters) {
  RcptParameters read;
  for (const Parameter& parameter : parameters) {
    if (is(parameter, "NOTIFY")) {
      keep_first(read.notify, parameter.value);
    } else if (is(parameter, "ORCPT") && !read.original_recipient) {
      const std::string_view value = parameter.value.value_or(std::string_view());
      const std::size_t semicolon = value.find(';');
      if (semicolon != std::string_view::npos) read.original_type = value.substr(0, semicolon);
      read.original_recipient =
          semicolon == std::string_view::npos ? value : value.substr(semicolon + 1);
    }
  }
  return read;
}

}  // namespace constat::parser::smtp
