// Which frames with a wrong IPv4 header or TCP checksum are read (`Checksums`, capture/input.h).
//
// Network cards fill checksums in after the capture was taken. So, where not told otherwise, a
// wrong checksum is read when
//   - TCP's is exactly the sum over the pseudo-header, with the segment's length or without, as it
//     is or complemented: what a stack leaves for the card to go on from ("unfinished"); or
//   - more than half of the checksums of that kind from that address, this one included, were
//     wrong: nobody would have heard that sender.
// Any other is set aside: the receiver has dropped that packet. An unfinished one does not count as
// wrong for the second rule, so that a forged segment does not hide behind it.
//
// Not looked at: what was cut by the snap length, and packets whose length was left to the card.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <string_view>

#include "capture/frame/ip_header.h"
#include "capture/input.h"
#include "core/limits.h"

namespace constat::capture {

class ChecksumReview {
 public:
  // Both must outlive the review. Counts checksums, not frames.
  ChecksumReview(const Limits& limits, Checksums mode, FrameCounts& counts)
      : limits_(limits), mode_(mode), counts_(counts) {}

  // False: to be set aside. `header`: the IPv4 header, whole.
  bool reads_header(const IpHeader& ip, std::string_view header);
  // `segment`: TCP header and payload, `length` bytes long when sent.
  bool reads_tcp(const IpHeader& ip, std::string_view segment, std::uint64_t length);

 private:
  enum class Kind : std::uint8_t { kHeader, kTcp };
  struct Tally {
    std::uint64_t right = 0;
    std::uint64_t wrong = 0;
  };
  struct Sender {
    Tally& tally(Kind kind) { return tallies[static_cast<std::size_t>(kind)]; }
    std::array<Tally, 2> tallies;
    bool read_wrong = false;
    bool seen_again = false;  // since it was last moved to the end
  };
  using Senders = std::map<IpAddress, Sender>;

  bool reads_wrong(Sender& from, Kind kind);
  void note_read(Sender& sender);
  Sender& sender(const IpAddress& address, Kind kind);
  Senders::value_type* find_or_add(const IpAddress& address);
  void forget_one();

  static constexpr std::size_t kShortcuts = 1024;
  static std::size_t shortcut_of(const IpAddress& address);

  const Limits& limits_;
  const Checksums mode_;
  FrameCounts& counts_;
  Senders senders_;  // at most Limits::checksum_addresses
  // The one to be forgotten next stands first; when it was seen again, it goes to the end instead.
  std::deque<Senders::iterator> queue_;
  std::array<Senders::value_type*, kShortcuts> shortcuts_{};  // to the sender seen last
};

}  // namespace constat::capture
