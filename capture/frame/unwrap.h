// The loop over the headers of a frame.
#pragma once

#include <cstdint>

#include "capture/frame/unwrapping.h"

namespace constat::capture {

// What the frames of a link type (LINKTYPE_*, tcpdump.org/linktypes.html) begin with; kLinkType
// when they are only counted.
Next header_of_link_type(std::uint32_t link_type);

// Reads on from `next` to a TCP header, a fragment, or the reason why there is neither. A layer is
// every link, tag, label, tunnel and IPv6 extension header; when `at` has none left: kTooDeep.
Next unwrap(Unwrapping& at, Next next);

}  // namespace constat::capture
