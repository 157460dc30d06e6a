// The order in which mails are told: by capture time, then by what tells equal times apart. Unknown
// times come first. It depends on the records alone, never on the order of their arrival.
#pragma once

#include <tuple>
#include <vector>

#include "classifier/mail_record.h"

namespace constat::classifier {

using MailPointers = std::vector<const MailRecord*>;

inline bool comes_before(const MailRecord* a, const MailRecord* b) {
  const auto key = [](const MailRecord& mail) {
    return std::tie(mail.time, mail.id, mail.input, mail.first_frame, mail.source_offset,
                    mail.sha256);
  };
  return key(*a) < key(*b);
}

}  // namespace constat::classifier
