// Picks the reader for a capture file.

#include <cassert>

#include "capture/packet/pcap_file.h"
#include "capture/packet/pcapng_file.h"

namespace constat::capture {

std::unique_ptr<PacketSource> open_packets(std::unique_ptr<ByteSource> bytes, InputKind kind,
                                           const Limits& limits) {
  assert(kind == InputKind::kPcap || kind == InputKind::kPcapng);
  if (kind == InputKind::kPcapng) return std::make_unique<PcapngFile>(std::move(bytes), limits);
  return std::make_unique<PcapFile>(std::move(bytes), limits);
}

}  // namespace constat::capture
