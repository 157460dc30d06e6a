// One parsed mail as a MailRecord, at the level of disclosure of the run.
#pragma once

#include <string>
#include <vector>

#include "classifier/disclosure.h"
#include "classifier/mail_record.h"
#include "core/limits.h"
#include "core/pseudonym.h"
#include "parser/parsed_mail.h"

namespace constat::classifier {

MailRecord record_mail(const parser::ParsedMail& mail, const Limits& limits,
                       const Pseudonymiser& pseudonyms, Disclosure disclosure,
                       const std::vector<std::string>& input_names);

SessionRecord record_session(const parser::smtp::SessionFacts& session,
                             const Pseudonymiser& pseudonyms, Disclosure disclosure,
                             const std::vector<std::string>& input_names);

}  // namespace constat::classifier
