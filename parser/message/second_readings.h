// What programs in use read differently in one mail (robustness X03 to X11), at most a cap of it;
// and how much may be read again to say so.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "parser/message/defect_log.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

class SecondReadings {
 public:
  SecondReadings(const Limits& limits, DefectLog& defects) : limits_(limits), defects_(defects) {}

  // `out` takes the readings of a mail of so many bytes.
  void start(std::uint64_t mail_bytes, std::vector<SecondReading>& out) {
    out_ = &out;
    out.clear();
    limit_noted_ = false;
    const std::uint64_t most = std::numeric_limits<std::uint64_t>::max() / (mail_bytes | 1);
    left_ = mail_bytes * std::min<std::uint64_t>(limits_.second_reading_passes, most);
  }

  // Keeps the two readings where they differ. Their defect was noted where it was seen.
  void add(const SecondReading& reading) {
    if (reading.first == reading.second) return;
    if (out_->size() >= limits_.second_readings_per_mail) {
      note_limit(reading.where);
    } else {
      out_->push_back(reading);
    }
  }
  // The same, and notes the defect.
  void note(const SecondReading& reading) {
    defects_.add(reading.why, reading.where);
    add(reading);
  }

  // False, and noted once, when so many bytes may not be read again.
  bool may_read(std::uint64_t bytes, ByteRange where) {
    if (bytes <= left_) {
      left_ -= bytes;
      return true;
    }
    note_limit(where);
    return false;
  }

  void note_limit(ByteRange where) {
    if (!std::exchange(limit_noted_, true)) {
      defects_.add(DefectKind::kSecondReadingLimit, where);
    }
  }

 private:
  const Limits& limits_;
  DefectLog& defects_;
  std::vector<SecondReading>* out_ = nullptr;
  std::uint64_t left_ = 0;
  bool limit_noted_ = false;
};

}  // namespace constat::parser::message
