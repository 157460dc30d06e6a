#include "classifier/wording/url_tokens.h"

#include <algorithm>

#include "classifier/wording/fold.h"
#include "core/pseudonym.h"

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kName = 40;  // bytes of a parameter's name
constexpr std::size_t kMixed =
    16;  // letters and digits mixed: the shortest that looks like a token
constexpr std::size_t kCased = 20;  // the same for letters alone, capitals and small ones mixed

// Google, Microsoft, Meta, Matomo, HubSpot, Mailchimp, AT Internet / Piano: their own documents.
constexpr std::string_view kCampaign[] = {
    "gclid",       "dclid",     "gbraid",      "wbraid",  "fbclid", "msclkid",     "mc_cid",
    "mc_eid",      "at_medium", "at_campaign", "xtor",    "cmpid",  "campaign",    "campaignid",
    "campaign_id", "ecid",      "hsenc",       "_hsenc",  "_hsmi",  "sc_campaign", "icid",
    "awc",         "trk_msg",   "trk_contact", "campagne"};
constexpr std::string_view kPrefixes[] = {"utm_", "pk_", "mtm_", "matomo_", "at_custom"};
constexpr std::string_view kFiles[] = {".png", ".jpg", ".jpeg", ".gif", ".webp",
                                       ".svg", ".css", ".js",   ".ico", ".woff2"};

bool is_campaign(std::string_view name) {
  if (std::find(std::begin(kCampaign), std::end(kCampaign), name) != std::end(kCampaign))
    return true;
  return std::any_of(std::begin(kPrefixes), std::end(kPrefixes), [&](std::string_view prefix) {
    return name.starts_with(prefix) && name.size() > prefix.size();
  });
}

// Calls `use(name, value)` for each pair of the query, until it gives true; gives that.
template <typename Use>
bool any_parameter(std::string_view url, Use use) {
  const std::size_t mark = url.find('?');
  if (mark == std::string_view::npos) return false;
  std::string_view query = url.substr(mark + 1);
  query = query.substr(0, query.find('#'));
  while (!query.empty()) {
    const std::size_t end = std::min(query.find_first_of("&;"), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (use(pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())))) return true;
  }
  return false;
}

struct Census {
  std::size_t digits = 0, small = 0, capitals = 0, changes = 0;
};

Census census_of(std::string_view row) {
  Census census;
  int before = 0;
  for (const char c : row) {
    const int kind = is_digit(c) ? 1 : c >= 'a' ? 2 : 3;
    ++(kind == 1 ? census.digits : kind == 2 ? census.small : census.capitals);
    census.changes += before != 0 && kind != before ? 1 : 0;
    before = kind;
  }
  return census;
}

// A row of letters and digits that no word, number or date looks like.
bool is_token(std::string_view row) {
  if (row.size() < kMixed) return false;
  const Census census = census_of(row);
  if (census.digits >= 2 && census.digits < row.size()) return census.changes >= 4;
  return row.size() >= kCased && census.digits == 0 && census.changes >= row.size() / 3;
}

// RFC 9562 section 4: 8-4-4-4-12 hexadecimal digits.
bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = text[i];
    const bool hex = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

bool is_row_byte(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool holds_token(std::string_view text) {
  if (is_uuid(text)) return true;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && is_row_byte(text[i])) continue;
    if (is_token(text.substr(begin, i - begin))) return true;
    begin = i + 1;
  }
  return false;
}

bool names_recipient(std::string_view text, std::span<const std::string> recipients) {
  if (text.find('@') == std::string_view::npos) return false;
  const std::string lower = to_lower_ascii(text);
  return std::any_of(recipients.begin(), recipients.end(), [&](const std::string& address) {
    return !address.empty() && lower.find(address) != std::string::npos;
  });
}

bool is_file(std::string_view segment) {
  const std::string lower = to_lower_ascii(segment);
  return std::any_of(std::begin(kFiles), std::end(kFiles),
                     [&](std::string_view end) { return lower.ends_with(end); });
}

bool path_holds_token(std::string_view url) {
  const std::size_t slashes = url.find("//");
  if (slashes == std::string_view::npos) return false;
  std::string_view path = url.substr(slashes + 2);
  path = path.substr(0, path.find_first_of("?#"));
  std::size_t at = path.find('/');
  while (at != std::string_view::npos) {
    const std::size_t next = path.find('/', at + 1);
    const std::string_view segment = path.substr(at + 1, next - at - 1);
    if (!is_file(segment) && holds_token(segment)) return true;
    at = next;
  }
  return false;
}

}  // namespace

bool append_campaign_parameters(std::string_view url, std::string& out) {
  const std::size_t start = out.size();
  any_parameter(url, [&](std::string_view name, std::string_view) {
    if (name.size() > kName) return false;
    const std::string told = " " + to_lower_ascii(name);
    if (!is_campaign(std::string_view(told).substr(1))) return false;
    const std::size_t at = out.find(told, start);
    const std::size_t end = at + told.size();
    const bool known = at != std::string::npos && (end == out.size() || out[end] == ' ');
    if (!known) out += told;
    return false;
  });
  return out.size() > start;
}

bool carries_personal_token(std::string_view url, std::span<const std::string> recipients) {
  if (names_recipient(url, recipients)) return true;
  const bool in_query = any_parameter(url, [](std::string_view name, std::string_view value) {
    if (is_campaign(to_lower_ascii(name.substr(0, kName)))) return false;
    return holds_token(value) || (value.empty() && holds_token(name));
  });
  return in_query || path_holds_token(url);
}

}  // namespace constat::classifier::wording
