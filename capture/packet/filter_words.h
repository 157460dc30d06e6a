// The words a filter expression may hold. libpcap looks up every other one: a host name would be
// asked of a name server, and constat connects to nothing; a port name depends on the machine, and
// the same command must give the same bytes everywhere.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace constat::capture {

// An error that names the first word that is neither a key word of pcap-filter(7), a number nor an
// address.
absl::Status check_filter_words(std::string_view expression);

}  // namespace constat::capture
