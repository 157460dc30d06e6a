// Paths of MAIL and RCPT: RFC 5321 sections 4.1.2 and 3.6.1 (source routes), RFC 6531 (UTF-8).
#include "parser/smtp/command.h"

namespace constat::parser::smtp {
namespace {

// Position of the first of `stops` outside a quoted string, or the size of the text.
std::size_t find_unquoted(std::string_view text, std::string_view stops) {
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted && c == '\\') {
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && stops.find(c) != std::string_view::npos) {
      return at;
    }
  }
  return text.size();
}

// "@a,@b:user@c" -> "user@c". A route is obsolete and ignored (RFC 5321 appendix C).
std::string_view without_route(std::string_view path) {
  if (path.empty() || path[0] != '@') return path;
  const std::size_t colon = path.find(':');
  return colon == std::string_view::npos ? path : path.substr(colon + 1);
}

}  // namespace

Form parse_path(std::string_view text, std::string& address) {
  Form form = Form::kStrict;
  const std::size_t start = text.find_first_not_of(" \t");
  if (start != 0) form = Form::kLenient;  // a space after the colon, or nothing at all
  text = start == std::string_view::npos ? std::string_view() : text.substr(start);
  if (text.empty()) {
    address.clear();
    return Form::kMalformed;
  }
  std::string_view path;
  if (text[0] == '<') {
    text.remove_prefix(1);
    std::size_t end = find_unquoted(text, ">");
    if (end == text.size()) {
      // A quote that is never closed hides the bracket: read it without regard to quotes.
      end = text.find('>');
      if (end == std::string_view::npos) end = text.find_first_of(" \t");
      form = Form::kMalformed;
    } else if (end + 1 < text.size() && text[end + 1] != ' ') {
      form = Form::kLenient;
    }
    path = text.substr(0, end);
  } else {
    path = text.substr(0, find_unquoted(text, " \t"));
    form = Form::kMalformed;
  }
  address.assign(without_route(path));
  return form;
}

}  // namespace constat::parser::smtp
