// ClientReader where something other than SMTP stands: before it (tunnels, PROXY headers), and
// after STARTTLS.
#include "parser/smtp/client_reader.h"

namespace constat::parser::smtp {
namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

ClientReader::Step ClientReader::step_opening() {
  const std::string_view bytes = input_.bytes();
  Preamble found = find_client_preamble(bytes);
  const bool waits = found.kind == PreambleKind::kIncomplete && !input_.gap_ahead() &&
                     bytes.size() < limits_.recognition_bytes;
  if (waits) return Step::kNeedsBytes;
  if (found.length == 0) {
    mode_ = Mode::kCommands;
    return Step::kMoved;
  }
  where_ = {input_.offset(), found.length};
  from_ = input_.provenance();
  if (found.kind == PreambleKind::kProxyV2) {
    take_proxy_header(bytes.substr(0, found.length));
  } else if (facts_.tunnels.size() < limits_.claims_per_session) {
    const bool http = found.kind == PreambleKind::kHttpConnect;
    facts_.tunnels.push_back({http ? TunnelKind::kHttpConnect : TunnelKind::kSocks5,
                              std::move(found.host), found.port, where_});
  }
  counts_.command += found.length;
  input_.consume(found.length);
  return Step::kMoved;
}

Claim* ClientReader::new_claim() {
  if (facts_.claims.size() >= limits_.claims_per_session) {
    ++facts_.claims_not_kept;
    return nullptr;
  }
  Claim& claim = facts_.claims.emplace_back();
  claim.where = where_;
  claim.frame = from_.frame;
  return &claim;
}

void ClientReader::take_proxy_line(std::string_view line) {
  Claim* const claim = new_claim();
  if (claim == nullptr || read_proxy_line(line, *claim)) return;
  defects_.note(DefectKind::kClaimMalformed, where_);
  facts_.claims.pop_back();
}

void ClientReader::take_proxy_header(std::string_view header) {
  Claim* const claim = new_claim();
  if (claim == nullptr || read_proxy_header(header, *claim)) return;
  defects_.note(DefectKind::kClaimMalformed, where_);
  facts_.claims.pop_back();
}

void ClientReader::enter_tls() {
  AfterStarttls& after = facts_.after_starttls;
  const bool clear = after == AfterStarttls::kClear || after == AfterStarttls::kClearThenTls;
  after = clear ? AfterStarttls::kClearThenTls : AfterStarttls::kTls;
  mode_ = Mode::kEncrypted;
}

void ClientReader::note_clear_text() {
  if (facts_.after_starttls == AfterStarttls::kNothing) {
    facts_.after_starttls = AfterStarttls::kClear;
  }
}

// RFC 3207 section 4: after the 220 the client starts TLS. Clear text there was decrypted in place
// or injected; it is read, and noted.
ClientReader::Step ClientReader::step_tls() {
  const std::string_view bytes = input_.bytes();
  if (!is_letter(bytes[0])) {
    if (mode_ == Mode::kAfterTls || bytes[0] == 0x16) {
      enter_tls();
    } else {
      mode_ = Mode::kCommands;
    }
    return Step::kMoved;
  }
  const auto line = lines_.find(bytes);
  if (!line) {
    if (!input_.gap_ahead()) return Step::kNeedsBytes;
    if (mode_ == Mode::kAfterTls) {
      enter_tls();
    } else {
      mode_ = Mode::kCommands;
    }
    return Step::kMoved;
  }
  Command command;
  parse_command(line->text, command);
  if (mode_ == Mode::kAfterTls && command.verb == Verb::kUnknown) {
    enter_tls();
    return Step::kMoved;
  }
  if (mode_ == Mode::kAfterTls) {
    defects_.note(DefectKind::kPlaintextAfterStarttls, {input_.offset(), line->size});
    note_clear_text();
  }
  mode_ = Mode::kCommands;
  return Step::kMoved;
}

}  // namespace constat::parser::smtp
