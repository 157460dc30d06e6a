// What the capture missed, swapped or saw twice (segments.h).
#include <algorithm>
#include <utility>

#include "tools/forge/segments.h"

namespace constat::forge {
namespace {

constexpr std::int64_t kDuplicateGap = 3'000;  // nanoseconds after the first copy

bool is_data_of(const Segment& segment, Side side) {
  return segment.side == side && !segment.bytes.empty();
}

// From the first to the last content byte of the given mail (1 is the first), chunk lines of BDAT
// included.
ByteRange content_of(const Dialogue& dialogue, std::uint64_t mail) {
  for (const SentTransaction& transaction : dialogue.transactions) {
    if (!transaction.mail || --mail > 0) continue;
    const std::uint64_t begin = transaction.mail->wire.front().offset;
    return {begin, transaction.mail->wire.back().end() - begin};
  }
  return {};
}

bool lies_within(const ByteRange& inner, const ByteRange& outer) {
  return inner.offset >= outer.offset && inner.end() <= outer.end();
}

// Index of the segment that the fault names; segments.size() when there is none.
std::size_t find_lost(const LostSegment& lost, const Dialogue& dialogue,
                      const std::vector<Segment>& segments) {
  const ByteRange within =
      lost.mail > 0 ? content_of(dialogue, lost.mail) : ByteRange{0, ~std::uint64_t{0}};
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool counts =
        is_data_of(segments[i], lost.side) && lies_within(segments[i].bytes, within);
    if (counts && ++seen == lost.segment) return i;
  }
  return segments.size();
}

std::string lose(const SessionPlan& plan, const Dialogue& dialogue,
                 std::vector<Segment>& segments) {
  std::vector<bool> gone(segments.size(), false);
  for (const LostSegment& lost : plan.lost) {
    const std::size_t index = find_lost(lost, dialogue, segments);
    if (index == segments.size()) {
      return std::to_string(lost.line) +
             ": there is no such segment to lose; write a smaller number";
    }
    gone[index] = true;
  }
  std::size_t index = 0;
  std::erase_if(segments, [&](const Segment&) { return gone[index++]; });
  return {};
}

std::string begin_late(const SessionPlan& plan, std::vector<Segment>& segments) {
  if (plan.starts_at_segment == 0) return {};
  std::uint64_t seen = 0;
  const auto first = std::find_if(segments.begin(), segments.end(), [&](const Segment& segment) {
    return is_data_of(segment, Side::kClient) && ++seen == plan.starts_at_segment;
  });
  if (first == segments.end()) {
    return std::to_string(plan.line) +
           ": begin_at names a segment that is not there; write a smaller number";
  }
  segments.erase(segments.begin(), first);
  return {};
}

void keep_side(SidesKept kept, std::vector<Segment>& segments) {
  if (kept == SidesKept::kBoth) return;
  const Side side = kept == SidesKept::kClientOnly ? Side::kClient : Side::kServer;
  std::erase_if(segments, [&](const Segment& segment) { return segment.side != side; });
}

// Exchanges what the places hold; the times stay where they are.
void shuffle(std::vector<Segment>& segments, const std::vector<std::size_t>& places,
             Random& random) {
  for (std::size_t i = places.size(); i > 1; --i) {
    Segment& a = segments[places[i - 1]];
    Segment& b = segments[places[random.below(i)]];
    std::swap(a, b);
    std::swap(a.time, b.time);
  }
}

// Shuffles the client's data within windows. No window reaches over a segment of the server, which
// would then acknowledge what it cannot have seen.
void reorder(std::uint64_t window, Random& random, std::vector<Segment>& segments) {
  if (window == 0) return;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool movable = is_data_of(segments[i], Side::kClient);
    if (!movable || places.size() == window) {
      shuffle(segments, places, random);
      places.clear();
    }
    if (movable) places.push_back(i);
  }
  shuffle(segments, places, random);
}

void duplicate(std::uint64_t every, std::vector<Segment>& segments) {
  if (every == 0) return;
  std::vector<Segment> out;
  std::uint64_t data = 0;
  for (const Segment& segment : segments) {
    out.push_back(segment);
    if (segment.bytes.empty() || ++data % every != 0) continue;
    out.push_back(segment);
    out.back().time.nanoseconds += kDuplicateGap;
  }
  segments = std::move(out);
}

}  // namespace

std::string apply_faults(const SessionPlan& plan, const Dialogue& dialogue, Random& random,
                         std::vector<Segment>& segments) {
  if (std::string problem = lose(plan, dialogue, segments); !problem.empty()) return problem;
  if (std::string problem = begin_late(plan, segments); !problem.empty()) return problem;
  reorder(plan.reorder_window, random, segments);
  keep_side(plan.sides, segments);
  duplicate(plan.duplicate_every, segments);
  return {};
}

}  // namespace constat::forge
