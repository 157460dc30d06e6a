#include "parser/html/address.h"

#include <algorithm>

#include "parser/html/characters.h"
#include "parser/html/references.h"

namespace constat::parser {
namespace {

// RFC 3986 appendix B. Each part with its mark: "https:", "//host", "/path", "?query", "#fragment".
struct AddressParts {
  std::string_view scheme, authority, path, query, fragment;
};

std::string_view take(std::string_view& text, std::size_t length) {
  const std::string_view taken = text.substr(0, length);
  text.remove_prefix(taken.size());
  return taken;
}

std::size_t scheme_length(std::string_view text) {
  if (text.empty() || !is_letter(text[0])) return 0;
  std::size_t at = 1;
  while (at < text.size() && (is_letter(text[at]) || is_digit(text[at]) || text[at] == '+' ||
                              text[at] == '-' || text[at] == '.')) {
    ++at;
  }
  return at < text.size() && text[at] == ':' ? at + 1 : 0;
}

AddressParts parts_of(std::string_view address) {
  AddressParts parts;
  parts.scheme = take(address, scheme_length(address));
  if (address.starts_with("//")) {
    parts.authority = take(address, std::min(address.find_first_of("/?#", 2), address.size()));
  }
  parts.path = take(address, std::min(address.find_first_of("?#"), address.size()));
  parts.query = take(address, std::min(address.find('#'), address.size()));
  parts.fragment = address;
  return parts;
}

// RFC 3986 section 5.2.4: "/a/./b/../c" is "/a/c".
std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view segment = take(path, end);
    const bool last = path.empty();
    if (segment == "/.") {
      if (last) out.push_back('/');
    } else if (segment == "/..") {
      out.erase(std::min(out.rfind('/'), out.size()));
      if (last) out.push_back('/');
    } else {
      out.append(segment);
    }
  }
  return out;
}

}  // namespace

std::string address_in(std::string_view attribute) {
  std::string scratch;
  std::string_view text = attribute_text(attribute, scratch);
  const auto is_stripped = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_stripped(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_stripped(text.back())) text.remove_suffix(1);
  std::string address(text);
  std::erase_if(address, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return address;
}

std::string resolved_against(std::string_view base, std::string_view address) {
  const AddressParts from = parts_of(base);
  const AddressParts to = parts_of(address);
  if (from.scheme.empty() || from.authority.empty()) return "";
  if (!to.scheme.empty()) return std::string(address);
  std::string path;
  std::string_view query = to.query;
  if (!to.authority.empty() || to.path.starts_with('/')) {
    path = without_dots(to.path);
  } else if (to.path.empty()) {
    path = from.path;
    if (query.empty()) query = from.query;
  } else {
    const std::size_t slash = from.path.rfind('/');
    path = slash == std::string_view::npos ? "/" : std::string(from.path.substr(0, slash + 1));
    path = without_dots(path.append(to.path));
  }
  std::string all(from.scheme);
  all.append(to.authority.empty() ? from.authority : to.authority);
  return all.append(path).append(query).append(to.fragment);
}

bool is_remote(std::string_view address) {
  return starts_with_lower(address, "http:") || starts_with_lower(address, "https:") ||
         address.starts_with("//");
}

}  // namespace constat::parser
