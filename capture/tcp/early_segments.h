// Segments that came before their turn, of one direction, in the order of their positions. The
// first copy of a byte stays; parts never overlap. O(log n) a part, whatever the order of arrival.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "capture/stream_events.h"
#include "core/capture_time.h"

namespace constat::capture {

class EarlySegments {
 public:
  struct Part {
    std::string bytes;
    Arrival arrival;
  };
  // A later copy of bytes that are held. Views are valid until the next call that changes anything;
  // `later` lies in the bytes given to add().
  struct Overlap {
    std::int64_t position;
    std::string_view held;
    std::string_view later;
  };

  // Keeps those of `bytes` that are not held yet; returns the overlaps in rising order.
  std::vector<Overlap> add(std::int64_t position, std::string_view bytes, const Arrival& arrival);

  bool empty() const { return parts_.empty(); }
  std::int64_t first_position() const { return parts_.begin()->first; }
  const Part& first() const { return parts_.begin()->second; }
  // Removes the first part and hands it out.
  Part take_first();

  // Memory held: bytes, and a fixed charge for each part.
  std::size_t charge() const { return bytes_ + parts_.size() * kPartCharge; }

 private:
  static constexpr std::size_t kPartCharge = 64;
  void keep(std::int64_t position, std::string_view bytes, const Arrival& arrival);

  std::map<std::int64_t, Part> parts_;
  std::size_t bytes_ = 0;
};

}  // namespace constat::capture
