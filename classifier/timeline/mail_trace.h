// What the timeline needs of a mail, as a few bytes that can be kept for every mail of a run: who
// sent it, to whom, when, with what outcome, and which addresses take objections.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/assessment.h"
#include "classifier/mail_record.h"

namespace constat::classifier {

// For one machine and one run: numbers stand in the byte order of the machine.
void append_trace(const MailRecord& mail, std::string& out);
// A record with only the fields of the trace; requires bytes that append_trace wrote.
MailRecord mail_from_trace(std::string_view trace);

// Calls its argument with every trace of the run, in any order; may be run several times.
using ForEachTrace = std::function<void(const std::function<void(std::string_view)>&)>;

// find_objections() over traces, with only those mails in memory that have a part in an objection.
std::vector<Objection> find_objections(const ForEachTrace& for_each_trace);

}  // namespace constat::classifier
