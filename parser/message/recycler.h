// Keeps the memory of items of one mail for the next one. What comes back from append() still holds
// the old values: the caller resets it.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace constat::parser::message {

template <typename T>
class Recycler {
 public:
  // At most `cap` items wait for reuse; the rest is freed.
  explicit Recycler(std::size_t cap) : cap_(cap) {}

  void take_back(std::vector<T>& used) {
    for (T& item : used) {
      if (spares_.size() == cap_) break;
      spares_.push_back(std::move(item));
    }
    used.clear();
  }

  T& append(std::vector<T>& to) {
    if (spares_.empty()) return to.emplace_back();
    to.push_back(std::move(spares_.back()));
    spares_.pop_back();
    return to.back();
  }

 private:
  std::size_t cap_;
  std::vector<T> spares_;
};

}  // namespace constat::parser::message
