// A feedback report (RFC 5965) or delivery status (RFC 3464) enclosed in a mail.
#pragma once

#include <optional>

#include "classifier/mail_record.h"
#include "classifier/records/telling.h"
#include "core/limits.h"
#include "core/pseudonym.h"
#include "parser/parsed_mail.h"

namespace constat::classifier {

// Of the first part of type message/feedback-report or message/(global-)delivery-status that is not
// inside another message.
std::optional<EnclosedReport> enclosed_report(const parser::ParsedMail& mail, const Limits& limits,
                                              const Pseudonymiser& pseudonyms, Telling& telling);

}  // namespace constat::classifier
