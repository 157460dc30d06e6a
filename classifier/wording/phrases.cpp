#include "classifier/wording/phrases.h"

#include <cassert>

#include "classifier/wording/fold.h"

namespace constat::classifier::wording {

PhraseTable::PhraseTable(std::vector<Phrase> phrases) : phrases_(std::move(phrases)) {
  assert(phrases_.size() < UINT16_MAX);
  for (const Phrase& phrase : phrases_) {
    Entry entry{phrase.text};
    if (entry.text.starts_with('*')) {
      entry.open_start = true;
      entry.text.remove_prefix(1);
    }
    if (entry.text.ends_with('*')) {
      entry.open_end = true;
      entry.text.remove_suffix(1);
    }
    assert(!entry.text.empty());
    entries_.push_back(entry);
  }
  number_bytes();
  build_trie();
  link_failures();
}

void PhraseTable::number_bytes() {
  for (const Entry& entry : entries_) {
    for (const char c : entry.text) {
      std::uint8_t& number = class_of_[static_cast<unsigned char>(c)];
      if (number == 0) number = static_cast<std::uint8_t>(classes_++);
    }
  }
  class_of_[static_cast<unsigned char>('\n')] = class_of_[static_cast<unsigned char>(' ')];
}

void PhraseTable::build_trie() {
  next_.assign(classes_, kNone);
  phrase_at_.assign(1, kNone);
  for (std::size_t index = 0; index < entries_.size(); ++index) {
    std::uint32_t state = 0;
    for (const char c : entries_[index].text) {
      const std::size_t step =
          state * std::size_t{classes_} + class_of_[static_cast<unsigned char>(c)];
      if (next_[step] == kNone) {
        next_[step] = static_cast<std::uint32_t>(phrase_at_.size());
        next_.resize(next_.size() + classes_, kNone);
        phrase_at_.push_back(kNone);
      }
      state = next_[step];
    }
    entries_[index].same_text = phrase_at_[state];  // "optout" may have two meanings
    phrase_at_[state] = static_cast<std::uint32_t>(index);
  }
}

// Breadth first, so that the shorter state a failure leads to is complete when it is needed. Turns
// the trie into a full automaton: every (state, byte) has its next state.
void PhraseTable::link_failures() {
  const std::size_t states = phrase_at_.size();
  std::vector<std::uint32_t> failure(states, 0);
  same_end_.assign(states, kNone);
  std::vector<std::uint32_t> queue{0};
  for (std::size_t head = 0; head < queue.size(); ++head) {
    const std::uint32_t state = queue[head];
    for (std::uint32_t c = 0; c < classes_; ++c) {
      std::uint32_t& next = next_[state * std::size_t{classes_} + c];
      const std::uint32_t fallback =
          state == 0 ? 0 : next_[failure[state] * std::size_t{classes_} + c];
      if (next == kNone) {
        next = fallback;
        continue;
      }
      failure[next] = fallback;
      same_end_[next] = phrase_at_[fallback] != kNone ? fallback : same_end_[fallback];
      queue.push_back(next);
    }
  }
  for (std::uint32_t& next : next_) {
    const bool accepts = phrase_at_[next] != kNone || same_end_[next] != kNone;
    next = next * classes_ | (accepts ? kAccepts : 0);
  }
}

void PhraseTable::scan(std::string_view folded, std::vector<Hit>& hits) const {
  std::uint32_t state = 0;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const std::uint32_t next = next_[state + class_of_[static_cast<unsigned char>(folded[at])]];
    state = next & ~kAccepts;
    if ((next & kAccepts) != 0) report(state / classes_, folded, at + 1, hits);
  }
}

void PhraseTable::report(std::uint32_t state, std::string_view folded, std::size_t end,
                         std::vector<Hit>& hits) const {
  const bool ends_word = end == folded.size() || !is_word_byte(folded[end]);
  for (; state != kNone; state = same_end_[state]) {
    for (std::uint32_t index = phrase_at_[state]; index != kNone;
         index = entries_[index].same_text) {
      const Entry& entry = entries_[index];
      const std::size_t begin = end - entry.text.size();
      const bool word_end = ends_word || entry.open_end || !is_word_byte(folded[end - 1]);
      const bool word_start = begin == 0 || entry.open_start || !is_word_byte(folded[begin - 1]) ||
                              !is_word_byte(folded[begin]);
      if (!word_end || !word_start) continue;
      hits.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                      phrases_[index].meaning, static_cast<std::uint16_t>(index)});
    }
  }
}

}  // namespace constat::classifier::wording
