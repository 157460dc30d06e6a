// Over the mails of one sender: for each criterion, how many mails in which state, and which facts
// bear on it.
#pragma once

#include <string>
#include <vector>

#include "classifier/assessment.h"
#include "classifier/timeline/mail_order.h"

namespace constat::classifier {

// `mails` in order. Every criterion of the registry, in its order, then those that only the records
// know (made by another version), by id.
std::vector<CriterionTally> tally_criteria(const MailPointers& mails);

}  // namespace constat::classifier
