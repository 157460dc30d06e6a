#include "classifier/wording/addresses.h"

#include <algorithm>
#include <array>

#include "classifier/wording/fold.h"
#include "core/pseudonym.h"

namespace constat::classifier::wording {
namespace {

bool is_local_byte(char c) {
  return is_word_byte(c) ||
         std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}
bool is_domain_byte(char c) { return is_word_byte(c) || c == '-' || c == '.'; }

// Second-level labels below which registries give out names.
constexpr std::string_view kSecondLevel[] = {"ac",  "asso", "co",  "com", "edu", "gob", "gouv",
                                             "gov", "net",  "nom", "or",  "org", "tm"};

// Top-level domains taken for one in a display name: "J.Dupont" names no domain.
constexpr std::string_view kTopLevel[] = {"app", "at",  "be", "biz",  "bzh",   "ca",  "ch",
                                          "co",  "com", "de", "es",   "eu",    "fr",  "info",
                                          "io",  "it",  "lu", "net",  "nl",    "org", "paris",
                                          "pro", "pt",  "re", "shop", "store", "uk",  "us"};

constexpr std::string_view kNoReply[] = {
    "noreply",       "donotreply",     "nereply",      "nepasrepondre", "nepasrepondreacemail",
    "nereponse",     "sansreponse",    "pasdereponse", "noresponse",    "noreponse",
    "nereponderpas", "neplusrepondre", "noanswer",     "dontreply",     "nonreply"};

template <std::size_t N>
bool contains(const std::string_view (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::string_view last_label(std::string_view domain) {
  const std::size_t dot = domain.rfind('.');
  return dot == std::string_view::npos ? domain : domain.substr(dot + 1);
}

}  // namespace

std::string_view domain_of(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

std::string_view local_part_of(std::string_view address) {
  return address.substr(0, address.rfind('@'));
}

std::optional<ByteRange> address_around(std::string_view text, std::size_t at) {
  constexpr std::size_t kLocal = 64, kDomain = 255;  // RFC 5321 section 4.5.3.1
  std::size_t begin = at;
  while (begin > 0 && at - begin <= kLocal && is_local_byte(text[begin - 1])) --begin;
  std::size_t end = at + 1;
  while (end < text.size() && end - at <= kDomain && is_domain_byte(text[end])) ++end;
  if (end < text.size() && is_domain_byte(text[end]))
    return std::nullopt;  // longer than any domain
  while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  while (begin < at && !is_word_byte(text[begin])) ++begin;  // a quote or dash before
  const std::string_view local = text.substr(begin, at - begin);
  const std::string_view domain = text.substr(at + 1, end - at - 1);
  const bool in_url =
      local.find('/') != std::string_view::npos || local.find('=') != std::string_view::npos;
  if (local.empty() || local.size() > kLocal || in_url) return std::nullopt;
  if (domain.find('.') == std::string_view::npos || domain.front() == '.' ||
      last_label(domain).size() < 2)
    return std::nullopt;
  return ByteRange{begin, end - begin};
}

std::string_view organisation_of(std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  std::size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return domain;
  const bool country = domain.size() - dot - 1 == 2;
  dot = domain.rfind('.', dot - 1);
  if (dot == std::string_view::npos || dot == 0) return domain;
  const std::string_view second = domain.substr(dot + 1, domain.rfind('.') - dot - 1);
  if (country && contains(kSecondLevel, to_lower_ascii(second))) {
    dot = domain.rfind('.', dot - 1);
    if (dot == std::string_view::npos) return domain;
  }
  return domain.substr(dot + 1);
}

std::string_view name_label_of(std::string_view domain) {
  const std::string_view organisation = organisation_of(domain);
  return organisation.substr(0, organisation.find('.'));
}

bool same_organisation(std::string_view a, std::string_view b) {
  return equals_ignoring_case(organisation_of(a), organisation_of(b));
}

bool is_no_reply(std::string_view address) {
  std::string letters;
  for (const char c : to_lower_ascii(local_part_of(address))) {
    if (is_word_byte(c) && !is_digit(c)) letters.push_back(c);
  }
  return std::any_of(std::begin(kNoReply), std::end(kNoReply), [&](std::string_view word) {
    return std::string_view(letters).starts_with(word) || std::string_view(letters).ends_with(word);
  });
}

std::string domain_in_name(std::string_view display_name) {
  const std::string name = fold(display_name.substr(0, 1024));  // far longer than any name shown
  if (const std::size_t at = name.find('@'); at != std::string::npos) {
    if (const auto address = address_around(name, at)) {
      return std::string(
          domain_of(std::string_view(name).substr(address->offset, address->length)));
    }
  }
  for (std::size_t i = 0; i < name.size();) {
    std::size_t end = i;
    while (end < name.size() && is_domain_byte(name[end])) ++end;
    std::string_view word = std::string_view(name).substr(i, end - i);
    while (word.ends_with('.')) word.remove_suffix(1);
    if (word.starts_with("www.")) word.remove_prefix(4);
    const std::size_t dot = word.find('.');
    if (dot != std::string_view::npos && dot >= 2 && contains(kTopLevel, last_label(word)))
      return std::string(word);
    i = end + 1;
  }
  return "";
}

}  // namespace constat::classifier::wording
