// Where a link stands.
#pragma once

#include <cstdint>

namespace constat::parser {

enum class LinkKind : std::uint8_t {
  kAnchor,         // <a href>, and URLs of plain text
  kArea,           // <area href>
  kForm,           // <form action>
  kButton,         // <button formaction>, <input type=submit formaction>
  kWithoutTarget,  // <a> without href, id and name, with words
};

}  // namespace constat::parser
