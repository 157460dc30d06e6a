// Where a link stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace constat::parser {

enum class LinkKind : std::uint8_t {
  kAnchor,         // <a href>, and URLs of plain text
  kArea,           // <area href>
  kForm,           // <form action>
  kButton,         // <button formaction>, <input type=submit formaction>
  kWithoutTarget,  // <a> without href, id and name, with words
};
inline constexpr std::size_t kLinkKinds = 5;

// As in records: "without_target".
constexpr std::string_view name_of(LinkKind kind) {
  constexpr std::string_view kNames[kLinkKinds] = {"anchor", "area", "form", "button",
                                                   "without_target"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace constat::parser
