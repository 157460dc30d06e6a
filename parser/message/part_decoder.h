// The bytes of parts with their transfer encoding undone: size and digest of all of them, and both
// readings of base64 that goes on after its padding (robustness X11).
#pragma once

#include <string>
#include <string_view>

#include "core/source_map.h"
#include "parser/decode/decode.h"
#include "parser/message/defect_log.h"
#include "parser/message/second_readings.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

class PartDecoder {
 public:
  PartDecoder(DefectLog& defects, SecondReadings& readings)
      : defects_(defects), readings_(readings) {}

  // Before the first part of a mail.
  void start(std::string_view mail) { mail_ = mail; }

  // Sets size and digest of the part, unless they are set. `index`: of the part in its mail.
  void hash(Part& part, int index);

  // The same; and as much as the caps allow, after what `out` and `map` hold.
  void decode(Part& part, int index, DecodeCaps caps, std::string& out, SourceMap& map);

  // The body read by another encoding.
  DigestedBytes read_as(const Part& part, TransferEncoding encoding);

 private:
  std::string_view body_of(const Part& part) const {
    return mail_.substr(part.body.offset, part.body.length);
  }
  void note_readings(const Part& part, int index, const TransferReading& reading);

  DefectLog& defects_;
  SecondReadings& readings_;
  std::string_view mail_;
  std::string no_bytes_;
  SourceMap no_map_;
  Defects found_;
};

}  // namespace constat::parser::message
