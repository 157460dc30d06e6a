// From byte ranges of a mail to the frames and stream offsets that carried them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "capture/raw_mail.h"
#include "classifier/mail_record.h"
#include "core/bytes.h"

namespace constat::classifier {

struct RangeOrigin {
  std::pair<std::uint64_t, std::uint64_t> frames;  // of the mail's own input; 0,0 when none
  std::optional<ByteRange> source;                 // in the stream or file
  std::vector<InputFrames> inputs;                 // empty where `frames` says all
};

// Asked once for each fact of a mail; keeps its memory in between.
class FrameTrace {
 public:
  // Both must outlive the trace. The mail's own input is that of its first frame.
  FrameTrace(const capture::RawMail& mail, const std::vector<std::string>& input_names);

  std::uint32_t own_input() const { return own_input_; }
  RangeOrigin of(ByteRange range);
  // Each input that carried any of the mail, also its envelope or the end of data, in order; empty
  // when it is the own one alone.
  std::vector<InputFrames> of_mail();

 private:
  struct Frames {
    std::uint32_t input;
    std::uint64_t first, last;
  };
  void add(std::uint32_t input, std::uint64_t first, std::uint64_t last);
  void collect(ByteRange range);
  bool own_input_alone() const;
  std::vector<InputFrames> named() const;

  const capture::RawMail& mail_;
  const std::vector<std::string>& input_names_;
  std::uint32_t own_input_;
  std::vector<capture::Origin> origins_;  // of the last range asked for
  std::vector<Frames> by_input_;
};

// Of the input `index`; "" when it is not named.
std::string name_at(const std::vector<std::string>& names, std::uint32_t index);

}  // namespace constat::classifier
