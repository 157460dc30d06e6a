#include "classifier/wording/phrases.h"

#include <algorithm>
#include <cassert>
#include <tuple>
#include <utility>

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
    longest_ = std::max(longest_, entry.text.size());
    entries_.push_back(entry);
  }
  number_bytes();
  build_trie();
  link_failures();
}

// Class 0: bytes of no phrase that part words; class 1: those that words consist of.
void PhraseTable::number_bytes() {
  constexpr std::uint8_t kInWords = 1;
  for (int byte = 0; byte < 256; ++byte) {
    class_of_[byte] = is_word_byte(static_cast<char>(byte)) ? kInWords : 0;
  }
  parts_words_ = {true, false};
  for (const Entry& entry : entries_) {
    for (const char c : entry.text) {
      std::uint8_t& number = class_of_[static_cast<unsigned char>(c)];
      if (number > kInWords) continue;
      number = static_cast<std::uint8_t>(parts_words_.size());
      parts_words_.push_back(!is_word_byte(c));
    }
  }
  classes_ = static_cast<std::uint32_t>(parts_words_.size());
  class_of_[static_cast<unsigned char>('\n')] = class_of_[static_cast<unsigned char>(' ')];
}

void PhraseTable::build_trie() {
  next_.assign(2 * std::size_t{classes_}, kNone);
  phrase_at_.assign(2, kNone);
  for (std::size_t index = 0; index < entries_.size(); ++index) {
    const bool anywhere = entries_[index].open_start || !is_word_byte(entries_[index].text.front());
    std::uint32_t state = anywhere ? kInside : kBorder;
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
// the trie into a full automaton: every (state, byte) has its next state. What parts words leads to
// kBorder at least, as if each phrase that starts a word began with it.
void PhraseTable::link_failures() {
  const std::size_t states = phrase_at_.size();
  std::vector<std::uint32_t> failure(states, kInside);
  same_end_.assign(states, kNone);
  std::vector<std::uint32_t> queue{kInside, kBorder};
  for (std::size_t head = 0; head < queue.size(); ++head) {
    const std::uint32_t state = queue[head];
    for (std::uint32_t c = 0; c < classes_; ++c) {
      std::uint32_t& next = next_[state * std::size_t{classes_} + c];
      const std::uint32_t fallback = state == kInside
                                         ? (parts_words_[c] ? kBorder : kInside)
                                         : next_[failure[state] * std::size_t{classes_} + c];
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
    if (phrase_at_[next] != kNone || same_end_[next] != kNone) next |= kAccepts;
  }
  number_states(queue);
}

// `order` lists the states by length; they get their numbers by it.
void PhraseTable::number_states(const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> number(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) number[order[i]] = i;
  std::vector<std::uint32_t> next(next_.size());
  std::vector<std::uint32_t> phrase_at(order.size());
  std::vector<std::uint32_t> same_end(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    phrase_at[i] = phrase_at_[order[i]];
    const std::uint32_t shorter = same_end_[order[i]];
    same_end[i] = shorter == kNone ? kNone : number[shorter];
    for (std::size_t c = 0; c < classes_; ++c) {
      const std::uint32_t target = next_[order[i] * std::size_t{classes_} + c];
      next[i * classes_ + c] = number[target & ~kAccepts] * classes_ | (target & kAccepts);
    }
  }
  next_ = std::move(next);
  phrase_at_ = std::move(phrase_at);
  same_end_ = std::move(same_end);
  start_ = number[kBorder] * classes_;
}

std::uint32_t PhraseTable::walk(std::uint32_t state, std::string_view folded, std::size_t from,
                                std::size_t to, std::vector<Hit>& hits) const {
  for (std::size_t at = from; at < to; ++at) {
    const std::uint32_t next = next_[state + class_of_[static_cast<unsigned char>(folded[at])]];
    state = next & ~kAccepts;
    if ((next & kAccepts) != 0) report(state / classes_, folded, at + 1, hits);
  }
  return state;
}

// A phrase that ends behind `at` starts less than its own length before.
std::uint32_t PhraseTable::state_at(std::string_view folded, std::size_t at) const {
  const std::size_t begin = at - std::min(at, longest_);
  const bool border = begin == 0 || !is_word_byte(folded[begin - 1]);
  std::uint32_t state = border ? start_ : 0;
  for (std::size_t i = begin; i < at; ++i) {
    state = next_[state + class_of_[static_cast<unsigned char>(folded[i])]] & ~kAccepts;
  }
  return state;
}

void PhraseTable::scan_side_by_side(std::string_view folded, std::size_t stretch,
                                    std::vector<Hit>& hits) const {
  const std::size_t begin[] = {0, stretch, 2 * stretch, 3 * stretch};
  std::uint32_t a = start_;
  std::uint32_t b = state_at(folded, begin[1]);
  std::uint32_t c = state_at(folded, begin[2]);
  std::uint32_t d = state_at(folded, begin[3]);
  const auto step = [&](std::uint32_t& state, std::size_t at) {
    state = next_[(state & ~kAccepts) + class_of_[static_cast<unsigned char>(folded[at])]];
  };
  for (std::size_t i = 0; i < stretch; ++i) {
    step(a, begin[0] + i);
    step(b, begin[1] + i);
    step(c, begin[2] + i);
    step(d, begin[3] + i);
    if (((a | b | c | d) & kAccepts) == 0) continue;
    std::size_t lane = 0;
    for (const std::uint32_t state : {a, b, c, d}) {
      if ((state & kAccepts) != 0) {
        report((state & ~kAccepts) / classes_, folded, begin[lane] + i + 1, hits);
      }
      ++lane;
    }
  }
  walk(d & ~kAccepts, folded, 4 * stretch, folded.size(), hits);
}

void PhraseTable::scan(std::string_view folded, std::vector<Hit>& hits) const {
  const std::size_t stretch = folded.size() / 4;
  if (stretch < 4 * longest_) {
    walk(start_, folded, 0, folded.size(), hits);
    return;
  }
  const auto before = static_cast<std::ptrdiff_t>(hits.size());
  scan_side_by_side(folded, stretch, hits);
  // The order a single walk finds them in: report() takes phrases of one text last to first.
  std::sort(hits.begin() + before, hits.end(), [](const Hit& x, const Hit& y) {
    return std::tie(x.end, x.begin, y.phrase) < std::tie(y.end, y.begin, x.phrase);
  });
}

void PhraseTable::report(std::uint32_t state, std::string_view folded, std::size_t end,
                         std::vector<Hit>& hits) const {
  const bool ends_word = end == folded.size() || !is_word_byte(folded[end]);
  for (; state != kNone; state = same_end_[state]) {
    for (std::uint32_t index = phrase_at_[state]; index != kNone;
         index = entries_[index].same_text) {
      const Entry& entry = entries_[index];
      const std::size_t begin = end - entry.text.size();
      if (!ends_word && !entry.open_end && is_word_byte(folded[end - 1])) continue;
      hits.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                      phrases_[index].meaning, static_cast<std::uint16_t>(index)});
    }
  }
}

}  // namespace constat::classifier::wording
