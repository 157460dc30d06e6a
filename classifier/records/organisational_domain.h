// The organisational domain: the name one label below a public suffix, by the Public Suffix List
// (https://publicsuffix.org/list/), as RFC 7489 section 3.2 uses it.
#pragma once

#include <string>
#include <string_view>

namespace constat::classifier {

// "news.shop.co.uk" -> "shop.co.uk". Lower case, A-labels (RFC 5890), no final dot. An IP address,
// a domain literal, a single label and a public suffix itself come back as they are, lower-cased.
std::string organisational_domain(std::string_view domain);

// Date of the list in use: "2023-02-09"; "" when not known.
std::string psl_version();

}  // namespace constat::classifier
