// Where bytes of a mail are missing, for questions about ranges.
#pragma once

#include <cstdint>
#include <vector>

#include "capture/raw_mail.h"

namespace constat::parser::message {

class Holes {
 public:
  void read(const capture::RawMail& mail);

  bool any() const { return !positions_.empty(); }
  // A hole lies in or at either end of [begin, end].
  bool touch(std::uint64_t begin, std::uint64_t end) const;
  bool before(std::uint64_t position) const {
    return !positions_.empty() && positions_.front() < position;
  }
  bool at_or_after(std::uint64_t position) const {
    return !positions_.empty() && positions_.back() >= position;
  }
  // The beginning was not captured: what looks like a header may be none.
  bool head_missing() const { return head_missing_; }

 private:
  std::vector<std::uint64_t> positions_;  // rising
  bool head_missing_ = false;
};

}  // namespace constat::parser::message
