// The domains that stand beside the From domain: of return paths, signatures and unsubscribe
// addresses. One that serves several senders is told to be a routing provider, as an observation.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "classifier/assessment.h"
#include "classifier/mail_record.h"

namespace constat::classifier {

// Of one sender.
class Relations {
 public:
  void add(const MailRecord& mail);
  // By role and domain, `serves` not filled in. Begins anew.
  std::vector<Relation> take();

 private:
  std::map<std::pair<Role, std::string>, std::uint64_t> mails_;
};

// Once all senders are known.
void count_served(std::vector<Assessment>& assessments);

}  // namespace constat::classifier
