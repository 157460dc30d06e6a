// What an HTML text says of its own character set (HTML standard, section 13.2.3.2, "prescan a byte
// stream to determine its encoding"): <meta charset>, <meta http-equiv=content-type>, an XML
// declaration; in its first 1024 bytes.
#pragma once

#include <string_view>

namespace constat::parser {

// Name of a set on the allow-list; "" when the text names none. Lives as long as the program.
std::string_view prescanned_charset(std::string_view html);

}  // namespace constat::parser
