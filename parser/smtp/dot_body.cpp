#include "parser/smtp/dot_body.h"

#include "core/byte_search.h"

namespace constat::parser::smtp {
namespace {

constexpr char kNul = '\0';

}  // namespace

void DotBody::start(LineEnds line_ends, Entry entry) {
  line_ends_ = line_ends;
  resume(entry);
}

void DotBody::resume(Entry entry) {
  state_ = entry == Entry::kLineStart ? State::kStart : State::kText;
}

std::size_t DotBody::read(std::string_view bytes, std::uint64_t offset, const Provenance& from) {
  Pass pass{bytes, offset, from};
  pass_ = &pass;
  while (pass.at < bytes.size() && state_ != State::kEnded) {
    if (state_ == State::kText) {
      const std::size_t length = text_run(pass.at);
      if (pass.run_length == 0) pass.run_start = pass.at;
      pass.run_length += length;
      pass.at += length;
      if (pass.at == bytes.size()) break;
    }
    step(bytes[pass.at]);
    ++pass.at;
  }
  flush();
  pass_ = nullptr;
  return pass.at;
}

// Bytes from `from` on that are neither CR, LF nor NUL.
std::size_t DotBody::text_run(std::size_t from) {
  return find_any(pass_->bytes, from, '\r', '\n', kNul) - from;
}

void DotBody::emit(char c) {
  if (c == kNul) content_.note(DefectKind::kNulByte, mail_position(), 1);
  if (pass_->run_length == 0) pass_->run_start = pass_->at;
  ++pass_->run_length;
}

void DotBody::flush() {
  if (pass_->run_length > 0) {
    content_.append(pass_->bytes.substr(pass_->run_start, pass_->run_length),
                    pass_->offset + pass_->run_start, pass_->from);
  }
  pass_->run_length = 0;
}

void DotBody::hold_odd_dot(DotPlace place) {
  odd_dot_ = {mail_position(), pass_->offset + pass_->at, place == DotPlace::kUndone};
}

void DotBody::bare_lf() {
  content_.note(DefectKind::kBareLf, mail_position(), 1);
  emit('\n');
  state_ = line_ends_ == LineEnds::kLfToo ? State::kStart : State::kBareLf;
}

void DotBody::step(char c) {
  switch (state_) {
    case State::kStart:
      if (c == '.') {
        flush();  // the dot is left out: what follows is not adjacent
        hold_odd_dot(DotPlace::kUndone);
        state_ = State::kDot;
      } else {
        step_text(c);
      }
      break;
    case State::kBareLf:
      if (c == '.') {
        hold_odd_dot(DotPlace::kKept);
        emit(c);
        state_ = State::kOddDot;
      } else {
        step_text(c);
      }
      break;
    case State::kCr:
      step_after_cr(c);
      break;
    case State::kDot:
      step_after_dot(c);
      break;
    case State::kDotCr:
      step_after_dot_cr(c);
      break;
    case State::kOddDot:
      if (c == '\r' || c == '\n') ambiguous();
      step_text(c);
      if (c == kNul) state_ = State::kOddDotNul;
      break;
    case State::kOddDotNul:
      if (c == '\r') ambiguous();
      step_text(c);
      break;
    case State::kText:
    case State::kEnded:
      step_text(c);
      break;
  }
}

void DotBody::step_text(char c) {
  if (c == '\n') {
    bare_lf();
    return;
  }
  emit(c);
  state_ = c == '\r' ? State::kCr : State::kText;
}

void DotBody::step_after_cr(char c) {
  if (c == '\n') {
    emit(c);
    state_ = State::kStart;
    return;
  }
  content_.note(DefectKind::kBareCr, mail_position() - 1, 1);
  if (c == '.') {
    hold_odd_dot(DotPlace::kKept);
    emit(c);
    state_ = State::kOddDot;
  } else {
    step_text(c);
  }
}

// Section 4.5.2: a leading dot with more on its line is removed.
void DotBody::step_after_dot(char c) {
  if (c == '\r') {
    held_cr_ = pass_->from;
    state_ = State::kDotCr;
  } else if (c == '\n') {
    if (line_ends_ == LineEnds::kLfToo) {
      content_.note(DefectKind::kEndOfDataAmbiguous, odd_dot_.position, 1);
      state_ = State::kEnded;
    } else {
      ambiguous();
      step_text(c);
    }
  } else {
    step_text(c);
    if (c == kNul) state_ = State::kOddDotNul;
  }
}

void DotBody::step_after_dot_cr(char c) {
  if (c == '\n') {
    state_ = State::kEnded;
    return;
  }
  ambiguous();
  // The CR held back is content after all; it may have come with an earlier piece.
  flush();
  content_.append("\r", pass_->offset + pass_->at - 1, held_cr_);
  state_ = State::kCr;
  step_after_cr(c);
}

}  // namespace constat::parser::smtp
