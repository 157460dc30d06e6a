// The next generation capture file (draft-ietf-opsawg-pcapng): sections of blocks. Several
// sections, each in its own byte order, and several interfaces, each with its own link type and
// clock.
//
// Section lengths are not relied on; unknown blocks are stepped over, as are those that hold names,
// secrets or other programs' notes. The first block that contradicts itself ends reading, and all
// before it is kept.
#pragma once

#include <vector>

#include "capture/packet/byte_order.h"
#include "capture/packet/pcapng_drops.h"
#include "capture/packet/pcapng_options.h"
#include "capture/packet/pcapng_time.h"
#include "capture/packet/record_reader.h"

namespace constat::capture {

class PcapngFile final : public RecordReader {
 public:
  PcapngFile(std::unique_ptr<ByteSource> bytes, const Limits& limits);

 protected:
  bool read_frame(Packet& packet) override;

 private:
  struct Interface {
    std::uint32_t link_type = 0;
    std::uint32_t snap_length = 0;  // 0: no limit
    TimeScale time_scale;
    Drops drops;
  };
  enum class Outcome : std::uint8_t { kFrame, kNoFrame, kStop };

  Outcome read_block(Packet& packet);
  Outcome read_known_block(std::uint32_t type, std::string_view body, Packet& packet);
  Outcome step_over(std::uint32_t length);
  Outcome read_section_header(std::string_view body);
  Outcome read_interface(std::string_view body);
  // False when the options contradict themselves.
  bool read_interface_options(std::string_view options, Interface& interface) const;
  Outcome read_enhanced_packet(std::string_view body, Packet& packet);
  Outcome read_obsolete_packet(std::string_view body, Packet& packet);
  void read_statistics(std::string_view body);
  Outcome read_simple_packet(std::string_view body, Packet& packet);
  // The part that Enhanced and obsolete packets share: timestamp, two lengths, frame.
  Outcome read_timed_packet(std::string_view fields, std::uint32_t interface, Packet& packet);
  Outcome refuse(DefectKind kind, std::uint64_t length);
  // The facts say what was dropped as soon as it is known; one defect an interface.
  void count_drops(Interface& interface, const Drops& now);

  // A frame longer than the cap is cut there, as by a snap length: its block says where it ends, so
  // that it does not stop reading.
  std::string_view kept(std::string_view frame) const {
    return frame.substr(0, limits().frame_bytes);
  }
  std::uint32_t u32(std::string_view bytes, std::size_t at) const {
    return load_u32(bytes, at, order_);
  }

  ByteOrder order_ = ByteOrder::kLittle;
  bool in_section_ = false;
  std::vector<Interface> interfaces_;  // of the present section
};

}  // namespace constat::capture
