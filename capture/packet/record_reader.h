// What both capture formats share: the bytes, the facts gathered while reading, and the rule that a
// record is left behind only when the next one is asked for (so that its bytes stay valid).
#pragma once

#include <memory>

#include "capture/packet/packet_source.h"

namespace constat::capture {

class RecordReader : public PacketSource {
 public:
  RecordReader(std::unique_ptr<ByteSource> bytes, InputKind kind, const Limits& limits);

  bool next(Packet& packet) final;
  InputFacts& facts() final { return facts_; }
  absl::Status status() const final { return bytes_->status(); }
  void finish() final;

 protected:
  // Reads one record that holds a frame; false at the end or where reading must stop.
  virtual bool read_frame(Packet& packet) = 0;

  // Up to `count` bytes from the present record on; fewer only at the end of the input.
  std::string_view peek(std::size_t count) { return bytes_->peek(count); }
  // Steps over `count` bytes at once: none of them is needed any more.
  void skip(std::size_t count) { bytes_->skip(count); }
  // The record's `count` bytes are stepped over before the next one is read.
  void skip_later(std::size_t count) { pending_ = count; }
  std::uint64_t position() const { return bytes_->position(); }

  // Notes why reading stops: always kept, whatever the cap. Returns false, for the caller to
  // return.
  bool stop(DefectKind kind, ByteRange where);
  // Notes what does not stop reading, up to Limits::input_defects.
  void note(DefectKind kind, ByteRange where);

  const Limits& limits() const { return limits_; }

 private:
  void count(const Packet& packet);

  std::unique_ptr<ByteSource> bytes_;
  const Limits& limits_;
  InputFacts facts_;
  std::size_t pending_ = 0;
  bool ended_ = false;
  bool snap_cut_noted_ = false;
};

}  // namespace constat::capture
