// The client's side of a session: commands, and what is not commands (bodies, chunks, AUTH lines,
// TLS). Where the meaning of the next bytes depends on a reply, reading waits for it.
#pragma once

#include <cstdint>

#include "core/limits.h"
#include "parser/smtp/defect_log.h"
#include "parser/smtp/dot_body.h"
#include "parser/smtp/exchange_queue.h"
#include "parser/smtp/line_splitter.h"
#include "parser/smtp/mail_content.h"
#include "parser/smtp/reply.h"
#include "parser/smtp/session_facts.h"
#include "parser/smtp/side_input.h"

namespace constat::parser::smtp {

class ClientReader {
 public:
  // All must outlive the reader.
  ClientReader(const Limits& limits, SessionFacts& facts, DefectLog& defects, ExchangeQueue& queue,
               MailContent& content);

  enum class Mode : std::uint8_t {
    kOpening,  // what may stand before SMTP (preamble.h)
    kCommands,
    kSeek,         // after a gap: lines that are no strict command are passed over
    kAwaitReply,   // to the last command
    kSecretLine,   // the next line answers a 334
    kSecretMaybe,  // the same, but the reply was not seen: anything but a command is a secret
    kBodyPending,  // DATA was accepted, nothing followed yet
    kBody,
    kChunk,
    kAfterTls,  // STARTTLS was accepted, nothing followed yet
    kMaybeTls,  // the reply to STARTTLS was not seen
    kEncrypted,
  };
  enum class Step : std::uint8_t { kMoved, kNeedsBytes, kNeedsReply, kNeedsRoom, kAtGap };

  SideInput& input() { return input_; }
  const SideInput& input() const { return input_; }
  Mode mode() const { return mode_; }

  Step step();
  // The reply to the last command: its class, kNone when it was not seen. Only when
  // waits_for_reply().
  void answered(ReplyClass reply);
  bool waits_for_reply() const { return mode_ == Mode::kAwaitReply; }
  // A chunk of the next mail waits for the mail before it to be concluded.
  bool chunk_waits() const { return needs_slot_; }
  Verb awaited() const { return awaited_; }
  LineEnds line_ends() const { return line_ends_; }

  // What to do at a gap, decided by Resynchronisation. All go past the gap.
  void resume_in_body(DotBody::Entry entry);
  enum class FirstLine : std::uint8_t { kWhole, kPartial };
  void resume_with_commands(FirstLine first_line);
  void resume_in_lost_body(MailContent::Begin begin);
  // The body that is being read ended inside the gap; the gap itself stays.
  void end_body_in_gap();
  // True when bytes before the gap are the start of a line that the gap cuts.
  bool line_is_cut() const { return !input_.bytes().empty(); }

  // Chunks that were begun and not ended will not be ended.
  // True when there were any.
  bool leave_chunks();

  // The flow has ended and nothing more can be read.
  void finish();

 private:
  Step step_opening();
  Step step_body_start();
  Step step_line();
  Step step_body();
  Step step_chunk();
  Step step_chunk_gap();
  Step step_tls();
  Step step_gap();
  Step skip_rest_of_line();
  void take_secret(const Line& line);
  Step take_command(const Line& line);
  Step begin_chunk(const Line& line);
  void end_chunk();
  void act_on(const Line& line);
  void note_line(const Line& line);
  void note_form();
  void consume_command(const Line& line);
  Expected& expect(Verb verb);
  void expect_end_of_data();
  void enter_tls();
  void note_clear_text();
  Claim* new_claim();
  void take_proxy_line(std::string_view line);
  void take_proxy_header(std::string_view header);
  void drop_cut_line();
  Provenance line_provenance() const { return input_.provenance(); }

  const Limits& limits_;
  SessionFacts& facts_;
  SessionBytes& counts_;
  DefectLog& defects_;
  ExchangeQueue& queue_;
  MailContent& content_;
  SideInput input_;
  LineSplitter lines_;
  DotBody body_;
  Command command_;  // memory reused
  ByteRange where_;  // of command_ in the stream
  Provenance from_;
  Mode mode_ = Mode::kOpening;
  Verb awaited_ = Verb::kUnknown;
  LineEnds line_ends_ = LineEnds::kCrLfOnly;
  std::uint64_t chunk_left_ = 0;
  bool chunking_ = false;  // between BDAT and BDAT LAST
  bool skipping_line_ = false;
  bool needs_slot_ = false;
  bool starttls_said_ = false;
  bool any_command_ = false;
  bool start_unknown_ = false;  // a gap, and no MAIL since: a chunk may not be the first
};

}  // namespace constat::parser::smtp
