// `--cross-check`: each mail is read a second time, by mimetic in a process apart, and where the
// two readings differ is a fact. mimetic decodes neither RFC 2047 nor RFC 2231, knows no
// message/global and no offsets, and takes the first of several fields of a name: only what both
// can say is compared.
#pragma once

#include <string>

#include "core/limits.h"
#include "parser/parsed_mail.h"
#include "tools/constat/second_reader_process.h"
#include "tools/second_reading.h"

namespace constat::tools {

class CrossCheck final : public parser::OtherReader {
 public:
  CrossCheck(const Limits& limits, std::string reader_path)
      : limits_(limits), reader_(std::move(reader_path)) {}
  CrossCheck(Limits&& temporary, std::string reader_path) = delete;

  void read(const parser::ParsedMail& mail, parser::OtherReading& out) override;

 private:
  const Limits& limits_;
  SecondReaderProcess reader_;
  std::string answer_;
};

// Structure, addresses of the header, decoded bytes of the leaves; at most
// Limits::reading_differences.
void compare_readings(const parser::ParsedMail& mail, const SecondReading& other,
                      const Limits& limits, std::vector<parser::ReadingDifference>& out);

}  // namespace constat::tools
