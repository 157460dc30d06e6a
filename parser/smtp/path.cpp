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

struct Found {
  std::string_view path;  // without brackets
  std::size_t end = 0;    // in the text, behind the closing bracket
  Form form = Form::kStrict;
};

Found find_path(std::string_view text) {
  Found found;
  const std::size_t start = text.find_first_not_of(" \t");
  if (start != 0) found.form = Form::kLenient;  // a space after the colon, or nothing at all
  if (start == std::string_view::npos) return {{}, text.size(), Form::kMalformed};
  std::string_view rest = text.substr(start);
  if (rest[0] != '<') {
    found.path = rest.substr(0, find_unquoted(rest, " \t"));
    found.end = start + found.path.size();
    found.form = Form::kMalformed;
    return found;
  }
  rest.remove_prefix(1);
  std::size_t end = find_unquoted(rest, ">");
  if (end == rest.size()) {
    // A quote that is never closed hides the bracket: read it without regard to quotes.
    end = rest.find('>');
    if (end == std::string_view::npos) end = rest.find_first_of(" \t");
    found.form = Form::kMalformed;
  } else if (end + 1 < rest.size() && rest[end + 1] != ' ') {
    found.form = Form::kLenient;
  }
  found.path = rest.substr(0, end);
  const std::size_t behind = start + 1 + found.path.size();
  found.end = behind + (behind < text.size() && text[behind] == '>' ? 1 : 0);
  return found;
}

}  // namespace

Form parse_path(std::string_view text, std::string& address) {
  const Found found = find_path(text);
  address.assign(without_route(found.path));
  return found.form;
}

std::size_t end_of_path(std::string_view text) { return find_path(text).end; }

}  // namespace constat::parser::smtp
