// Second readings of the end of data (robustness S01; CVE-2023-51764 and its kind): 7 x 7 line ends
// around a lone dot, of which only CRLF.CRLF is the end. Where a mail holds another, some servers
// end it there and read on in commands. Which reading this server had is asked of its replies.
//
// The rule. Behind the reply to the end of data, the strict reading expects replies to the commands
// that follow the mail; the second one expects first those to what it takes for commands. Reply by
// reply, the first that could answer the command of one reading alone (fits() in alignment.h)
// decides. Where none does, the end of the session tells: a reading that leaves replies over, where
// the other leaves none, is not the server's; nor is one that waits for replies where the other
// waits for none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capture/raw_mail.h"
#include "core/limits.h"
#include "parser/smtp/command_row.h"
#include "parser/smtp/held_bytes.h"
#include "parser/smtp/mail_content.h"
#include "parser/smtp/session_facts.h"

namespace constat::parser::smtp {

// The form around a lone dot: the longest of the seven line ends on either side.
std::string_view line_end_before(std::string_view text);  // at its end
std::string_view line_end_behind(std::string_view text);  // at its start

class OddEnds {
 public:
  // Of a mail that has just ended; its content is borrowed for the call.
  OddEnds(const MailContent& content, const Limits& limits, EndReplies end_replies);

  // Memory that it takes, but for what is told of the readings.
  std::size_t held_bytes() const { return rest_.capacity(); }

  // The mail as it was handed on.
  void name(const capture::RawMail& mail);

  // Which reading the replies speak of; nullopt: not decided yet. Once `ends` is there, it always
  // is.
  std::optional<EndOfDataTaken> judge(const Aftermath& aftermath);
  // judge() said kSecond.
  bool following() const { return following_.has_value(); }
  // Then: is there a command inside the mail that the next reply answers?
  bool expects_reply();
  void take_reply(int code);
  // All commands inside the mail are known.
  bool whole() const { return whole_; }

  void tell(EndOfDataTaken taken, const Limits& limits, SessionFacts& facts) const;

 private:
  struct Reading {
    std::uint64_t dot = 0;  // position in the mail
    ByteRange where;
    std::string form;
    ReadMail first;
    std::vector<ByteRange> ends;  // in rest_
  };
  // `lowest` and `highest` bound the bytes that stand beside the dot in the stream as they do in
  // the mail: no other dot was undone between.
  void add(const OddDot& dot, std::string_view bytes, std::uint64_t lowest, std::uint64_t highest);
  InnerCommands inner(const Reading& reading) const;
  std::optional<EndOfDataTaken> compare(const Reading& reading, const Aftermath& aftermath) const;
  void describe(const Reading& reading, const InnerCommands& commands,
                EndOfDataReading& told) const;

  EndReplies end_replies_;
  HeldBytes rest_;               // of the mail, from the first odd end on
  std::uint64_t rest_from_ = 0;  // position of rest_ in the mail
  bool whole_ = true;            // rest_ reaches to the mail's end
  std::vector<Reading> readings_;
  std::uint64_t not_kept_ = 0;
  std::string mail_;
  ReadMail strict_;
  // Once the second reading was found to be the server's.
  std::size_t taken_ = 0;  // index of it
  std::optional<InnerCommands> following_;
  bool pending_ = false;  // a command of following_ awaits its reply
};

}  // namespace constat::parser::smtp
