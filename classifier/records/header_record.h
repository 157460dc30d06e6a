// The header of a mail as a record.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "classifier/mail_record.h"
#include "classifier/records/telling.h"
#include "core/pseudonym.h"
#include "parser/parsed_mail.h"

namespace constat::classifier {

HeaderRecord header_record(const parser::Header& header, const Pseudonymiser& pseudonyms,
                           Telling& telling);

// The addresses of a mailto: URI (RFC 6068 section 2), percent-encoding undone; none for another
// URI.
std::vector<std::string> mailto_addresses(std::string_view uri);

// Raw fields, unfolded (RFC 5322 section 2.2.3); empty below the level `headers`.
std::vector<std::pair<std::string, std::string>> field_records(
    const std::vector<parser::HeaderField>& fields, Telling& telling);

}  // namespace constat::classifier
