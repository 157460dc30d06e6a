// What a client said, read under a supposition, command by command: what follows a command may
// depend on its reply (a refused DATA has no body), so that each one is asked for and then
// answered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "parser/smtp/alignment.h"
#include "parser/smtp/command.h"

namespace constat::parser::smtp {

class SupposedReading {
 public:
  // Ends of bodies in `text`, rising: the mail ends at `offset`, and commands go on at end().
  // Without any, CRLF.CRLF is looked for. Both are borrowed.
  SupposedReading(std::string_view text, const std::vector<ByteRange>* ends, EndReplies end_replies)
      : text_(text), ends_(ends), end_replies_(end_replies) {}

  // nullopt: no whole command is left.
  std::optional<Verb> next();
  // The reply to the command of next(); 0: not seen, taken to be what lets the client go on.
  void answered(int code);
  // The same, to a command that stood before the text.
  void answered(Verb verb, int code);

  // What is left when next() has no more: in a body, or not.
  bool in_body() const { return place_ == Place::kBody; }
  // The end of data right behind the text, where it ends a body.
  void end_body_behind();
  // Of the mails that ended, in the text.
  const std::vector<ByteRange>& bodies() const { return bodies_; }

 private:
  enum class Place : std::uint8_t { kCommands, kBody, kSecret };

  std::optional<Verb> read_line();
  std::optional<Verb> read_body();
  std::optional<ByteRange> find_end();
  Verb end_of_data();

  std::string_view text_;
  const std::vector<ByteRange>* ends_;
  std::size_t next_end_ = 0;
  EndReplies end_replies_;
  std::size_t at_ = 0;
  std::size_t body_start_ = 0;
  Place place_ = Place::kCommands;
  Verb last_ = Verb::kUnknown;
  std::uint64_t accepted_ = 0;  // recipients
  std::uint64_t more_ends_ = 0;
  std::vector<ByteRange> bodies_;
  Command command_;
};

}  // namespace constat::parser::smtp
