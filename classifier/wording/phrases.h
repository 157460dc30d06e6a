// Many phrases looked for at once in folded text: an automaton after Aho and Corasick (CACM 18,
// 1975), one table step a byte, whatever the number of phrases.
//
// A phrase is written folded (fold.h) and matches between word borders. A '*' at its end or start
// lifts the border there: "unsubscri*". A space of a phrase also matches a single line end.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "classifier/wording/meaning.h"

namespace constat::classifier::wording {

struct Phrase {
  std::string_view text;
  Meaning meaning;
  std::string_view value = {};     // what a fact says for it, where that is not the phrase itself
  std::string_view language = {};  // ISO 639-1; "mul" where several share it
};

// Positions in the folded text.
struct Hit {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Meaning meaning{};
  std::uint16_t phrase = 0;  // index in PhraseTable::phrase()
};

class PhraseTable {
 public:
  // The phrases' texts must outlive the table.
  explicit PhraseTable(std::vector<Phrase> phrases);

  // Appends all hits, by end position; of hits with one end the longest comes first. A long text is
  // walked at four places side by side, because each step of a walk waits for the one before.
  void scan(std::string_view folded, std::vector<Hit>& hits) const;
  const Phrase& phrase(const Hit& hit) const { return phrases_[hit.phrase]; }

 private:
  struct Entry {  // of `entries_`, sorted by phrase
    std::string_view text;
    bool open_start = false;
    bool open_end = false;
    std::uint32_t same_text =
        UINT32_MAX;  // the next phrase of the same text, with another meaning or border
  };
  void number_bytes();
  void build_trie();
  void link_failures();
  void number_states(const std::vector<std::uint32_t>& order);
  // Reads [from, to) of the text from `state` on; gives the state behind it.
  std::uint32_t walk(std::uint32_t state, std::string_view folded, std::size_t from, std::size_t to,
                     std::vector<Hit>& hits) const;
  // The state at `at`, as far as hits that end behind it need it.
  std::uint32_t state_at(std::string_view folded, std::size_t at) const;
  void scan_side_by_side(std::string_view folded, std::size_t stretch,
                         std::vector<Hit>& hits) const;
  void report(std::uint32_t state, std::string_view folded, std::size_t end,
              std::vector<Hit>& hits) const;

  // The two states before any byte of a phrase: inside a word, and where a word may start. Most
  // phrases start words, so that the walk stays in the first one from byte to byte.
  static constexpr std::uint32_t kInside = 0;
  static constexpr std::uint32_t kBorder = 1;
  static constexpr std::uint32_t kNone = UINT32_MAX;
  static constexpr std::uint32_t kAccepts = 1u << 31;

  std::vector<Phrase> phrases_;
  std::vector<Entry> entries_;
  std::uint8_t class_of_[256] = {};
  std::vector<bool> parts_words_;  // by class
  std::uint32_t classes_ = 0;
  std::uint32_t start_ = 0;  // kBorder as an offset into `next_`
  std::size_t longest_ = 0;  // bytes of the longest phrase
  // States are offsets into `next_` (state number times `classes_`), the shortest prefixes first:
  // those are met most and lie together. kAccepts marks those that end a phrase.
  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> phrase_at_;  // by state number
  std::vector<std::uint32_t>
      same_end_;  // by state number: the next shorter state that ends a phrase
};

}  // namespace constat::classifier::wording
