// What both sides of one session say, as two byte streams and the order of the turns, and what was
// sent in it: the source of the ground truth. No packets here.
//
//   SessionPlan --> hold_dialogue() --> Dialogue --> to_segments()
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/digest.h"
#include "tools/forge/random.h"
#include "tools/forge/scenario.h"

namespace constat::forge {

// One side speaks: a stretch of its stream, after a silence of `wait` nanoseconds.
struct Turn {
  Side side;
  ByteRange bytes;
  std::int64_t wait = 0;
};

// The words of the session records: what became of a recipient, a mail, a transaction.
enum class Outcome : std::uint8_t { kAccepted, kRefused, kDeferred, kUnanswered };
enum class TransactionEnd : std::uint8_t { kCompleted, kRefused, kAborted, kCut };
std::string_view name_of(Outcome outcome);
std::string_view name_of(TransactionEnd end);

struct SentRecipient {
  std::string address;
  int reply = 0;  // to RCPT; 0: none came
  Outcome outcome = Outcome::kUnanswered;
};

struct SentMail {
  std::string subject;  // placeholders filled in, not encoded
  std::uint64_t bytes = 0;
  Digest sha256;  // of the mail, dots not stuffed
  bool cut = false;
  std::vector<ByteRange>
      wire;  // of the client's stream: content as sent, without the end-of-data line
};

struct SentTransaction {
  const Template* mail_template = nullptr;
  std::string from;           // address of the From field
  std::string sender_domain;  // whose mail it is: as the template says, else the domain of `from`
  std::string mail_from;
  std::vector<SentRecipient> recipients;
  int data_reply = 0;
  Outcome outcome = Outcome::kUnanswered;  // of the end of data
  TransactionEnd end = TransactionEnd::kCompleted;
  std::optional<SentMail> mail;  // nothing when no content was sent
};

struct Dialogue {
  std::string client;
  std::string server;
  std::vector<Turn> turns;
  std::vector<SentTransaction> transactions;
  Closing closing = Closing::kQuit;
  std::uint64_t client_encrypted = 0;  // bytes after an accepted STARTTLS
  std::uint64_t server_encrypted = 0;
};

// `templates` must outlive the result.
Dialogue hold_dialogue(const SessionPlan& plan, const std::map<std::string, Template>& templates,
                       Random& random);

}  // namespace constat::forge
