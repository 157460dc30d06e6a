// A report that a mail carries, as it may be told.
#pragma once

#include <optional>

#include "classifier/mail_record.h"
#include "classifier/records/telling.h"
#include "core/pseudonym.h"
#include "parser/parsed_mail.h"

namespace constat::classifier {

// The addresses it names are masked in what is told after it.
std::optional<EnclosedReport> enclosed_report(const parser::ParsedMail& mail,
                                              const Pseudonymiser& pseudonyms, Telling& telling);

}  // namespace constat::classifier
