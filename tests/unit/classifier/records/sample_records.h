// Records for tests: one of each kind with every member set, and varied mail records.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "classifier/assessment.h"
#include "classifier/mail_record.h"

namespace constat::classifier {

inline std::string mail_name(char letter) { return "m:" + std::string(26, letter); }
inline std::string session_name(char letter) { return "s:" + std::string(26, letter); }
inline std::string person(char letter) { return "p:" + std::string(26, letter); }

// Every optional member is there.
MailRecord full_mail();
// Nothing that may be absent is there.
MailRecord bare_mail();
// Any mixture of both, with odd texts.
MailRecord varied_mail(std::mt19937& random);
SessionRecord full_session();
capture::InputFacts full_input();
Objection full_objection();
Summary full_summary();

}  // namespace constat::classifier
