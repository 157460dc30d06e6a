#include "parser/smtp/session_facts.h"

namespace constat::parser::smtp {

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

}  // namespace constat::parser::smtp
