// The classic capture file (draft-ietf-opsawg-pcap): a file header, then records of a header and a
// frame.
#pragma once

#include "capture/packet/byte_order.h"
#include "capture/packet/record_reader.h"

namespace constat::capture {

class PcapFile final : public RecordReader {
 public:
  PcapFile(std::unique_ptr<ByteSource> bytes, const Limits& limits);

 protected:
  bool read_frame(Packet& packet) override;

 private:
  // Which of the two lengths of a record comes first: versions before 2.3 had them the other way
  // round, and files of version 2.3 exist in both ways.
  enum class Lengths : std::uint8_t { kCapturedFirst, kOriginalFirst, kEitherFirst };

  bool read_file_header();
  std::uint32_t field(std::string_view record, std::size_t at) const {
    return load_u32(record, at, order_);
  }

  ByteOrder order_ = ByteOrder::kLittle;
  Lengths lengths_ = Lengths::kCapturedFirst;
  std::uint32_t link_type_ = 0;
  std::int64_t nanoseconds_per_unit_ = 1000;
  std::size_t record_header_ = 16;
  bool begun_ = false;
};

}  // namespace constat::capture
