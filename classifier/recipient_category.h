// What an address shows of who reads the mailbox, by its shape alone. Pure: no list of persons, no
// network. A hint for the reader, never a finding about the person.
//
//   kConsumer             the domain belongs to a mailbox provider open to the public
//   kRole                 the local part names a function: info, contact, commande (RFC 2142 and
//   usage) kNamedAtOrganisation  the local part is shaped like first name and surname, on another
//   domain kUnknown              anything else
#pragma once

#include <cstdint>
#include <string_view>

namespace constat::classifier {

enum class RecipientCategory : std::uint8_t { kConsumer, kRole, kNamedAtOrganisation, kUnknown };
std::string_view name_of(RecipientCategory category);  // "consumer", "role", …

// `address` as in RCPT TO, without brackets. Case is ignored, a "+tag" of the local part too. A
// role local part at a consumer domain is kConsumer: the domain says more.
RecipientCategory categorise(std::string_view address);

}  // namespace constat::classifier
