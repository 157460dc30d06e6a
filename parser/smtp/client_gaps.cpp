// ClientReader where bytes are counted rather than read: BDAT chunks (RFC 3030) and gaps.
#include <algorithm>

#include "parser/smtp/client_reader.h"

namespace constat::parser::smtp {

ClientReader::Step ClientReader::begin_chunk(const Line& line) {
  // One mail at a time: the one before must be concluded first.
  if (content_.in_use() && content_.ended()) {
    needs_slot_ = true;
    return Step::kNeedsRoom;
  }
  consume_command(line);
  any_command_ = true;
  if (!content_.in_use()) {
    content_.start(start_unknown_ ? MailContent::Begin::kNotSeen : MailContent::Begin::kSeen);
  }
  chunking_ = true;
  chunk_left_ = command_.chunk_size;
  mode_ = Mode::kChunk;
  if (chunk_left_ == 0) end_chunk();
  return Step::kMoved;
}

// The reply is awaited only from here on: it speaks of the whole chunk.
void ClientReader::end_chunk() {
  mode_ = Mode::kCommands;
  if (command_.verb == Verb::kBdatLast) {
    content_.end(MailContent::End::kSeen, from_);
    chunking_ = false;
  }
  expect(command_.verb);
}

ClientReader::Step ClientReader::step_chunk() {
  const auto count =
      static_cast<std::size_t>(std::min<std::uint64_t>(input_.run_length(), chunk_left_));
  from_ = input_.provenance();
  content_.append(input_.bytes().substr(0, count), input_.offset(), from_);
  counts_.mail += count;
  input_.consume(count);
  chunk_left_ -= count;
  if (chunk_left_ == 0) end_chunk();
  return Step::kMoved;
}

ClientReader::Step ClientReader::step_chunk_gap() {
  const std::uint64_t length = input_.gap().length;
  if (length == 0) {
    // Where the chunk ends cannot be known any more.
    content_.hole(0);
    content_.end(MailContent::End::kInHole, from_);
    chunking_ = false;
    mode_ = Mode::kCommands;
    expect(Verb::kBdatLast);
    return Step::kMoved;
  }
  const std::uint64_t lost = std::min(length, chunk_left_);
  content_.hole(lost);
  chunk_left_ -= lost;
  if (lost == length) {
    input_.pass_gap();
  } else {
    input_.shorten_gap(lost);
  }
  if (chunk_left_ == 0) end_chunk();
  return Step::kMoved;
}

ClientReader::Step ClientReader::step_gap() {
  switch (mode_) {
    case Mode::kChunk:
      return step_chunk_gap();
    case Mode::kAfterTls:
    case Mode::kEncrypted:
      if (mode_ == Mode::kAfterTls) enter_tls();
      input_.pass_gap();
      return Step::kMoved;
    case Mode::kAwaitReply:
      return Step::kNeedsReply;
    case Mode::kBodyPending:
      return step_body_start();
    default:
      return Step::kAtGap;
  }
}

void ClientReader::drop_cut_line() {
  const std::size_t cut = input_.bytes().size();
  counts_.unparsed += cut;
  input_.consume(cut);
  lines_.consumed();
  skipping_line_ = false;
}

void ClientReader::resume_in_body(DotBody::Entry entry) {
  content_.hole(input_.gap().length);
  body_.resume(entry);
  input_.pass_gap();
}

void ClientReader::end_body_in_gap() {
  content_.hole(input_.gap().length);
  content_.end(MailContent::End::kInHole, from_);
  where_ = {input_.offset(), 0};
  mode_ = Mode::kCommands;
  expect(Verb::kEndOfData);
}

void ClientReader::resume_with_commands(FirstLine first_line) {
  leave_chunks();
  drop_cut_line();
  input_.pass_gap();
  mode_ = Mode::kSeek;
  start_unknown_ = true;
  skipping_line_ = first_line == FirstLine::kPartial;
}

void ClientReader::resume_in_lost_body(MailContent::Begin begin) {
  leave_chunks();
  drop_cut_line();
  content_.start(begin);
  // How much of the gap was body cannot be known.
  content_.hole(0);
  input_.pass_gap();
  start_unknown_ = true;
  body_.start(LineEnds::kCrLfOnly, DotBody::Entry::kInsideLine);
  mode_ = Mode::kBody;
}

}  // namespace constat::parser::smtp
