#include "parser/smtp/command.h"

#include <algorithm>
#include <optional>

#include "core/pseudonym.h"
#include "parser/smtp/bdat_body.h"

namespace constat::parser::smtp {
namespace {

enum class Argument : std::uint8_t { kNone, kAny, kName, kPath, kChunk, kMechanism, kClaim };

struct Word {
  std::string_view name;
  Verb verb;
  Argument argument;
};

constexpr Word kWords[] = {
    {"EHLO", Verb::kEhlo, Argument::kName},           // RFC 5321 section 4.1.1.1
    {"HELO", Verb::kHelo, Argument::kName},           // the same
    {"LHLO", Verb::kLhlo, Argument::kName},           // RFC 2033 section 4.1
    {"MAIL", Verb::kMail, Argument::kPath},           // RFC 5321 section 4.1.1.2
    {"RCPT", Verb::kRcpt, Argument::kPath},           // 4.1.1.3
    {"DATA", Verb::kData, Argument::kNone},           // 4.1.1.4
    {"BDAT", Verb::kBdat, Argument::kChunk},          // RFC 3030 section 2
    {"RSET", Verb::kRset, Argument::kNone},           // RFC 5321 section 4.1.1.5
    {"VRFY", Verb::kVrfy, Argument::kAny},            // 4.1.1.6
    {"EXPN", Verb::kExpn, Argument::kAny},            // 4.1.1.7
    {"HELP", Verb::kHelp, Argument::kAny},            // 4.1.1.8
    {"NOOP", Verb::kNoop, Argument::kAny},            // 4.1.1.9
    {"QUIT", Verb::kQuit, Argument::kNone},           // 4.1.1.10
    {"STARTTLS", Verb::kStarttls, Argument::kNone},   // RFC 3207 section 4
    {"AUTH", Verb::kAuth, Argument::kMechanism},      // RFC 4954 section 4
    {"XCLIENT", Verb::kXclient, Argument::kClaim},    // Postfix, XCLIENT_README
    {"XFORWARD", Verb::kXforward, Argument::kClaim},  // Postfix, XFORWARD_README
    {"ETRN", Verb::kOther, Argument::kAny},           // RFC 1985
    {"TURN", Verb::kOther, Argument::kAny},           // RFC 5321 appendix F
    {"SEND", Verb::kOther, Argument::kAny},          {"SOML", Verb::kOther, Argument::kAny},
    {"SAML", Verb::kOther, Argument::kAny},          {"PROXY", Verb::kProxy, Argument::kAny},
};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

void worsen(Form& form, Form found) { form = std::max(form, found); }

// Where the path begins in "FROM:<a@b> SIZE=1" or "to : a@b". A missing colon is seen in the wild
// ("RCPT TO<a@b>"); without colon and bracket it is some other command.
std::optional<std::size_t> start_of_path(std::string_view rest, std::string_view keyword,
                                         Form& form) {
  if (!equals_ignoring_case(rest.substr(0, keyword.size()), keyword)) return std::nullopt;
  const std::size_t next = rest.find_first_not_of(" \t", keyword.size());
  if (next == std::string_view::npos) return std::nullopt;
  if (rest[next] == ':') {
    if (next != keyword.size()) worsen(form, Form::kLenient);
    return next + 1;
  }
  if (rest[next] != '<') return std::nullopt;
  worsen(form, Form::kMalformed);
  return next;
}

void parse_path_argument(std::string_view rest, Command& command) {
  const std::string_view keyword = command.verb == Verb::kMail ? "FROM" : "TO";
  const auto start = start_of_path(rest, keyword, command.form);
  if (!start) {
    command.verb = Verb::kUnknown;
    command.form = Form::kMalformed;
    return;
  }
  const std::string_view text = rest.substr(*start);
  worsen(command.form, parse_path(text, command.argument));
  const bool plain =
      text.size() == command.argument.size() + 2 && text.front() == '<' && text.back() == '>';
  if (!plain) command.verbatim.assign(text);
}

void parse_chunk_argument(std::string_view rest, Command& command) {
  const Chunk chunk = parse_chunk(rest);
  if (!chunk.valid) {
    worsen(command.form, Form::kMalformed);
    return;
  }
  command.chunk_size = chunk.size;
  if (chunk.last) command.verb = Verb::kBdatLast;
}

void parse_argument(std::string_view rest, Argument argument, Command& command) {
  const std::string_view text = trimmed(rest);
  switch (argument) {
    case Argument::kNone:
      if (!text.empty()) worsen(command.form, Form::kMalformed);
      break;
    case Argument::kAny:
      break;
    case Argument::kName:
      command.argument.assign(text);
      if (text.empty() || text.find_first_of(" \t") != std::string_view::npos) {
        worsen(command.form, Form::kMalformed);
      }
      break;
    case Argument::kPath:
      parse_path_argument(text, command);
      break;
    case Argument::kChunk:
      parse_chunk_argument(text, command);
      break;
    case Argument::kClaim:
      command.verbatim.assign(text);
      if (text.empty()) worsen(command.form, Form::kMalformed);
      break;
    case Argument::kMechanism:
      command.argument.assign(text.substr(0, text.find_first_of(" \t")));
      if (text.empty()) worsen(command.form, Form::kMalformed);
      break;
  }
}

// RFC 4422 section 3.1: at most 20 of these. Anything else in that place may be a secret.
bool is_mechanism(std::string_view name) {
  return name.size() <= 20 && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

// "MAILFROM:<a@b>": the length of the verb that runs into its argument.
std::size_t length_of_verb(std::string_view line) {
  const auto begins = [line](std::string_view word) {
    return equals_ignoring_case(line.substr(0, word.size()), word);
  };
  if (begins("MAILFROM:") || begins("RCPTTO:")) return 4;
  return std::min(line.find_first_of(" \t"), line.size());
}

}  // namespace

void parse_command(std::string_view line, Command& command) {
  command.verb = Verb::kUnknown;
  command.form = Form::kStrict;
  command.argument.clear();
  command.verbatim.clear();
  command.chunk_size = 0;
  const std::size_t start = line.find_first_not_of(" \t");
  if (start == std::string_view::npos) return;
  if (start > 0) command.form = Form::kLenient;
  line.remove_prefix(start);
  const std::size_t end = length_of_verb(line);
  if (end < line.size() && line[end] != ' ' && line[end] != '\t') command.form = Form::kMalformed;
  const std::string_view name = line.substr(0, end);
  for (const Word& word : kWords) {
    if (!equals_ignoring_case(name, word.name)) continue;
    command.verb = word.verb;
    parse_argument(line.substr(end), word.argument, command);
    break;
  }
  if (command.verb == Verb::kAuth && !is_mechanism(command.argument)) {
    command.argument.clear();
    command.form = Form::kMalformed;
  }
}

bool is_strict_command(std::string_view line) {
  // The longest forwards with every extension is far below this; a body line may be anything.
  if (line.size() < 4 || line.size() > 2048) return false;
  Command command;
  parse_command(line, command);
  return command.verb != Verb::kUnknown && command.verb != Verb::kProxy &&
         command.form == Form::kStrict;
}

}  // namespace constat::parser::smtp
