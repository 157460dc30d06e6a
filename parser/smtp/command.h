// A command line of the client: RFC 5321 section 4.1, with the extensions that change how the
// stream is read (RFC 2033 LHLO, RFC 3030 BDAT, RFC 3207 STARTTLS, RFC 4954 AUTH).
//
// Arguments are kept only where a record needs them: paths and parameters of MAIL and RCPT, the
// name of a greeting, what XCLIENT and XFORWARD claim, the mechanism of AUTH. Whatever follows the
// mechanism is never copied.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace constat::parser::smtp {

enum class Verb : std::uint8_t {
  kGreeting,  // not said by the client: the server's first reply answers it
  kEhlo,
  kHelo,
  kLhlo,
  kMail,
  kRcpt,
  kData,
  kEndOfData,  // the final dot, which has a reply of its own
  kBdat,
  kBdatLast,
  kRset,
  kQuit,
  kNoop,
  kVrfy,
  kExpn,
  kHelp,
  kStarttls,
  kAuth,
  kAuthLine,  // what follows a 334
  kXclient,   // Postfix: after it the session starts over
  kXforward,  // Postfix: says for whom a client relays
  kOther,     // known, and without effect here: TURN, ETRN, ...
  kProxy,     // a PROXY line (haproxy) before the session; it has no reply
  kUnknown,
  kCount_,
};

enum class Form : std::uint8_t { kStrict, kLenient, kMalformed };

struct Command {
  Verb verb = Verb::kUnknown;
  Form form = Form::kStrict;
  std::string argument;  // address, greeting name or mechanism
  // Of MAIL and RCPT, all behind the colon as sent, where it is more than "<address>"; of XCLIENT
  // and XFORWARD, all behind the verb.
  std::string verbatim;
  std::uint64_t chunk_size = 0;  // of BDAT
};

// Reads a line without its end into `command`, whose memory is reused.
void parse_command(std::string_view line, Command& command);

// A line that can hardly be anything but a command: a known verb with well-formed arguments.
bool is_strict_command(std::string_view line);

// The path of MAIL or RCPT (RFC 5321 section 4.1.2): brackets, source route and parameters removed.
// `text` starts after "FROM:" or "TO:".
Form parse_path(std::string_view text, std::string& address);
// Where the path ends in `text`, its closing bracket included.
std::size_t end_of_path(std::string_view text);

}  // namespace constat::parser::smtp
