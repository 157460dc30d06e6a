// The bytes of the mail that is being read: kept up to a cap, hashed whole, with where each stretch
// came from. One per session; it holds memory only while a mail is read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "capture/raw_mail.h"
#include "core/digest.h"
#include "core/limits.h"
#include "parser/smtp/defect_log.h"
#include "parser/smtp/mail_memory.h"
#include "parser/smtp/side_input.h"

namespace constat::parser::smtp {

// A dot that stands alone between line ends other than CRLF, and that did not end the mail.
struct OddDot {
  std::uint64_t position = 0;  // in the mail, of the dot, or of what follows where it was undone
  std::uint64_t source = 0;    // of the dot, in the client's stream
  bool undone = false;         // it stood behind CRLF, and was removed as stuffing
};

class MailContent {
 public:
  // Both must outlive the content.
  MailContent(const Limits& limits, MailMemory& memory)
      : limits_(limits), memory_(memory), defects_(limits.defects_per_mail) {}

  enum class Begin : std::uint8_t { kSeen, kNotSeen };
  void start(Begin begin);
  // From start() until clear(): a second mail must wait.
  bool in_use() const { return in_use_; }
  bool ended() const { return ended_; }

  // `bytes` stand at `source_offset` of the client's stream and came with `from`.
  void append(std::string_view bytes, std::uint64_t source_offset, const Provenance& from);
  // `length` bytes were not captured here (0: unknown number).
  void hole(std::uint64_t length);
  void note(DefectKind kind, std::uint64_t position, std::uint64_t length);

  // Also noted as kEndOfDataAmbiguous. At most Limits::second_readings_per_mail are kept.
  void note_odd_dot(const OddDot& dot);
  const std::vector<OddDot>& odd_dots() const { return odd_dots_; }
  // The bytes kept of the mail so far, and where it has holes.
  std::string_view bytes() const { return buffers_.bytes; }
  const std::vector<ByteRange>& missing() const { return missing_; }

  enum class End : std::uint8_t { kSeen, kInHole, kNever };
  void end(End end, const Provenance& last);

  std::uint64_t size() const { return size_; }
  // Memory that the mail takes.
  std::size_t held_bytes() const {
    return buffers_.bytes.capacity() + buffers_.pieces.capacity() * sizeof(capture::Piece) +
           missing_.capacity() * sizeof(ByteRange) + odd_dots_.capacity() * sizeof(OddDot);
  }
  const Provenance& first() const { return first_; }

  // Everything of RawMail that concerns content; borrowed from this until clear(). Call once.
  void describe(capture::RawMail& mail);
  void clear();

 private:
  void add_piece(std::uint64_t length, std::uint64_t source_offset, const Provenance& from);

  const Limits& limits_;
  MailMemory& memory_;
  DefectLog defects_;
  MailBuffers buffers_;
  std::uint64_t size_ = 0;
  Sha256 hash_;
  std::vector<ByteRange> missing_;
  std::vector<OddDot> odd_dots_;
  Provenance first_;
  Provenance last_;
  Begin begin_ = Begin::kSeen;
  End end_ = End::kNever;
  bool in_use_ = false;
  bool ended_ = false;
};

}  // namespace constat::parser::smtp
