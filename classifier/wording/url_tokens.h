// What a URL carries besides its place: parameters of campaigns, and tokens made for one recipient.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace constat::classifier::wording {

// Names of the campaign parameters in the query, each once, in their order: "utm_source".
std::vector<std::string> campaign_parameters(std::string_view url);

// Does the path or query carry a token that looks made for one recipient: a long row of letters and
// digits mixed, a UUID, or the address of a recipient? File names of images and values of campaign
// parameters are none. `recipients`: addresses in lower case.
bool carries_personal_token(std::string_view url, std::span<const std::string> recipients);

}  // namespace constat::classifier::wording
