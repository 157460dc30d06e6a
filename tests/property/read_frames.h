// Frames read by the stages in one process, on one thread: the records, the streams as they were
// delivered, the counters, and what the reference reassembler makes of the same segments.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "capture/input.h"
#include "core/limits.h"
#include "tests/property/rewrite_packets.h"

namespace constat::tests {

struct Reading {
  // Records as JSON, without what tells of frames and times: those are facts about the frames, not
  // about what was said.
  std::multiset<std::string> records;
  // Per flow its ends and both sides' bytes and gaps.
  std::multiset<std::string> streams;
  capture::StreamCounts counts;
  std::uint64_t payload_offered = 0;  // of all segments
  std::size_t mails = 0;
  // What the reference reassembler gives, in the words of `streams`.
  std::multiset<std::string> reference;
};

Reading read_frames(const std::vector<Frame>& frames, const Limits& limits);

}  // namespace constat::tests
