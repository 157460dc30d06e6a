// The filter expression of a run (pcap-filter(7), as after `tcpdump -r FILE`), applied to frames
// that were read from files. libpcap compiles and runs it; nothing is opened or sent.
//
// As with tcpdump, "tcp port 25" does not see behind VLAN tags or tunnels unless the expression
// says so, and a fragment other than the first has no ports.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "capture/packet/packet_source.h"

namespace constat::capture {

class FrameFilter {
 public:
  // An error, in one line, when the expression compiles for no common link type, or when it holds
  // a name: names are not looked up.
  static absl::StatusOr<FrameFilter> compile(std::string expression);

  FrameFilter(FrameFilter&&) noexcept;
  FrameFilter& operator=(FrameFilter&&) noexcept;
  ~FrameFilter();

  // Compiled once per link type, when its first frame comes. An error, which names the link type,
  // when the expression does not apply to it ("wlan" on Ethernet).
  absl::StatusOr<bool> matches(const Packet& packet);

 private:
  struct Program;
  explicit FrameFilter(std::string expression);
  const Program& program_for(std::uint32_t link_type);

  std::string expression_;
  std::map<std::uint32_t, std::unique_ptr<Program>> programs_;  // by link type
  const Program* last_ = nullptr;
};

}  // namespace constat::capture
