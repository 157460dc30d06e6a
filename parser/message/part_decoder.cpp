#include "parser/message/part_decoder.h"

namespace constat::parser::message {

void PartDecoder::hash(Part& part, int index) {
  if (!part.decoded) decode(part, index, {}, no_bytes_, no_map_);
}

void PartDecoder::decode(Part& part, int index, DecodeCaps caps, std::string& out, SourceMap& map) {
  found_.clear();
  const TransferReading reading =
      read_transfer(body_of(part), transfer_encoding_named(part.encoding), part.body.offset, caps,
                    out, map, found_);
  const bool first_time = !part.decoded;
  part.decoded = true;
  part.decoded_bytes = reading.whole.bytes;
  part.decoded_sha256 = reading.whole.sha256;
  // Of a second reading the readings differ already; what is odd in it is not odd in the mail.
  if (part.second_reading || !first_time) return;
  for (const Defect& defect : found_) {
    // The cap on text is noted with the text.
    if (defect.kind != DefectKind::kTextLimit) defects_.add(defect.kind, defect.where);
  }
  note_readings(part, index, reading);
}

void PartDecoder::note_readings(const Part& part, int index, const TransferReading& reading) {
  if (!reading.to_padding) return;
  SecondReading both;
  both.why = DefectKind::kBase64Malformed;
  both.where = part.body;
  for (const Defect& defect : found_) {
    if (defect.kind == DefectKind::kBase64Malformed) both.where = defect.where;
  }
  both.part = index;
  both.first_bytes = reading.whole.bytes;
  both.first = reading.whole.sha256;
  both.second_bytes = reading.to_padding->bytes;
  both.second = reading.to_padding->sha256;
  readings_.add(both);
}

DigestedBytes PartDecoder::read_as(const Part& part, TransferEncoding encoding) {
  found_.clear();
  return read_transfer(body_of(part), encoding, part.body.offset, {}, no_bytes_, no_map_, found_)
      .whole;
}

}  // namespace constat::parser::message
