// The means to stop that stand in the texts of a mail: links and instructions. Part of
// facts/means_to_stop.
#pragma once

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/sentence.h"

namespace constat::classifier::wording {

// Links that say unsubscribe by their words, their URL or the sentence around them. Gives the
// folded spans that a link took its sense from, merged and rising.
std::vector<Span> find_link_means(const ReadText& text, const Limits& limits, FactSink& facts);

// Instructions without a link: "repondez STOP", "write to ..."; and wording that leads nowhere.
void find_wording_means(const MailReading& reading, const ReadText& text, const Limits& limits,
                        const std::vector<Span>& told, FactSink& facts);

}  // namespace constat::classifier::wording
