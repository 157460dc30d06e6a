// What a URL carries besides its place: parameters of campaigns, and tokens made for one recipient.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace constat::classifier::wording {

// Appends the names of the campaign parameters in the query, each once, in their order, each behind
// a space: " utm_source utm_campaign". False when there are none.
bool append_campaign_parameters(std::string_view url, std::string& out);

// Does the path or query carry a token that looks made for one recipient: a long row of letters and
// digits mixed, a UUID, or the address of a recipient? File names of images and values of campaign
// parameters are none. `recipients`: addresses in lower case.
bool carries_personal_token(std::string_view url, std::span<const std::string> recipients);

}  // namespace constat::classifier::wording
