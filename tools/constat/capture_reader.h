// All captures of a run as one, in the order of time: files that follow one another, and files that
// were taken side by side (one tap for each direction).
//
// Within a file the order is that of the file: a timestamp that goes back does not move a frame
// before its predecessors. Equal times go by the order of the inputs.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "capture/packet/packet_source.h"
#include "tools/constat/inputs.h"

namespace constat::tools {

class CaptureReader {
 public:
  // Called once per input when it is read to its end: its facts, and what reading said.
  using OnRead =
      std::function<void(std::uint32_t input, capture::InputFacts&& facts, const absl::Status&)>;

  // The captures among `inputs`, which are in order of their first frames. Opens them when their
  // time comes, at most Limits::open_inputs at once. All must outlive the reader.
  CaptureReader(std::vector<Input>& inputs, const Limits& limits, OnRead on_read);
  ~CaptureReader();
  CaptureReader(const CaptureReader&) = delete;
  CaptureReader& operator=(const CaptureReader&) = delete;

  // False at the end of all. `packet` is valid until the next call.
  bool next(capture::Packet& packet, std::uint32_t& input);
  // Of the input that next() named last.
  capture::InputFacts& facts();

 private:
  struct Open;
  void open_due();
  void open_next();
  void advance(std::unique_ptr<Open> open);

  std::vector<Input>& inputs_;
  const Limits& limits_;
  OnRead on_read_;
  std::size_t next_input_ = 0;
  std::vector<std::unique_ptr<Open>> heap_;  // earliest first out
  std::unique_ptr<Open> present_;            // whose packet was handed out
};

}  // namespace constat::tools
