// Reads again what StructureDoubts collected: parts under each other reading of a multipart, marked
// Part::second_reading, and what both readings amount to (robustness X04 to X10).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "parser/message/body_parts.h"
#include "parser/message/boundary_stack.h"
#include "parser/message/defect_log.h"
#include "parser/message/line_scanner.h"
#include "parser/message/part_decoder.h"
#include "parser/message/recycler.h"
#include "parser/message/second_readings.h"
#include "parser/message/structure_doubts.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

class OtherStructures {
 public:
  OtherStructures(const Limits& limits, PartDecoder& decoder, SecondReadings& readings)
      : unnoted_(0),
        text_(unnoted_),
        parts_reader_(limits, lines_, boundaries_, text_, nullptr, unnoted_),
        decoder_(decoder),
        readings_(readings) {}

  // Appends to `parts`. kPartly when text stands in parts that only a second reading has.
  Reading read(std::string_view mail, const StructureDoubts& doubts, Recycler<Part>& spares,
               std::vector<Part>& parts);

 private:
  using Range = std::pair<std::size_t, std::size_t>;  // indices of parts

  void read_structure(const OtherStructure& other);
  void read_encoding(const OtherEncoding& other);
  ByteRange region_of(const OtherStructure& other) const;
  bool find_boundary(const OtherStructure& other, ByteRange region, std::string& boundary);
  void read_again(const OtherStructure& other, ByteRange region, SecondReading& both);
  Range first_parts_below(std::size_t part) const;
  DigestedBytes digest_of(Range range, bool with_second_readings);
  void drop_known_parts(std::size_t from);
  std::string next_prefix(std::size_t part);
  std::size_t depth_of(std::size_t part) const;
  bool text_was_found(std::size_t from) const;

  DefectLog unnoted_;  // what is odd in a second reading is not noted
  HeaderText text_;
  LineScanner lines_;
  BoundaryStack boundaries_;
  BodyParts parts_reader_;
  PartDecoder& decoder_;
  SecondReadings& readings_;

  // Of the mail being read.
  std::string_view mail_;
  Recycler<Part>* spares_ = nullptr;
  std::vector<Part>* parts_ = nullptr;
  std::size_t first_parts_ = 0;  // those of the first reading, and those after a closing boundary
  std::vector<std::pair<std::size_t, std::size_t>> read_again_;  // part, how often
};

}  // namespace constat::parser::message
