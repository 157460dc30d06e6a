// One reading of what stands behind the end of a mail, as the row of commands that the replies
// answer (odd_ends.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/smtp/alignment.h"
#include "parser/smtp/supposed_reading.h"

namespace constat::parser::smtp {

// What the two sides said behind the end of data.
struct Aftermath {
  std::vector<Verb> queued;  // commands that await their reply
  std::string_view ahead;    // what the client said behind them
  std::vector<int> codes;    // replies that wait
  // kKnown: nothing more was said; kOpen: no more is known. None: more may come.
  std::optional<Ends> ends;
};

// Commands inside the mail, in a reading that ended it early. The strict end of data comes last: it
// ends a body here too, or is a line of its own.
class InnerCommands {
 public:
  explicit InnerCommands(SupposedReading reading) : reading_(std::move(reading)) {}

  std::optional<Verb> next() {
    if (const auto verb = reading_.next()) {
      if (*verb != Verb::kEndOfData) ++commands_;
      return verb;
    }
    if (past_end_) return std::nullopt;
    past_end_ = true;
    if (reading_.in_body()) {
      reading_.end_body_behind();
      return Verb::kEndOfData;
    }
    ++commands_;
    return Verb::kUnknown;
  }
  void answered(int code) { reading_.answered(code); }

  std::uint64_t commands() const { return commands_; }  // without ends of data
  const std::vector<ByteRange>& bodies() const { return reading_.bodies(); }

 private:
  SupposedReading reading_;
  bool past_end_ = false;
  std::uint64_t commands_ = 0;
};

class CommandRow {
 public:
  // `inner`: none for the strict reading. `aftermath` is borrowed.
  CommandRow(std::optional<InnerCommands> inner, const Aftermath& aftermath, EndReplies ends)
      : inner_(std::move(inner)),
        queued_(aftermath.queued),
        ahead_(aftermath.ahead, nullptr, ends) {}

  std::optional<Verb> next() {
    if (inner_) {
      if (const auto verb = inner_->next()) return verb;
      inner_.reset();
    }
    from_queue_ = at_ < queued_.size();
    return from_queue_ ? std::optional(queued_[at_++]) : ahead_.next();
  }
  void answered(int code) {
    if (inner_) {
      inner_->answered(code);
    } else if (from_queue_) {
      ahead_.answered(queued_[at_ - 1], code);
    } else {
      ahead_.answered(code);
    }
  }

 private:
  std::optional<InnerCommands> inner_;
  const std::vector<Verb>& queued_;
  SupposedReading ahead_;
  std::size_t at_ = 0;
  bool from_queue_ = false;
};

}  // namespace constat::parser::smtp
