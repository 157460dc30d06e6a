// Fuzz target: one command line with its path and parameters, and what a proxy or a client claims.
// What is kept stands in the line; of AUTH nothing but a mechanism is.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "parser/smtp/claim.h"
#include "parser/smtp/command.h"
#include "parser/smtp/parameters.h"
#include "parser/smtp/preamble.h"
#include "parser/smtp/xtext.h"
#include "tests/fuzz/check.h"

namespace {

using constat::fuzz::check;
using namespace constat::parser::smtp;

bool inside(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check_command(std::string_view line) {
  Command command;
  parse_command(line, command);
  check(line.find(command.argument) != std::string_view::npos);
  check(line.find(command.verbatim) != std::string_view::npos);
  // Read into memory that held something else.
  Command again;
  parse_command("RCPT TO:<somebody@somewhere.example> NOTIFY=NEVER", again);
  parse_command(line, again);
  check(again.verb == command.verb && again.form == command.form &&
        again.argument == command.argument && again.verbatim == command.verbatim &&
        again.chunk_size == command.chunk_size);
  if (command.verb == Verb::kAuth) {
    check(command.verbatim.empty() && command.argument.size() <= 20);
    check(std::all_of(command.argument.begin(), command.argument.end(), [](unsigned char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
             c == '-' || c == '_';
    }));
  }
  if (is_strict_command(line)) check(command.form == Form::kStrict);
  // Spaces around a line change no command.
  if (command.verb != Verb::kUnknown && line.size() < 1000) {
    parse_command(" " + std::string(line) + " ", again);
    check(again.verb == command.verb);
  }
}

void check_argument(std::string_view argument) {
  std::string address;
  parse_path(argument, address);
  const std::size_t end = end_of_path(argument);
  check(end <= argument.size() && argument.substr(0, end).find(address) != std::string_view::npos);
  const auto parameters = parse_parameters(argument, 8);
  check(parameters.size() <= 8);
  const char* last = argument.data() + end;
  for (const Parameter& parameter : parameters) {
    check(inside(parameter.keyword, argument) && parameter.keyword.data() >= last);
    last = parameter.keyword.data();
    if (parameter.value) check(inside(*parameter.value, argument));
  }
  const MailParameters mail = read_mail_parameters(parameters);
  if (mail.body) check(inside(*mail.body, argument));
  const RcptParameters rcpt = read_rcpt_parameters(parameters);
  if (rcpt.original_recipient) check(inside(*rcpt.original_recipient, argument));
}

void check_claims(std::string_view text) {
  Claim claim;
  read_proxy_line(text, claim);
  Claim said;
  const bool good = read_claim_attributes(text, said);
  check(!good || !said.attributes.empty());
  std::string decoded;
  if (decode_xtext(text, decoded)) check(decoded.size() <= text.size());
  const std::size_t length = proxy_header_length(text);
  check(length <= text.size());
  if (length > 0) read_proxy_header(text.substr(0, length), claim);
  for (const Preamble& found : {find_client_preamble(text), find_server_preamble(text)}) {
    check(found.length <= text.size());
    const bool none = found.kind == PreambleKind::kNone || found.kind == PreambleKind::kIncomplete;
    check(none == (found.length == 0));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 20'000) return 0;
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  if (line.find('\n') == std::string_view::npos) check_command(line);
  check_argument(line);
  check_claims(line);
  return 0;
}
