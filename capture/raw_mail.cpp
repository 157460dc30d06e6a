#include "capture/raw_mail.h"

#include <algorithm>
#include <string>

namespace constat::capture {
namespace {

// The part of `piece` that lies in `range`; requires that there is one.
Origin origin_of(const Piece& piece, ByteRange range) {
  const std::uint64_t begin = std::max(piece.mail_offset, range.offset);
  const std::uint64_t end = std::min(piece.mail_offset + piece.length, range.end());
  const ByteRange source{piece.source_offset + (begin - piece.mail_offset), end - begin};
  return {{begin, end - begin},
          source,
          piece.frame.input,
          piece.frame.frame,
          std::max(piece.frame.frame, piece.last_frame)};
}

void join(const Origin& next, Origin& last) {
  last.mail.length = next.mail.end() - last.mail.offset;
  const std::uint64_t end = std::max(last.source.end(), next.source.end());
  last.source.offset = std::min(last.source.offset, next.source.offset);
  last.source.length = end - last.source.offset;
  last.first_frame = std::min(last.first_frame, next.first_frame);
  last.last_frame = std::max(last.last_frame, next.last_frame);
}

}  // namespace

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAccepted:
      return "accepted";
    case Outcome::kRefused:
      return "refused";
    case Outcome::kDeferred:
      return "deferred";
    case Outcome::kUnanswered:
      return "unanswered";
    case Outcome::kNotObserved:
      break;
  }
  return "not_observed";
}

Outcome outcome_of_reply(int code) {
  if ((code >= 200 && code < 300) || code == 354) return Outcome::kAccepted;
  if (code >= 400 && code < 500) return Outcome::kDeferred;
  if (code >= 500 && code < 600) return Outcome::kRefused;
  return Outcome::kNotObserved;
}

std::string_view name_of(Completeness completeness) {
  switch (completeness) {
    case Completeness::kComplete:
      return "complete";
    case Completeness::kHoled:
      return "holed";
    case Completeness::kTruncated:
      return "truncated";
    case Completeness::kMidstream:
      break;
  }
  return "midstream";
}

void append_origins(const std::vector<Piece>& pieces, ByteRange range, std::vector<Origin>& out) {
  if (range.empty()) return;
  auto piece = std::ranges::partition_point(pieces, [&](const Piece& candidate) {
    return candidate.mail_offset + candidate.length <= range.offset;
  });
  const std::size_t before = out.size();
  for (; piece != pieces.end() && piece->mail_offset < range.end(); ++piece) {
    const Origin next = origin_of(*piece, range);
    const bool joins = out.size() > before && out.back().input == next.input &&
                       (out.back().first_frame == 0) == (next.first_frame == 0);
    if (joins) {
      join(next, out.back());
    } else {
      out.push_back(next);
    }
  }
}

std::vector<Origin> origins_of(const RawMail& mail, ByteRange range) {
  std::vector<Origin> origins;
  if (mail.pieces != nullptr) append_origins(*mail.pieces, range, origins);
  return origins;
}

std::string mail_id(std::string_view session_id, std::uint64_t ordinal, const Digest& sha256) {
  std::string text(session_id);
  text += '\n';
  text += std::to_string(ordinal);
  text += '\n';
  text += to_hex(sha256);
  const Digest digest = constat::sha256(text);
  const std::string_view bytes(reinterpret_cast<const char*>(digest.bytes.data()),
                               digest.bytes.size());
  return "m:" + to_base32(bytes).substr(0, 26);
}

}  // namespace constat::capture
