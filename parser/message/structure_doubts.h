// Places of the MIME structure that programs in use read in different ways, collected while the
// first reading is made: what is to be read again (robustness X04 to X10).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/limits.h"
#include "parser/decode/decode.h"
#include "parser/message/defect_log.h"
#include "parser/message/field/content_type.h"
#include "parser/message/line_scanner.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

enum class OtherWay : std::uint8_t {
  kBoundary,     // by another boundary
  kFirstDashes,  // by the first line that begins with "--", for want of a boundary
  kUndivided,    // not as a multipart
  kBeginnings,   // lines that begin with the boundary separate parts
  kOwnBoundary,  // boundaries further out are text until the multipart is closed
  kLoneReturns,  // a CR alone ends a line
  kAfterClose,   // the parts after the closing boundary count (they are there already)
  kOutside,      // MIME fields outside of all parts begin a part
};

struct OtherStructure {
  OtherWay way = OtherWay::kBoundary;
  DefectKind why = DefectKind::kBoundaryAmbiguous;
  ByteRange where;
  std::size_t part = 0;  // the multipart
  std::string boundary;
  ByteRange region;  // empty: the body of the part
};

struct OtherEncoding {
  DefectKind why = DefectKind::kTransferEncodingAmbiguous;
  ByteRange where;
  std::size_t part = 0;
  TransferEncoding first = TransferEncoding::kIdentity;
  TransferEncoding second = TransferEncoding::kIdentity;
};

// At most Limits::second_readings_per_mail of each.
class StructureDoubts {
 public:
  StructureDoubts(const Limits& limits, LineScanner& lines, DefectLog& defects)
      : limits_(limits), lines_(lines), defects_(defects) {}

  void clear();

  // What the fields of a part leave open. `defects_before`: how many were kept before its fields
  // were read.
  void read_fields(const MimeFields& mime, std::size_t part, std::size_t defects_before);

  void add(OtherStructure structure);

  // Text before the first or after the last part.
  void read_outside(std::size_t part, std::uint64_t begin, std::uint64_t end);

  const std::vector<OtherStructure>& structures() const { return structures_; }
  const std::vector<OtherEncoding>& encodings() const { return encodings_; }
  // More places than the cap.
  bool overflowed() const { return overflowed_; }

 private:
  void read_boundary(const MimeFields& mime, std::size_t part, std::size_t defects_before);
  void read_encoding(const MimeFields& mime, std::size_t part);
  bool stands_after_malformed(const MimeFields& mime, std::size_t defects_before) const;
  void add(OtherEncoding encoding);

  const Limits& limits_;
  LineScanner& lines_;
  DefectLog& defects_;
  std::vector<OtherStructure> structures_;
  std::vector<OtherEncoding> encodings_;
  bool overflowed_ = false;
};

// A boundary that RFC 2046 section 5.1.1 allows: 1 to 70 characters of its list, no space at its
// end.
bool is_standard_boundary(std::string_view boundary);

}  // namespace constat::parser::message
