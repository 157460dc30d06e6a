#include "parser/smtp/recognition.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/pseudonym.h"
#include "parser/smtp/command.h"
#include "parser/smtp/reply.h"

namespace constat::parser::smtp {
namespace {

// Case-folded search in one line.
bool mentions(std::string_view line, std::string_view word) {
  const auto fold = [](char a, char b) {
    return (a >= 'a' && a <= 'z' ? a - 32 : a) == (b >= 'a' && b <= 'z' ? b - 32 : b);
  };
  return std::search(line.begin(), line.end(), word.begin(), word.end(), fold) != line.end();
}

// RFC 5321 section 4.1.1.1 and the registered extensions that every server names.
constexpr std::array<std::string_view, 8> kCapabilities = {
    "PIPELINING", "8BITMIME", "SIZE", "ENHANCEDSTATUSCODES",
    "STARTTLS",   "CHUNKING", "DSN",  "SMTPUTF8"};

bool names_smtp(const ReplyLine& reply) {
  if (reply.code == 220) return mentions(reply.text, "SMTP") || mentions(reply.text, "LMTP");
  if (reply.code != 250) return false;
  const std::string_view word = reply.text.substr(0, reply.text.find(' '));
  return std::any_of(kCapabilities.begin(), kCapabilities.end(),
                     [&](std::string_view name) { return equals_ignoring_case(word, name); });
}

// Replies of the middle of a session: "250 2.1.5 Ok" (RFC 2034), "354 ..." .
bool speaks_like_smtp(const ReplyLine& reply) {
  const std::string_view text = reply.text;
  const bool enhanced = text.size() >= 5 && text[1] == '.' && text[3] == '.' && text[0] >= '2' &&
                        text[0] <= '5' && text[0] - '0' == reply.code / 100;
  return reply.code == 354 || (enhanced && reply.code >= 200 && reply.code != 226);
}

// Verbs that FTP, POP3, IMAP and NNTP do not have.
bool only_smtp(const Command& command) {
  switch (command.verb) {
    case Verb::kEhlo:
    case Verb::kHelo:
    case Verb::kLhlo:
    case Verb::kMail:
    case Verb::kRcpt:
      return true;
    case Verb::kData:
    case Verb::kBdat:
    case Verb::kBdatLast:
      return command.form != Form::kMalformed;
    default:
      return false;
  }
}

class Listener {
 public:
  explicit Listener(Opening opening) : opening_(opening) {}

  // False when the line settles what the side is.
  bool hear(std::string_view line) {
    ++lines_;
    const ReplyLine reply = parse_reply_line(line);
    if (reply.code != 0) return hear_reply(reply);
    Command command;
    parse_command(line, command);
    if (only_smtp(command) && (opening_ == Opening::kFromStart || command.form == Form::kStrict)) {
      return settle(Voice::kClient);
    }
    if (polite_) return settle(Voice::kPoliteServer);
    // A few commands other protocols know too may stand before the first that tells.
    const bool neutral = command.verb != Verb::kUnknown && command.form != Form::kMalformed;
    if (opening_ == Opening::kFromStart && !(neutral && lines_ < 8)) return settle(Voice::kOther);
    return true;
  }

  Voice voice() const { return voice_; }
  Voice rest() const { return polite_ ? Voice::kPoliteServer : Voice::kOther; }

 private:
  bool settle(Voice voice) {
    voice_ = voice;
    return false;
  }
  bool hear_reply(const ReplyLine& reply) {
    if (names_smtp(reply)) return settle(Voice::kServer);
    if (opening_ == Opening::kMidstream && speaks_like_smtp(reply)) return settle(Voice::kServer);
    // Only 220 opens a session of FTP or SMTP; which it is, the client will say.
    if (opening_ == Opening::kFromStart && !reply.more) return settle(Voice::kPoliteServer);
    polite_ = true;
    return true;
  }

  Opening opening_;
  Voice voice_ = Voice::kUnknown;
  std::size_t lines_ = 0;
  bool polite_ = false;
};

// A tunnel in a tunnel, and a PROXY header in that.
constexpr int kMostPreambles = 4;

Preamble find_preamble(std::string_view said) {
  Preamble found = find_client_preamble(said);
  if (found.length == 0) {
    Preamble servers = find_server_preamble(said);
    if (servers.kind != PreambleKind::kNone) found = std::move(servers);
  }
  return found;
}

}  // namespace

Voice listen(std::string_view said, Opening opening, Heard heard) {
  for (int i = 0; opening == Opening::kFromStart && i < kMostPreambles; ++i) {
    const Preamble preamble = find_preamble(said);
    if (preamble.kind == PreambleKind::kIncomplete) {
      return heard == Heard::kAll ? Voice::kOther : Voice::kUnknown;
    }
    said.remove_prefix(preamble.length);
    if (preamble.length == 0) break;
  }
  if (said.empty()) return heard == Heard::kAll ? Voice::kOther : Voice::kUnknown;
  // RFC 8446 section 5.1: a handshake record of any version.
  if (said[0] == 0x16 && (said.size() < 2 || said[1] == 0x03)) {
    return said.size() >= 2 || heard == Heard::kAll ? Voice::kTls : Voice::kUnknown;
  }
  Listener listener(opening);
  for (std::size_t at = 0; at < said.size();) {
    const std::size_t lf = said.find('\n', at);
    if (lf == std::string_view::npos) {
      return heard == Heard::kAll ? listener.rest() : Voice::kUnknown;
    }
    const std::size_t end = lf > at && said[lf - 1] == '\r' ? lf - 1 : lf;
    if (!listener.hear(said.substr(at, end - at))) return listener.voice();
    at = lf + 1;
  }
  return heard == Heard::kAll ? listener.rest() : Voice::kUnknown;
}

PreambleKind tunnel_of(std::string_view said, Opening opening) {
  if (opening == Opening::kMidstream) return PreambleKind::kNone;
  if (said.empty()) return PreambleKind::kIncomplete;
  const PreambleKind kind = find_preamble(said).kind;
  return kind == PreambleKind::kProxyV2 ? PreambleKind::kNone : kind;
}

Roles conclude(Voice initiator, Voice responder) {
  if (initiator == Voice::kClient) return Roles::kInitiatorIsClient;
  if (initiator == Voice::kUnknown)
    return responder == Voice::kServer ? Roles::kInitiatorIsClient : Roles::kWait;
  if (responder == Voice::kClient) return Roles::kResponderIsClient;
  if (responder == Voice::kUnknown) return Roles::kWait;
  if (responder == Voice::kServer) return Roles::kInitiatorIsClient;
  if (initiator == Voice::kServer) return Roles::kResponderIsClient;
  return Roles::kNotSmtp;
}

}  // namespace constat::parser::smtp
