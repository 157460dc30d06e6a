// From a byte range of the mail to the frames that carried it.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "capture/raw_mail.h"
#include "core/bytes.h"

namespace constat::classifier {

// Lowest and highest frame, of the mail's input, whose bytes touch the range; {0, 0} when the range
// is empty, no piece touches it or the input has no frames. `pieces` rise by mail_offset.
std::pair<std::uint64_t, std::uint64_t> frames_of(ByteRange range,
                                                  const std::vector<capture::Piece>& pieces,
                                                  std::uint32_t input);

}  // namespace constat::classifier
