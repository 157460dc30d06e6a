// The server's side of a session: replies, one after the other, each read only when it is asked
// for.
#pragma once

#include <cstdint>
#include <vector>

#include "core/limits.h"
#include "parser/smtp/defect_log.h"
#include "parser/smtp/reply.h"
#include "parser/smtp/session_facts.h"
#include "parser/smtp/side_input.h"

namespace constat::parser::smtp {

class ServerReader {
 public:
  ServerReader(const Limits& limits, SessionBytes& counts, DefectLog& defects);

  SideInput& input() { return input_; }
  const SideInput& input() const { return input_; }

  // The next complete reply, or null while it is not there (or stands behind a gap). Stays valid
  // until the next call.
  const ServerReply* next();
  // Nothing may stand before the replies: the start was not captured.
  void skip_opening() { opening_ = false; }
  // From here on, what does not look like text is TLS.
  void expect_tls() { tls_may_follow_ = true; }
  bool tls_expected() const { return tls_may_follow_; }
  bool encrypted() const { return encrypted_; }
  // Counts encrypted bytes; true if there were any.
  bool drain_encrypted();

  // Codes of the replies that wait, up to the next gap or `cap` of them. `whole`: nothing stands
  // behind them.
  struct Ahead {
    std::vector<int> codes;
    bool whole = true;
  };
  Ahead codes_ahead(std::size_t cap) const;
  // The same for what waits behind the gap the reader stands at.
  Ahead codes_behind_gap(std::size_t cap) const;

  // Goes past the gap; a reply that it cuts is lost.
  void pass_gap();
  // What is left at the end of the flow has no meaning.
  void finish();

 private:
  Ahead read_codes(const std::vector<Stretch>& stretches, std::size_t from, std::size_t cap) const;
  void take(const Line& line);
  void skip_rest_of_line();
  bool pass_opening();

  SessionBytes& counts_;
  DefectLog& defects_;
  SideInput input_;
  LineSplitter lines_;
  ReplyAssembler assembler_;
  bool opening_ = true;
  bool skipping_line_ = false;
  bool tls_may_follow_ = false;
  bool encrypted_ = false;
};

}  // namespace constat::parser::smtp
