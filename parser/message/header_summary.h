// The fields of the top-level header that ParsedMail::header sums up, decoded. Every instance of a
// field is read; each further one of a field that may stand once leaves a defect.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "parser/message/defect_log.h"
#include "parser/message/encoded_word.h"
#include "parser/message/field/address.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

class HeaderSummary {
 public:
  HeaderSummary(const Limits& limits, HeaderText& text, DefectLog& defects)
      : limits_(limits), text_(text), defects_(defects), addresses_(limits, text, defects) {}

  // Overwrites `header`.
  void read(std::string_view mail, const std::vector<HeaderField>& fields, Header& header);

 private:
  bool read_addresses(std::string_view mail, const HeaderField& field, Header& header);
  bool read_text(const HeaderField& field, Header& header);
  bool read_identifiers(const HeaderField& field, Header& header);
  bool read_list_uris(const HeaderField& field, Header& header);
  void read_list_fields(const HeaderField& field, Header& header);
  void read_message_id(const HeaderField& field, Header& header);
  void read_received(const HeaderField& field, Header& header);
  void read_date(const HeaderField& field, Header& header);
  void note_duplicates(const std::vector<HeaderField>& fields);
  DecodedText decoded(const HeaderField& field);

  static constexpr std::size_t kListFields = 6;  // of RFC 2369

  const Limits& limits_;
  HeaderText& text_;
  DefectLog& defects_;
  AddressReader addresses_;
  std::array<std::uint32_t, kListFields> list_fields_{};  // how many of each name were read
};

}  // namespace constat::parser::message
