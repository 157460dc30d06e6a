// Commands whose reply is awaited, in order. Elements are reused, so that a session of a million
// commands allocates a handful of times; a client that does not pipeline needs one element.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes.h"
#include "parser/smtp/command.h"
#include "parser/smtp/side_input.h"

namespace constat::parser::smtp {

struct Expected {
  enum class Kind : std::uint8_t {
    kCommand,
    kLostReplies,  // replies to commands that were not captured: `count` of them come here
    kUnmatched,    // from here on no reply can be given to a command with certainty
    kOddEnds,  // the mail before it may have ended earlier: replies to what follows are doubtful
  };
  Kind kind = Kind::kCommand;
  Command command;
  ByteRange where;  // in the client's stream
  Provenance from;
  std::uint64_t end = 0;  // behind its last byte, in the client's stream
  std::uint64_t count = 0;
  // Chunks were begun before it and not ended: the mail is concluded as far as it came.
  bool breaks_off_chunks = false;
};

class ExchangeQueue {
 public:
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  Expected& front() { return ring_[head_]; }
  const Expected& at(std::size_t index) const { return ring_[(head_ + index) % ring_.size()]; }

  // Memory that the queue takes, that of arguments kept for reuse included.
  std::size_t held_bytes() const { return ring_.capacity() * sizeof(Expected) + text_bytes_; }
  // Has `command`, of an element of this, hold the texts.
  void set_texts(Command& command, std::string_view argument, std::string_view verbatim) {
    const std::size_t before = command.argument.capacity() + command.verbatim.capacity();
    command.argument.assign(argument);
    command.verbatim.assign(verbatim);
    text_bytes_ += command.argument.capacity() + command.verbatim.capacity() - before;
  }

  // A fresh element at the end; its command keeps old memory.
  Expected& push() {
    if (size_ == ring_.size()) grow();
    Expected& element = ring_[(head_ + size_) % ring_.size()];
    ++size_;
    element.kind = Expected::Kind::kCommand;
    element.count = 0;
    element.end = 0;
    element.breaks_off_chunks = false;
    return element;
  }
  // While a body is read nothing is awaited, and nothing is held.
  void give_back_memory() {
    if (size_ > 0) return;
    std::vector<Expected>().swap(ring_);
    head_ = 0;
    text_bytes_ = 0;
  }
  void pop() {
    head_ = (head_ + 1) % ring_.size();
    --size_;
  }

 private:
  void grow() {
    std::vector<Expected> larger(ring_.empty() ? 1 : 2 * ring_.size());
    for (std::size_t index = 0; index < size_; ++index) {
      larger[index] = std::move(ring_[(head_ + index) % ring_.size()]);
    }
    ring_ = std::move(larger);
    head_ = 0;
  }

  std::vector<Expected> ring_;
  std::size_t head_ = 0;
  std::size_t size_ = 0;
  std::size_t text_bytes_ = 0;
};

}  // namespace constat::parser::smtp
