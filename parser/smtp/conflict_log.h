// Which of two readings the server's replies bear out, where a retransmission of the client's bytes
// differs from what was read (robustness T01, and the replies as arbiter).
//
// The rule. Each reading is the list of commands whose last byte lies in the conflict. Behind it
// follow the commands that both readings share, up to the first whose reply cannot be its own. A
// reading holds when every reply from there on could answer the command at its place (fits() in
// alignment.h, by code), as far as replies were seen and at most kReplies of them. Where both hold
// with the same commands, a reply that names the address of one of them alone decides.
//
//   first, later    that reading holds, the other does not
//   both, neither   the replies tell nothing, or fit no reading
//   not_observed    replies were lost or not captured, or what was conflicting is not read (AUTH,
//   TLS)
//
// No word on the server's bytes and on the content of mails: no reply depends on them. Only verbs
// and paths of MAIL and RCPT are kept of a conflict, never its bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "capture/stream_events.h"
#include "parser/smtp/exchange_queue.h"
#include "parser/smtp/reply.h"
#include "parser/smtp/session_facts.h"

namespace constat::parser::smtp {

// The last commands that were answered: a retransmission may come after the reply.
class LatestAnswers {
 public:
  struct Answer {
    std::uint64_t end = 0;  // of the command, in the client's stream
    int code = 0;           // 0: the reply was not seen
    Verb verb = Verb::kUnknown;
  };
  void add(const Answer& answer) { ring_[count_++ % ring_.size()] = answer; }
  // Those of commands that end behind `offset`, in order; nullopt when some are forgotten.
  std::optional<std::vector<Answer>> behind(std::uint64_t offset) const;

 private:
  std::array<Answer, 4> ring_;
  std::uint64_t count_ = 0;
};

class ConflictLog {
 public:
  // `index` counts in SessionFacts::conflicts. False when there are too many to be judged.
  bool add(const capture::StreamConflict& conflict, std::size_t index, const LatestAnswers& latest);
  // `reply` is null when it was not seen.
  void answered(const Expected& exchange, const ServerReply* reply);
  // Which command a reply answers is no longer certain.
  void lose_replies();
  // A reply that answers no command of the first reading.
  void unexpected(const ServerReply& reply);
  void finish(std::vector<Conflict>& conflicts) const;

 private:
  struct Command {
    Verb verb = Verb::kUnknown;
    std::string address;  // of MAIL and RCPT, lower case
  };
  using Reading = std::vector<Command>;
  // Where the conflict begins, which shows only when the commands of the first reading are known.
  enum class Place : std::uint8_t { kLineStart, kInsideLine, kBody };
  struct Open {
    std::size_t index = 0;
    ByteRange where;
    std::array<Reading, 3> first;  // by Place
    std::array<Reading, 3> later;
    std::vector<Verb> inside;  // commands that end in `where`, as they were read
    std::vector<Verb> behind;
    std::vector<int> codes;  // from the first of `inside` on
    bool first_misfits = false;
    bool lost = false;
    bool names_first = false;
    bool names_later = false;
  };
  static Reading read(std::string_view bytes, Place place);
  static void take(Open& open, Verb verb, std::uint64_t end, int code);
  static void look_for_names(Open& open, std::string_view text);
  static std::optional<Place> place_of(const Open& open);
  static std::optional<RepliesBearOut> judge(const Open& open);

  std::vector<Open> open_;
};

}  // namespace constat::parser::smtp
