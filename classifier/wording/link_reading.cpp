#include "classifier/wording/link_reading.h"

#include <algorithm>

#include "classifier/wording/merge_tag.h"
#include "classifier/wording/tables.h"
#include "core/pseudonym.h"

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kUrlReach = 4096;  // bytes of a URL that are looked at

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void decode_percent(std::string_view url, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < url.size(); ++i) {
    const int high = url[i] == '%' && i + 2 < url.size() ? hex_value(url[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(url[i + 2]) : -1;
    if (low >= 0) i += 2;
    out.push_back(low >= 0 ? static_cast<char>(high * 16 + low) : url[i]);
  }
}

std::string scheme_of(std::string_view url) {
  const std::size_t colon = url.find(':');
  if (colon == std::string_view::npos || colon > 16) return "";
  return to_lower_ascii(url.substr(0, colon));
}

// Where words of the URL tell something: in path or query, or in the first label of a host of three
// or more (unsubscribe.exemple.fr). A name like optout.fr tells nothing.
struct Telling {
  Span label;
  std::size_t path = 0;

  bool holds(const Hit& hit) const {
    return hit.begin >= path || (hit.begin >= label.begin && hit.end <= label.end);
  }
};

Telling telling_places(std::string_view folded) {
  const std::size_t slashes = folded.find("//");
  if (slashes == std::string_view::npos) return {};
  const std::size_t host = slashes + 2;
  const std::size_t path = std::min(folded.find_first_of("/?#", host), folded.size());
  const std::string_view name = folded.substr(host, path - host);
  const bool has_subdomain = std::count(name.begin(), name.end(), '.') >= 2;
  return {{host, has_subdomain ? host + name.find('.') : host}, path};
}

std::string merge_tag_in(std::string_view url, std::span<const Hit> hits) {
  for (const Hit& hit : hits) {
    if (hit.meaning != Meaning::kUrlStop) continue;
    const auto tag = merge_tag_around(url, {hit.begin, hit.end - hit.begin}, TagPlace::kUrl);
    if (tag) return std::string(url.substr(tag->offset, tag->length));
  }
  return "";
}

// In plain text, a link inside quoted lines was left out by the folding.
bool is_quoted(const parser::TextPart& text, const Folded& folded, const ReadLink& link,
               std::uint64_t cut) {
  if (link.link->text_offset >= cut) return true;
  return !text.html && folded.to_original({link.span.begin, 0}).offset != link.link->text_offset;
}

}  // namespace

void LinkReading::read_url(ReadLink& link) {
  decode_percent(std::string_view(link.link->url).substr(0, kUrlReach), link.url);
  link.scheme = scheme_of(link.url);
  link.merge_tag.clear();
  link.says = {};
  folded_.assign(link.url, QuotedLines::kKept);
  hits_.clear();
  const std::string_view folded = folded_.text();
  url_phrases().scan(folded, hits_);
  if (hits_.empty()) return;
  const Telling telling = telling_places(folded);
  for (const Hit& hit : hits_) {
    if (telling.holds(hit)) link.says.add(hit.meaning);
  }
  // Where folding changed the length there are accents: no tag is written so.
  if (folded.size() == link.url.size()) link.merge_tag = merge_tag_in(link.url, hits_);
}

void LinkReading::read(const parser::TextPart& text, const Folded& folded, std::uint64_t cut) {
  count_ = text.links.size();
  if (links_.size() < count_) links_.resize(count_);
  const std::size_t end_of_text = folded.text().size();
  for (std::size_t i = 0; i < count_; ++i) {
    ReadLink& link = links_[i];
    link.link = &text.links[i];
    const std::uint64_t at = link.link->text_offset;
    const std::size_t length = text.html ? link.link->text.size() : link.link->url.size();
    const std::size_t begin = std::min(folded.from_original(at), end_of_text);
    link.span = {begin, std::clamp(folded.from_original(at + length), begin, end_of_text)};
    link.quoted = is_quoted(text, folded, link, cut);
    read_url(link);
  }
}

std::string host_of(std::string_view url) {
  const std::size_t slashes = url.find("//");
  if (slashes == std::string_view::npos) return "";
  std::string_view host = url.substr(slashes + 2);
  host = host.substr(0, host.find_first_of("/?#\\"));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
    host.remove_prefix(at + 1);
  }
  if (!host.starts_with('[')) host = host.substr(0, host.find(':'));
  return to_lower_ascii(host);
}

}  // namespace constat::classifier::wording
