// Which mails of one sender belong together, by what stands in them. The key is told as it is, so
// that anybody can group the mails again:
//
//   feedback_id=1:2:3:router             the Feedback-ID, where there is one
//   list_id=news.shop.example;template=7f3a…   else List-Id (RFC 2919) and the digest of the text
//   with
//                                        what varies masked (facts/mail_template.cpp), what there
//                                        is of them
//   return_path=bounce-#@mail.example    else the return path, digits and pseudonyms masked (VERP)
//
// "" for a mail that shows none of these.
#pragma once

#include <string>
#include <string_view>

#include "classifier/mail_record.h"

namespace constat::classifier {

std::string campaign_key(const MailRecord& mail);

// Runs of letters and digits that hold a digit become "#", pseudonyms too:
// "bounce-17-a3f@b.example" is "bounce-#-#@b.example". The domain stays as it is.
std::string masked_return_path(std::string_view path);

}  // namespace constat::classifier
