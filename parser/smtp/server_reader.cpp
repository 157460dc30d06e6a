#include "parser/smtp/server_reader.h"

#include <algorithm>

namespace constat::parser::smtp {
namespace {

// A TLS record starts with 20..23 (RFC 8446 section 5.1); no reply line starts with a control
// character other than a line end.
bool looks_encrypted(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\r' && c != '\n' && c != '\t') || byte >= 0x80;
}

}  // namespace

ServerReader::ServerReader(const Limits& limits, SessionBytes& counts, DefectLog& defects)
    : counts_(counts),
      defects_(defects),
      lines_(limits.smtp_line_bytes),
      assembler_(limits.smtp_line_bytes) {}

void ServerReader::skip_rest_of_line() {
  const std::string_view bytes = input_.bytes();
  const std::size_t lf = bytes.find('\n');
  const std::size_t count = lf == std::string_view::npos ? bytes.size() : lf + 1;
  counts_.unparsed += count;
  input_.consume(count);
  if (lf != std::string_view::npos) skipping_line_ = false;
}

void ServerReader::take(const Line& line) {
  const ByteRange where{input_.offset(), line.size};
  if (line.end == LineEnd::kLf) {
    defects_.note(DefectKind::kBareLf, {where.end() - 1, 1});
  } else if (line.end == LineEnd::kCut) {
    defects_.note(DefectKind::kLineTooLong, where);
    skipping_line_ = true;
  }
  switch (assembler_.add(line, where.offset)) {
    case LineFit::kNotAReply:
      defects_.note(DefectKind::kReplyMalformed, where);
      counts_.unparsed += line.size;
      break;
    case LineFit::kCodeChanged:
      defects_.note(DefectKind::kReplyMalformed, where);
      counts_.command += line.size;
      break;
    default:
      counts_.command += line.size;
      break;
  }
  input_.consume(line.size);
  lines_.consumed();
}

// Of a tunnel, the answers to its handshake (preamble.h). False while more of them may come.
bool ServerReader::pass_opening() {
  while (opening_ && !input_.bytes().empty()) {
    const Preamble found = find_server_preamble(input_.bytes());
    if (found.kind == PreambleKind::kIncomplete && !input_.gap_ahead()) return false;
    opening_ = found.length > 0;
    counts_.command += found.length;
    input_.consume(found.length);
  }
  return true;
}

const ServerReply* ServerReader::next() {
  if (assembler_.complete()) assembler_.clear();
  if (!pass_opening()) return nullptr;
  for (;;) {
    const std::string_view bytes = input_.bytes();
    if (bytes.empty() || encrypted_) return nullptr;
    if (skipping_line_) {
      skip_rest_of_line();
      continue;
    }
    if (tls_may_follow_ && looks_encrypted(bytes[0])) {
      encrypted_ = true;
      return nullptr;
    }
    const auto line = lines_.find(bytes);
    if (!line) return nullptr;
    take(*line);
    if (assembler_.complete()) return &assembler_.reply();
  }
}

bool ServerReader::drain_encrypted() {
  bool any = false;
  while (encrypted_ && !input_.drained()) {
    any = true;
    if (input_.at_gap()) {
      input_.pass_gap();
      continue;
    }
    const std::size_t count = input_.bytes().size();
    counts_.encrypted += count;
    input_.consume(count);
  }
  return any;
}

ServerReader::Ahead ServerReader::read_codes(const std::vector<Stretch>& stretches,
                                             std::size_t from, std::size_t cap) const {
  Ahead ahead;
  if (from >= stretches.size()) return ahead;
  ahead.whole = from + 1 == stretches.size();
  std::string_view bytes = stretches[from].bytes;
  while (!bytes.empty() && !(tls_may_follow_ && looks_encrypted(bytes[0]))) {
    const std::size_t lf = bytes.find('\n');
    if (lf == std::string_view::npos) break;
    const ReplyLine line =
        parse_reply_line(bytes.substr(0, lf > 0 && bytes[lf - 1] == '\r' ? lf - 1 : lf));
    if (line.code != 0 && !line.more) ahead.codes.push_back(line.code);
    bytes.remove_prefix(lf + 1);
    if (ahead.codes.size() < cap) continue;
    ahead.whole = false;
    break;
  }
  return ahead;
}

ServerReader::Ahead ServerReader::codes_ahead(std::size_t cap) const {
  if (input_.at_gap()) return {{}, false};
  return read_codes(input_.look_ahead(2), 0, cap);
}

ServerReader::Ahead ServerReader::codes_behind_gap(std::size_t cap) const {
  const std::vector<Stretch> stretches = input_.look_ahead(3);
  const std::size_t behind = !stretches.empty() && stretches[0].after_gap ? 0 : 1;
  return read_codes(stretches, behind, cap);
}

void ServerReader::pass_gap() {
  assembler_.clear();
  lines_.consumed();
  skipping_line_ = false;
  const std::size_t cut = input_.bytes().size();
  counts_.unparsed += cut;
  input_.consume(cut);
  input_.pass_gap();
}

void ServerReader::finish() {
  for (;;) {
    const std::size_t count = input_.bytes().size();
    (encrypted_ ? counts_.encrypted : counts_.unparsed) += count;
    input_.consume(count);
    if (!input_.at_gap()) return;
    input_.pass_gap();
  }
}

}  // namespace constat::parser::smtp
