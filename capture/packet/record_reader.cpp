#include "capture/packet/record_reader.h"

#include <algorithm>
#include <cassert>

namespace constat::capture {

RecordReader::RecordReader(std::unique_ptr<ByteSource> bytes, InputKind kind, const Limits& limits)
    : bytes_(std::move(bytes)), limits_(limits) {
  facts_.kind = kind;
}

bool RecordReader::next(Packet& packet) {
  if (ended_) return false;
  if (pending_ > 0) skip(pending_);
  pending_ = 0;
  packet.number = facts_.frames + 1;
  if (!read_frame(packet)) {
    ended_ = true;
    if (facts_.frames == 0 && facts_.defects.empty())
      note(DefectKind::kInputEmpty, {0, position()});
    return false;
  }
  count(packet);
  return true;
}

void RecordReader::finish() {
  ended_ = true;
  bytes_->finish(facts_);
}

bool RecordReader::stop(DefectKind kind, ByteRange where) {
  facts_.defects.push_back({kind, where});
  return false;
}

void RecordReader::note(DefectKind kind, ByteRange where) {
  if (facts_.defects.size() < limits_.input_defects) {
    facts_.defects.push_back({kind, where});
  } else {
    ++facts_.defects_not_kept;
  }
}

void RecordReader::count(const Packet& packet) {
  ++facts_.frames;
  if (packet.bytes.size() < packet.original_length) {
    ++facts_.frames_cut;
    // One defect says it of the file, the counter says how often.
    if (!snap_cut_noted_) note(DefectKind::kSnapLengthCut, {position(), pending_});
    snap_cut_noted_ = true;
  }
  if (!packet.time.known()) return;
  if (facts_.last_time.known() && packet.time < facts_.last_time) {
    note(DefectKind::kTimeAnomaly, {position(), pending_});
  }
  if (!facts_.first_time.known()) facts_.first_time = packet.time;
  facts_.first_time = std::min(facts_.first_time, packet.time);
  facts_.last_time = std::max(facts_.last_time, packet.time);
}

}  // namespace constat::capture
