// From byte ranges of a mail to the frames and stream offsets that carried them.

#include "classifier/records/fact_frames.h"

#include <algorithm>

namespace constat::classifier {

std::string name_at(const std::vector<std::string>& names, std::uint32_t index) {
  return index < names.size() ? names[index] : std::string();
}

FrameTrace::FrameTrace(const capture::RawMail& mail, const std::vector<std::string>& input_names)
    : mail_(mail),
      input_names_(input_names),
      own_input_(mail.first_frame.frame != 0 ? mail.first_frame.input : mail.input) {}

void FrameTrace::add(std::uint32_t input, std::uint64_t first, std::uint64_t last) {
  if (first == 0) return;
  const auto known = std::ranges::find(by_input_, input, &Frames::input);
  if (known == by_input_.end()) {
    by_input_.push_back({input, first, last});
  } else {
    known->first = std::min(known->first, first);
    known->last = std::max(known->last, last);
  }
}

void FrameTrace::collect(ByteRange range) {
  origins_.clear();
  if (mail_.pieces != nullptr) capture::append_origins(*mail_.pieces, range, origins_);
  for (const capture::Origin& origin : origins_) {
    add(origin.input, origin.first_frame, origin.last_frame);
  }
}

bool FrameTrace::own_input_alone() const {
  return by_input_.empty() || (by_input_.size() == 1 && by_input_.front().input == own_input_);
}

std::vector<InputFrames> FrameTrace::named() const {
  std::vector<InputFrames> names;
  for (const Frames& frames : by_input_) {
    names.push_back({name_at(input_names_, frames.input), frames.first, frames.last});
  }
  return names;
}

RangeOrigin FrameTrace::of(ByteRange range) {
  RangeOrigin found;
  by_input_.clear();
  collect(range);
  if (origins_.empty()) return found;
  ByteRange source = origins_.front().source;
  for (const capture::Origin& origin : origins_) {
    const std::uint64_t end = std::max(source.end(), origin.source.end());
    source.offset = std::min(source.offset, origin.source.offset);
    source.length = end - source.offset;
  }
  found.source = source;
  const auto own = std::ranges::find(by_input_, own_input_, &Frames::input);
  if (own != by_input_.end()) found.frames = {own->first, own->last};
  if (!own_input_alone()) found.inputs = named();
  return found;
}

std::vector<InputFrames> FrameTrace::of_mail() {
  by_input_.clear();
  add(mail_.first_frame.input, mail_.first_frame.frame, mail_.first_frame.frame);
  collect({0, mail_.bytes.size()});
  add(mail_.last_frame.input, mail_.last_frame.frame, mail_.last_frame.frame);
  return own_input_alone() ? std::vector<InputFrames>() : named();
}

}  // namespace constat::classifier
