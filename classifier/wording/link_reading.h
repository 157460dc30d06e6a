// The links of a text with their URLs read once, for all families of facts.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/wording/fold.h"
#include "classifier/wording/meaning.h"
#include "classifier/wording/phrases.h"
#include "classifier/wording/span.h"
#include "parser/parsed_mail.h"

namespace constat::classifier::wording {

// A set of meanings.
class Meanings {
 public:
  void add(Meaning meaning) { held_.set(static_cast<std::size_t>(meaning)); }
  bool has(Meaning meaning) const { return held_.test(static_cast<std::size_t>(meaning)); }

 private:
  std::bitset<kMeanings> held_;
};

struct ReadLink {
  const parser::Link* link = nullptr;
  Span span;              // where its words, or the bare URL, stand in the folded text
  std::string url;        // percent-decoded, at most 4096 bytes of it
  std::string scheme;     // lower case, "" when there is none
  std::string merge_tag;  // one about unsubscribing, "" when there is none
  Meanings says;          // what words of its path, query or first host label mean
  bool quoted = false;    // another's words: quoted in a reply
  bool is_web() const { return scheme == "http" || scheme == "https"; }
  bool is_hidden() const { return link->visibility == parser::Visibility::kHidden; }
};

// Links of one text, in its order; memory is reused from text to text.
class LinkReading {
 public:
  // `cut`: from this position of the original on, words are another's.
  void read(const parser::TextPart& text, const Folded& folded, std::uint64_t cut);
  void clear() { count_ = 0; }
  std::span<const ReadLink> links() const { return std::span(links_).first(count_); }

 private:
  void read_url(ReadLink& link);
  std::vector<ReadLink> links_;
  std::size_t count_ = 0;
  Folded folded_;
  std::vector<Hit> hits_;
};

// "news.exemple.fr" of "https://user@news.exemple.fr:443/x", lower case; "" when there is none.
std::string host_of(std::string_view url);

}  // namespace constat::classifier::wording
