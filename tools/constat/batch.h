// What the reading thread hands to a worker: segments of its flows, or whole mails from files, with
// their bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "capture/frame/tcp_segment.h"
#include "capture/raw_mail.h"
#include "tools/constat/pipeline.h"

namespace constat::tools {

class Batch {
 public:
  void add(const capture::TcpSegment& segment, const capture::Arrival& arrival, std::int64_t now,
           std::size_t group) {
    segments_.push_back({segment, arrival, now, group, payload_.size()});
    payload_ += segment.payload;
  }
  // Copies what the mail borrows.
  void add(const capture::RawMail& mail) {
    OwnedMail& owned = mails_.emplace_back(OwnedMail{mail, std::string(mail.bytes), {}});
    if (mail.pieces != nullptr) owned.pieces = *mail.pieces;
    mail_bytes_ += mail.bytes.size();
  }

  // Hands everything on, in the order in which it came, and is empty afterwards.
  void run(Pipeline& pipeline) {
    for (Segment& item : segments_) {
      item.segment.payload =
          std::string_view(payload_).substr(item.payload_at, item.segment.payload.size());
      pipeline.add(item.segment, item.arrival, item.now, item.group);
    }
    for (OwnedMail& item : mails_) {
      item.mail.bytes = item.bytes;
      if (item.mail.pieces != nullptr) item.mail.pieces = &item.pieces;
      pipeline.mails().on_mail(item.mail);
    }
    segments_.clear();
    payload_.clear();
    mails_.clear();
    mail_bytes_ = 0;
  }

  std::size_t bytes() const {
    return payload_.size() + segments_.size() * sizeof(Segment) + mail_bytes_;
  }
  bool empty() const { return segments_.empty() && mails_.empty(); }

 private:
  struct Segment {
    capture::TcpSegment segment;
    capture::Arrival arrival;
    std::int64_t now;
    std::size_t group;
    std::size_t payload_at;
  };
  struct OwnedMail {
    capture::RawMail mail;
    std::string bytes;
    std::vector<capture::Piece> pieces;
  };

  std::string payload_;
  std::vector<Segment> segments_;
  std::vector<OwnedMail> mails_;
  std::size_t mail_bytes_ = 0;
};

}  // namespace constat::tools
