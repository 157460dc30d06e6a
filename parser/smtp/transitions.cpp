#include "parser/smtp/transitions.h"

#include <algorithm>
#include <array>
#include <vector>

namespace constat::parser::smtp {
namespace {

using S = State;
using V = Verb;
using R = ReplyClass;

// What a reply class does, for a set of states: written once, multiplied out below.
struct Rule {
  std::string_view states;  // one letter a state, as in letter_of
  V verb;
  R reply;
  S next;  // kCount_: the state stays
  std::string_view section;
};

constexpr S kSame = S::kCount_;

// c connected, g greeted, r ready, m mail, e envelope, b body, k chunks, x closing, u unsynced
constexpr std::string_view kLetters = "cgrmebkExu";

// clang-format off
constexpr Rule kRules[] = {
    {"cu", V::kGreeting, R::kPositive, S::kGreeted, "3.1"},
    {"cu", V::kGreeting, R::kTransient, S::kClosing, "3.1"},
    {"cu", V::kGreeting, R::kPermanent, S::kClosing, "3.1"},
    {"cu", V::kGreeting, R::kNone, S::kGreeted, "3.1"},
    {"grmeku", V::kEhlo, R::kPositive, S::kReady, "4.1.4: EHLO at any time acts as RSET"},
    {"grmeku", V::kEhlo, R::kNone, S::kReady, "4.1.4"},
    {"grmekxu", V::kEhlo, R::kTransient, kSame, "4.1.4: a refused EHLO leaves the state"},
    {"grmekxu", V::kEhlo, R::kPermanent, kSame, "4.1.4"},
    {"grmeku", V::kHelo, R::kPositive, S::kReady, "4.1.4"},
    {"grmeku", V::kHelo, R::kNone, S::kReady, "4.1.4"},
    {"grmekxu", V::kHelo, R::kTransient, kSame, "4.1.4"},
    {"grmekxu", V::kHelo, R::kPermanent, kSame, "4.1.4"},
    {"grmeku", V::kLhlo, R::kPositive, S::kReady, "RFC 2033 4.1"},
    {"grmeku", V::kLhlo, R::kNone, S::kReady, "RFC 2033 4.1"},
    {"grmekxu", V::kLhlo, R::kTransient, kSame, "RFC 2033 4.1"},
    {"grmekxu", V::kLhlo, R::kPermanent, kSame, "RFC 2033 4.1"},
    {"ru", V::kMail, R::kPositive, S::kMail, "4.1.4: MAIL begins a transaction"},
    {"ru", V::kMail, R::kNone, S::kMail, "4.1.4"},
    {"ru", V::kMail, R::kTransient, kSame, "3.3"},
    {"ru", V::kMail, R::kPermanent, kSame, "3.3"},
    {"meu", V::kRcpt, R::kPositive, S::kEnvelope, "3.3"},
    {"meu", V::kRcpt, R::kNone, S::kEnvelope, "3.3"},
    {"meu", V::kRcpt, R::kTransient, S::kEnvelope, "3.3: the others may still be accepted"},
    {"meu", V::kRcpt, R::kPermanent, S::kEnvelope, "3.3"},
    {"r", V::kRcpt, R::kTransient, kSame, "RFC 2920 3.1: sent before the refusal of MAIL was known"},
    {"r", V::kRcpt, R::kPermanent, kSame, "RFC 2920 3.1"},
    {"eu", V::kData, R::kIntermediate, S::kBody, "3.3"},
    {"eu", V::kData, R::kNone, S::kBody, "3.3"},
    {"rmeu", V::kData, R::kTransient, kSame, "3.3"},
    {"rmeu", V::kData, R::kPermanent, kSame, "3.3"},
    {"bu", V::kEndOfData, R::kPositive, S::kReady, "4.1.1.4"},
    {"bu", V::kEndOfData, R::kTransient, S::kReady, "4.1.1.4"},
    {"bu", V::kEndOfData, R::kPermanent, S::kReady, "4.1.1.4"},
    {"bu", V::kEndOfData, R::kNone, S::kReady, "4.1.1.4"},
    {"meku", V::kBdat, R::kPositive, S::kChunks, "RFC 3030 2"},
    {"meku", V::kBdat, R::kNone, S::kChunks, "RFC 3030 2"},
    {"rmeku", V::kBdat, R::kTransient, kSame, "RFC 3030 2"},
    {"rmeku", V::kBdat, R::kPermanent, kSame, "RFC 3030 2"},
    {"meku", V::kBdatLast, R::kPositive, S::kReady, "RFC 3030 2"},
    {"meku", V::kBdatLast, R::kNone, S::kReady, "RFC 3030 2"},
    {"rmeku", V::kBdatLast, R::kTransient, S::kReady, "RFC 3030 2"},
    {"rmeku", V::kBdatLast, R::kPermanent, S::kReady, "RFC 3030 2"},
    {"g", V::kRset, R::kPositive, S::kGreeted, "4.1.1.5"},
    {"g", V::kRset, R::kNone, S::kGreeted, "4.1.1.5"},
    {"rmeku", V::kRset, R::kPositive, S::kReady, "4.1.1.5: ends the transaction"},
    {"rmeku", V::kRset, R::kNone, S::kReady, "4.1.1.5"},
    {"grmekxu", V::kRset, R::kTransient, kSame, "4.1.1.5"},
    {"grmekxu", V::kRset, R::kPermanent, kSame, "4.1.1.5"},
    {"grmekxu", V::kQuit, R::kPositive, S::kClosing, "4.1.1.10"},
    {"grmekxu", V::kQuit, R::kTransient, S::kClosing, "4.1.1.10"},
    {"grmekxu", V::kQuit, R::kPermanent, S::kClosing, "4.1.1.10"},
    {"grmekxu", V::kQuit, R::kNone, S::kClosing, "4.1.1.10"},
    {"gru", V::kStarttls, R::kPositive, S::kEncrypted, "RFC 3207 4"},
    {"gru", V::kStarttls, R::kNone, kSame, "RFC 3207 4"},
    {"gru", V::kStarttls, R::kTransient, kSame, "RFC 3207 4"},
    {"gru", V::kStarttls, R::kPermanent, kSame, "RFC 3207 4"},
    {"gru", V::kXclient, R::kPositive, S::kGreeted, "XCLIENT_README: the server starts over"},
    {"gru", V::kXclient, R::kNone, kSame, "XCLIENT_README"},
    {"gru", V::kXclient, R::kTransient, kSame, "XCLIENT_README"},
    {"gru", V::kXclient, R::kPermanent, kSame, "XCLIENT_README"},
    {"gru", V::kXforward, R::kPositive, kSame, "XFORWARD_README"},
    {"gru", V::kXforward, R::kNone, kSame, "XFORWARD_README"},
    {"gru", V::kXforward, R::kTransient, kSame, "XFORWARD_README"},
    {"gru", V::kXforward, R::kPermanent, kSame, "XFORWARD_README"},
    {"ru", V::kAuth, R::kPositive, kSame, "RFC 4954 4"},
    {"ru", V::kAuth, R::kIntermediate, kSame, "RFC 4954 4"},
    {"gru", V::kAuth, R::kTransient, kSame, "RFC 4954 4"},
    {"gru", V::kAuth, R::kPermanent, kSame, "RFC 4954 4"},
    {"ru", V::kAuth, R::kNone, kSame, "RFC 4954 4"},
    {"gru", V::kAuthLine, R::kPositive, kSame, "RFC 4954 4"},
    {"gru", V::kAuthLine, R::kIntermediate, kSame, "RFC 4954 4"},
    {"gru", V::kAuthLine, R::kTransient, kSame, "RFC 4954 4"},
    {"gru", V::kAuthLine, R::kPermanent, kSame, "RFC 4954 4"},
    {"gru", V::kAuthLine, R::kNone, kSame, "RFC 4954 4"},
};
// clang-format on

// NOOP, HELP, EXPN, VRFY (4.1.4: at any time) and what has no effect on the order of the rest.
constexpr V kAnyTime[] = {V::kNoop, V::kHelp, V::kVrfy, V::kExpn, V::kOther, V::kUnknown};
constexpr std::string_view kAnyTimeStates = "grmekxu";
constexpr R kAllReplies[] = {R::kNone, R::kPositive, R::kTransient, R::kPermanent};

S state_of(char letter) { return static_cast<S>(kLetters.find(letter)); }

void expand(const Rule& rule, std::vector<Transition>& rows) {
  for (const char letter : rule.states) {
    const S from = state_of(letter);
    rows.push_back(
        {from, rule.verb, rule.reply, rule.next == kSame ? from : rule.next, rule.section});
  }
}

std::vector<Transition> build_rows() {
  std::vector<Transition> rows;
  for (const Rule& rule : kRules) expand(rule, rows);
  for (const V verb : kAnyTime) {
    for (const R reply : kAllReplies) {
      expand({kAnyTimeStates, verb, reply, kSame, "4.1.4: at any time"}, rows);
    }
  }
  // After STARTTLS, what is said in clear (decrypted in place, or injected) starts over (RFC 3207
  // section 4.2): the same rows as after the greeting.
  const std::size_t count = rows.size();
  for (std::size_t index = 0; index < count; ++index) {
    Transition row = rows[index];
    if (row.from != S::kGreeted) continue;
    if (row.next == S::kGreeted) row.next = S::kEncrypted;
    row.from = S::kEncrypted;
    rows.push_back(row);
  }
  return rows;
}

const std::vector<Transition>& rows() {
  static const std::vector<Transition> kRows = build_rows();
  return kRows;
}

constexpr std::size_t kReplies = 5;
constexpr std::size_t kVerbs = static_cast<std::size_t>(V::kCount_);
constexpr std::size_t kStates = static_cast<std::size_t>(S::kCount_);

std::size_t cell(S from, V verb, R reply) {
  return (static_cast<std::size_t>(from) * kVerbs + static_cast<std::size_t>(verb)) * kReplies +
         static_cast<std::size_t>(reply);
}

// The rows again, by direct access: one lookup per exchange.
std::array<S, kStates * kVerbs * kReplies> build_index() {
  std::array<S, kStates * kVerbs * kReplies> index;
  index.fill(S::kCount_);
  for (const Transition& row : rows()) index[cell(row.from, row.verb, row.reply)] = row.next;
  return index;
}

}  // namespace

std::span<const Transition> transitions() { return rows(); }

std::optional<State> next_state(State from, Verb verb, ReplyClass reply) {
  static const auto kIndex = build_index();
  const State next = kIndex[cell(from, verb, reply)];
  if (next == State::kCount_) return std::nullopt;
  return next;
}

}  // namespace constat::parser::smtp
