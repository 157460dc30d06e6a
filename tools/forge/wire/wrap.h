// IP packets as captured frames: every link type and tunnel that a mail capture may come in,
// written from the documents that define them and from nothing else (the analyser's decoder is no
// source).
//
//   IP packet --> Wrapper --> one frame, or several when the kind cuts it into fragments
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/forge/scenario.h"

namespace constat::forge {

// Which IP packets a kind can carry.
enum class Carries : std::uint8_t { kBoth, kVersion4, kVersion6 };

// What all frames of one file share.
struct WrapState {
  ByteOrder order = ByteOrder::kLittle;  // of the capturing machine
  std::uint16_t vlan = 0;                // tag of plain Ethernet frames; 0: none
  std::uint32_t count = 0;               // of packets wrapped: numbers, ids and alternating forms
};

struct WrapKind {
  std::string_view name;
  std::string_view shows;  // one line: what it is and the document it follows
  LinkType link = LinkType::kEthernet;
  Carries carries = Carries::kBoth;
  std::vector<std::string> (*wrap)(std::string_view ip, const WrapState& state) = nullptr;

  bool can_carry(int version) const {
    return carries == Carries::kBoth || (carries == Carries::kVersion6) == (version == 6);
  }
};

std::span<const WrapKind> wrap_kinds();
const WrapKind* find_wrap(std::string_view name);  // null when there is none
// The kind that is a link type without a tunnel.
const WrapKind& plain_wrap(LinkType link);

class Wrapper {
 public:
  Wrapper(const WrapKind& kind, ByteOrder order) : kind_(&kind) { state_.order = order; }

  // Requires that the kind can carry the packet's IP version.
  std::vector<std::string> wrap(std::string_view ip, std::uint16_t vlan = 0) {
    state_.vlan = vlan;
    ++state_.count;
    return kind_->wrap(ip, state_);
  }
  // From the next packet on; numbers go on rising.
  void use(const WrapKind& kind) { kind_ = &kind; }
  const WrapKind& kind() const { return *kind_; }

 private:
  const WrapKind* kind_;
  WrapState state_;
};

}  // namespace constat::forge
