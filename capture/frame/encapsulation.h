// Link layer headers: where the IP packet of a frame begins.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "capture/input.h"

namespace constat::capture {

// The bytes from the IP header on, with the layers of the budget that are left.
struct IpStart {
  std::string_view bytes;
  int layers_left = 0;
};

// Reads link headers and VLAN tags. `layers` is how many headers may be passed in all.
std::variant<IpStart, SkipReason> strip_link_headers(std::string_view frame,
                                                     std::uint32_t link_type, int layers);

// False for link types whose frames are only counted.
bool is_supported_link_type(std::uint32_t link_type);

}  // namespace constat::capture
