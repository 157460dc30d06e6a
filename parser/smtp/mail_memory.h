// Memory that the mails of all sessions of a pool use in turn: a session between two mails holds
// none, and a new session finds buffers that have grown already. One pool is used by one thread.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "capture/raw_mail.h"

namespace constat::parser::smtp {

struct MailBuffers {
  std::string bytes;
  std::vector<capture::Piece> pieces;
};

class MailMemory {
 public:
  // Filled in and handed on by one session at a time.
  capture::RawMail& mail() { return mail_; }

  // Empty buffers; they may have room already.
  MailBuffers take() {
    if (spares_.empty()) return {};
    MailBuffers buffers = std::move(spares_.back());
    spares_.pop_back();
    return buffers;
  }
  void give_back(MailBuffers&& buffers) {
    const bool fits =
        buffers.bytes.capacity() <= kLargestBytes && buffers.pieces.capacity() <= kLargestPieces;
    if (!fits || spares_.size() == kSpares) return;
    buffers.bytes.clear();
    buffers.pieces.clear();
    spares_.push_back(std::move(buffers));
  }

 private:
  // At most half a MiB, for each group of flows; the mails of a group seldom overlap.
  static constexpr std::size_t kSpares = 1;
  static constexpr std::size_t kLargestBytes = 256 * 1024;
  static constexpr std::size_t kLargestPieces = 4096;

  capture::RawMail mail_;
  std::vector<MailBuffers> spares_;
};

}  // namespace constat::parser::smtp
