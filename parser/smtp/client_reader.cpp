#include "parser/smtp/client_reader.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace constat::parser::smtp {
namespace {}  // namespace

ClientReader::ClientReader(const Limits& limits, SessionFacts& facts, DefectLog& defects,
                           ExchangeQueue& queue, MailContent& content)
    : limits_(limits),
      facts_(facts),
      counts_(facts.bytes),
      defects_(defects),
      queue_(queue),
      content_(content),
      lines_(limits.smtp_line_bytes),
      body_(content) {}

ClientReader::Step ClientReader::step() {
  needs_slot_ = false;
  if (input_.at_gap()) return step_gap();
  if (input_.drained()) return Step::kNeedsBytes;
  switch (mode_) {
    case Mode::kOpening:
      return step_opening();
    case Mode::kAwaitReply:
      return Step::kNeedsReply;
    case Mode::kBodyPending:
      return step_body_start();
    case Mode::kBody:
      return step_body();
    case Mode::kChunk:
      return step_chunk();
    case Mode::kAfterTls:
    case Mode::kMaybeTls:
      return step_tls();
    case Mode::kEncrypted: {
      const std::size_t count = input_.bytes().size();
      counts_.encrypted += count;
      input_.consume(count);
      return Step::kMoved;
    }
    default:
      return step_line();
  }
}

ClientReader::Step ClientReader::step_body_start() {
  content_.start(MailContent::Begin::kSeen);
  body_.start(line_ends_, DotBody::Entry::kLineStart);
  queue_.give_back_memory();
  std::string().swap(command_.argument);
  std::string().swap(command_.verbatim);
  mode_ = Mode::kBody;
  return Step::kMoved;
}

ClientReader::Step ClientReader::skip_rest_of_line() {
  const std::string_view bytes = input_.bytes();
  const std::size_t lf = bytes.find('\n');
  const std::size_t count = lf == std::string_view::npos ? bytes.size() : lf + 1;
  counts_.unparsed += count;
  input_.consume(count);
  if (lf != std::string_view::npos) skipping_line_ = false;
  return Step::kMoved;
}

ClientReader::Step ClientReader::step_line() {
  if (skipping_line_) return skip_rest_of_line();
  const std::string_view bytes = input_.bytes();
  // Clear text came after STARTTLS, or it was refused, and now the handshake comes all the same
  // (RFC 8446 section 5.1: type 22). TLS is never read as commands.
  if (starttls_said_ && bytes[0] == 0x16) {
    enter_tls();
    return Step::kMoved;
  }
  const auto line = lines_.find(bytes);
  if (!line) return input_.gap_ahead() ? Step::kAtGap : Step::kNeedsBytes;
  if (mode_ == Mode::kSecretLine) {
    take_secret(*line);
    expect(Verb::kAuthLine);
    awaited_ = Verb::kAuthLine;
    mode_ = Mode::kAwaitReply;
    return Step::kMoved;
  }
  if (mode_ == Mode::kSecretMaybe || mode_ == Mode::kSeek) {
    if (!is_strict_command(line->text)) {
      take_secret(*line);
      return Step::kMoved;
    }
    mode_ = Mode::kCommands;
  }
  return take_command(*line);
}

// A line whose text is never looked at: an answer to 334, or one of unknown meaning.
void ClientReader::take_secret(const Line& line) {
  where_ = {input_.offset(), line.size};
  from_ = line_provenance();
  skipping_line_ = line.end == LineEnd::kCut;
  (mode_ == Mode::kSeek ? counts_.unparsed : counts_.command) += line.size;
  input_.consume(line.size);
  lines_.consumed();
}

void ClientReader::note_line(const Line& line) {
  const std::uint64_t start = where_.offset;
  if (line.end == LineEnd::kLf) defects_.note(DefectKind::kBareLf, {where_.end() - 1, 1});
  if (line.end == LineEnd::kCut) defects_.note(DefectKind::kLineTooLong, where_);
  const std::size_t cr = line.text.find('\r');
  if (cr != std::string_view::npos) defects_.note(DefectKind::kBareCr, {start + cr, 1});
  const std::size_t nul = line.text.find('\0');
  if (nul != std::string_view::npos) defects_.note(DefectKind::kNulByte, {start + nul, 1});
}

void ClientReader::note_form() {
  if (command_.verb == Verb::kUnknown && command_.form != Form::kMalformed) {
    defects_.note(DefectKind::kCommandUnknown, where_);
  } else if (command_.verb == Verb::kBdat && command_.form == Form::kMalformed) {
    defects_.note(DefectKind::kBdatMalformed, where_);
    // Its size cannot be read, so the server cannot have read a chunk either.
    command_.verb = Verb::kUnknown;
  } else if (command_.form != Form::kStrict) {
    defects_.note(DefectKind::kCommandMalformed, where_);
  }
}

void ClientReader::consume_command(const Line& line) {
  where_ = {input_.offset(), line.size};
  from_ = line_provenance();
  note_line(line);
  note_form();
  skipping_line_ = line.end == LineEnd::kCut;
  counts_.command += line.size;
  input_.consume(line.size);
  lines_.consumed();
}

ClientReader::Step ClientReader::take_command(const Line& line) {
  if (queue_.size() >= limits_.smtp_pending_commands) return Step::kNeedsRoom;
  parse_command(line.text, command_);
  const bool chunk = (command_.verb == Verb::kBdat || command_.verb == Verb::kBdatLast) &&
                     command_.form != Form::kMalformed;
  if (chunk) return begin_chunk(line);
  consume_command(line);
  act_on(line);
  any_command_ = true;
  return Step::kMoved;
}

void ClientReader::act_on(const Line& line) {
  bool break_off = false;
  switch (command_.verb) {
    case Verb::kProxy:
      if (!any_command_) {  // it precedes the session and has no reply
        take_proxy_line(line.text);
        return;
      }
      command_.verb = Verb::kUnknown;
      break;
    case Verb::kData:
      line_ends_ = line.end == LineEnd::kLf ? LineEnds::kLfToo : LineEnds::kCrLfOnly;
      chunking_ = false;
      mode_ = Mode::kAwaitReply;
      break;
    case Verb::kMail:
      start_unknown_ = false;
      break;
    case Verb::kStarttls:
      starttls_said_ = true;
      mode_ = Mode::kAwaitReply;
      break;
    case Verb::kAuth:
      mode_ = Mode::kAwaitReply;
      break;
    case Verb::kRset:
    case Verb::kEhlo:
    case Verb::kHelo:
    case Verb::kLhlo:
    case Verb::kQuit:
      break_off = leave_chunks();
      break;
    default:
      break;
  }
  awaited_ = command_.verb;
  expect(command_.verb).breaks_off_chunks = break_off;
}

// RFC 3030: chunks that are broken off make no whole mail.
bool ClientReader::leave_chunks() {
  if (chunking_) content_.end(MailContent::End::kNever, from_);
  return std::exchange(chunking_, false);
}

Expected& ClientReader::expect(Verb verb) {
  Expected& expected = queue_.push();
  expected.where = where_;
  expected.from = from_;
  expected.end = input_.offset();
  expected.command.verb = verb;
  const bool said = verb == command_.verb;
  const std::string_view verbatim = command_.verbatim;
  queue_.set_texts(expected.command, said ? std::string_view(command_.argument) : "",
                   said ? verbatim.substr(0, limits_.smtp_argument_bytes) : "");
  return expected;
}

void ClientReader::answered(ReplyClass reply) {
  assert(waits_for_reply());
  const bool unseen = reply == ReplyClass::kNone;
  switch (awaited_) {
    case Verb::kData:
      mode_ = unseen || reply == ReplyClass::kIntermediate ? Mode::kBodyPending : Mode::kCommands;
      break;
    case Verb::kStarttls:
      mode_ = unseen                           ? Mode::kMaybeTls
              : reply == ReplyClass::kPositive ? Mode::kAfterTls
                                               : Mode::kCommands;
      break;
    default:
      mode_ = unseen                               ? Mode::kSecretMaybe
              : reply == ReplyClass::kIntermediate ? Mode::kSecretLine
                                                   : Mode::kCommands;
      break;
  }
}

ClientReader::Step ClientReader::step_body() {
  const std::string_view run = input_.bytes().substr(0, input_.run_length());
  from_ = input_.provenance();
  where_ = {input_.offset(), run.size()};
  const std::size_t taken = body_.read(run, input_.offset(), from_);
  counts_.mail += taken;
  input_.consume(taken);
  if (body_.ended()) {
    content_.end(MailContent::End::kSeen, from_);
    mode_ = Mode::kCommands;
    expect_end_of_data();
  }
  return Step::kMoved;
}

void ClientReader::expect_end_of_data() {
  expect(Verb::kEndOfData);
  if (!content_.odd_dots().empty()) queue_.push().kind = Expected::Kind::kOddEnds;
}

void ClientReader::finish() {
  if (mode_ == Mode::kBody || mode_ == Mode::kChunk) {
    content_.end(MailContent::End::kNever, from_);
    if (mode_ == Mode::kBody) {
      expect_end_of_data();
    } else {
      expect(Verb::kBdatLast);
    }
    mode_ = Mode::kCommands;
    chunking_ = false;
    return;
  }
  leave_chunks();
  const std::size_t rest = input_.bytes().size();
  (mode_ == Mode::kAfterTls ? counts_.encrypted : counts_.unparsed) += rest;
  input_.consume(rest);
}

}  // namespace constat::parser::smtp
