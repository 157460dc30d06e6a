// Fuzz target: replies put together from lines, by the codes of RFC 5321 section 4.2 and the status
// of RFC 3463.

#include <cstdint>
#include <string>
#include <string_view>

#include "parser/smtp/preamble.h"
#include "parser/smtp/reply.h"
#include "tests/fuzz/check.h"

namespace {

using constat::fuzz::check;
using namespace constat::parser::smtp;

constexpr std::size_t kTextCap = 200;

void check_status(std::string_view text) {
  const EnhancedStatus status = read_enhanced_status(text);
  const std::string said = to_string(status);
  check(text.substr(0, said.size()) == said);
  check(said.empty() || read_enhanced_status(said) == status);
}

void check_line(std::string_view text) {
  const ReplyLine line = parse_reply_line(text);
  if (line.code == 0) return;
  check(line.code >= 200 && line.code < 600 && class_of(line.code) != ReplyClass::kNone);
  check(std::to_string(line.code) == text.substr(0, 3));
  check(text.size() < 4 ? line.text.empty() : line.text == text.substr(4));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  find_server_preamble(rest);
  LineSplitter lines(512);
  ReplyAssembler assembler(kTextCap);
  std::uint64_t offset = 0;
  while (const auto line = lines.find(rest)) {
    if (assembler.complete()) assembler.clear();
    const bool started = assembler.started();
    const std::uint64_t first = started ? assembler.reply().offset : offset;
    check_line(line->text);
    const LineFit fit = assembler.add(*line, offset);
    check((fit == LineFit::kNotAReply) == (parse_reply_line(line->text).code == 0));
    if (fit != LineFit::kNotAReply) {
      check(assembler.started() && assembler.reply().offset == first);
      check(assembler.reply().code == parse_reply_line(line->text).code);
      check(assembler.complete() == !parse_reply_line(line->text).more);
    } else {
      check(assembler.started() == started && !assembler.complete());
    }
    check(assembler.reply().text.size() <= kTextCap + 1);
    check_status(assembler.reply().text);
    rest.remove_prefix(line->size);
    offset += line->size;
    lines.consumed();
  }
  check_status(rest);
  return 0;
}
