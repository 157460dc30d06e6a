// From a byte range of the mail to the frames that carried it.

#include "classifier/records/fact_frames.h"

#include <algorithm>

namespace constat::classifier {

std::pair<std::uint64_t, std::uint64_t> frames_of(ByteRange range,
                                                  const std::vector<capture::Piece>& pieces,
                                                  std::uint32_t input) {
  if (range.empty()) return {0, 0};
  auto piece = std::ranges::partition_point(pieces, [&](const capture::Piece& candidate) {
    return candidate.mail_offset + candidate.length <= range.offset;
  });
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  for (; piece != pieces.end() && piece->mail_offset < range.end(); ++piece) {
    if (piece->frame.frame == 0 || piece->frame.input != input) continue;
    first = first == 0 ? piece->frame.frame : std::min(first, piece->frame.frame);
    last = std::max(last, piece->frame.frame);
  }
  return {first, last};
}

}  // namespace constat::classifier
