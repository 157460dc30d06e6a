// What the unfinished sessions of a pool hold together, bounded: when it is more than the cap, the
// session that was silent for longest is given up, and what it held comes out as far as it was
// read. Which one that is depends on the order of the capture alone.
//
// A session that holds little is neither counted nor given up: their number is bounded by
// Limits::flows. Nor is the one that was heard last: a mail that is larger than the cap is bounded
// by Limits::mail_bytes.
//
// One pool is used by one thread.
#pragma once

#include <cstddef>
#include <cstdint>

namespace constat::parser::smtp {

// Whoever holds memory on behalf of a session. Leaves its SessionMemory before it dies.
class Holder {
 public:
  Holder() = default;
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

  // Hands out what is known and holds nothing from here on; the memory has forgotten it already.
  virtual void give_up() = 0;

 protected:
  ~Holder() = default;

 private:
  friend class SessionMemory;
  Holder* older_ = nullptr;
  Holder* newer_ = nullptr;
  std::size_t held_ = 0;  // as it is counted; 0: not in the list
};

class SessionMemory {
 public:
  // What a session between two mails holds stays below.
  static constexpr std::size_t kLittle = 4096;

  explicit SessionMemory(std::size_t cap) : cap_(cap) {}

  // `holder` was heard, and holds `bytes` now. Others may be given up within the call.
  void hold(Holder& holder, std::size_t bytes) {
    leave(holder);
    if (bytes <= kLittle) return;
    holder.held_ = bytes;
    held_ += bytes;
    holder.older_ = newest_;
    (newest_ != nullptr ? newest_->newer_ : oldest_) = &holder;
    newest_ = &holder;
    while (held_ > cap_ && oldest_ != &holder) {
      Holder& silent = *oldest_;
      leave(silent);
      silent.give_up();
    }
  }

  void leave(Holder& holder) {
    if (holder.held_ == 0) return;
    held_ -= holder.held_;
    holder.held_ = 0;
    (holder.older_ != nullptr ? holder.older_->newer_ : oldest_) = holder.newer_;
    (holder.newer_ != nullptr ? holder.newer_->older_ : newest_) = holder.older_;
    holder.older_ = holder.newer_ = nullptr;
  }

  std::size_t held() const { return held_; }

 private:
  std::size_t cap_;
  std::size_t held_ = 0;
  Holder* oldest_ = nullptr;
  Holder* newest_ = nullptr;
};

}  // namespace constat::parser::smtp
