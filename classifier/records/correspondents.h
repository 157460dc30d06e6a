// Whose addresses in a mail or transaction are masked below the level `headers`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "classifier/disclosure.h"
#include "parser/parsed_mail.h"
#include "parser/smtp/session_facts.h"

namespace constat::classifier {

// - Every recipient of the envelope, and of the fields a delivery leaves behind (Delivered-To,
//   X-Original-To, Received ... for).
// - To, Cc and Bcc, except the addresses the author also gives as his own (a mass mail is often
//   addressed to its own sender).
// - From, Sender, Reply-To and the return path at a mailbox provider open to the public, when the
// mail
//   bears no field of a list: a private correspondent.
std::vector<std::string> masked_addresses(const parser::ParsedMail& mail);

// The display names that go with masked addresses, at most `cap` of them: what a mail calls its
// reader, or a private correspondent himself. Not those the author also goes by.
struct MaskedName {
  std::string name;
  std::string address;
};
std::vector<MaskedName> masked_names(const parser::ParsedMail& mail, const AddressMask& mask,
                                     std::size_t cap);

// Without the mail, whether it bears fields of a list is not known: a return path at such a
// provider is masked.
std::vector<std::string> masked_addresses(const parser::smtp::Transaction& transaction);

// The addresses written in one field of delivery: "for <a@b>" of Received, or any in the others.
std::vector<std::string> addresses_of_delivery(const parser::HeaderField& field);

}  // namespace constat::classifier
