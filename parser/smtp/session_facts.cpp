#include "parser/smtp/session_facts.h"

#include <algorithm>

namespace constat::parser::smtp {
namespace {

void append_endpoint(const Endpoint& endpoint, std::string& text) {
  text.push_back(static_cast<char>(endpoint.ip.version));
  text.append(endpoint.ip.network_bytes());
  text.push_back(static_cast<char>(endpoint.port >> 8));
  text.push_back(static_cast<char>(endpoint.port & 0xff));
}

std::string session_id(const SessionFacts& facts) {
  std::string text = "constat session v1";
  append_endpoint(std::min(facts.client, facts.server), text);
  append_endpoint(std::max(facts.client, facts.server), text);
  for (int shift = 56; shift >= 0; shift -= 8) {
    text.push_back(static_cast<char>((facts.sequence_seed >> shift) & 0xff));
  }
  text.push_back(static_cast<char>(facts.door));
  const Digest digest = sha256(text);
  return "s:" + to_base32({reinterpret_cast<const char*>(digest.bytes.data()), 32}).substr(0, 26);
}

}  // namespace

void name_session(SessionFacts& facts) {
  if (!facts.id.empty()) return;
  facts.id = session_id(facts);
  facts.community_id = capture::community_id(facts.client, facts.server);
}

std::string_view name_of(Starttls starttls) {
  switch (starttls) {
    case Starttls::kNotOffered:
      return "not_offered";
    case Starttls::kOffered:
      return "offered";
    case Starttls::kRefused:
      return "refused";
    case Starttls::kAccepted:
      return "accepted";
  }
  return "";
}

std::string_view name_of(AfterStarttls after) {
  switch (after) {
    case AfterStarttls::kNothing:
      return "nothing";
    case AfterStarttls::kTls:
      return "tls";
    case AfterStarttls::kClear:
      return "clear";
    case AfterStarttls::kClearThenTls:
      return "clear_then_tls";
  }
  return "";
}

std::string_view name_of(EndOfDataTaken taken) {
  switch (taken) {
    case EndOfDataTaken::kStrict:
      return "strict";
    case EndOfDataTaken::kSecond:
      return "second";
    case EndOfDataTaken::kBoth:
      return "both";
    case EndOfDataTaken::kNeither:
      return "neither";
    case EndOfDataTaken::kNotObserved:
      return "not_observed";
  }
  return "";
}

std::string_view name_of(Sides sides) {
  switch (sides) {
    case Sides::kBoth:
      return "both";
    case Sides::kClientOnly:
      return "client_only";
    case Sides::kServerOnly:
      return "server_only";
  }
  return "";
}

std::string_view name_of(TransactionState state) {
  switch (state) {
    case TransactionState::kCompleted:
      return "completed";
    case TransactionState::kRefused:
      return "refused";
    case TransactionState::kAborted:
      return "aborted";
    case TransactionState::kCut:
      return "cut";
    case TransactionState::kEncrypted:
      return "encrypted";
  }
  return "";
}

std::string_view name_of(RepliesBearOut reading) {
  switch (reading) {
    case RepliesBearOut::kFirst:
      return "first";
    case RepliesBearOut::kLater:
      return "later";
    case RepliesBearOut::kBoth:
      return "both";
    case RepliesBearOut::kNeither:
      return "neither";
    case RepliesBearOut::kNotObserved:
      return "not_observed";
  }
  return "";
}

}  // namespace constat::parser::smtp
