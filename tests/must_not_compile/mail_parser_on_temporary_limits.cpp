// A MailParser keeps a reference to its limits: a temporary would dangle.
#include "parser/parsed_mail.h"

namespace constat {

void make(const Limits& limits, parser::ParsedMailSink& sink) {
#ifdef CONSTAT_WRONG
  parser::MailParser parser(Limits{}, sink);
#else
  parser::MailParser parser(limits, sink);
#endif
  (void)parser;
  (void)limits;
}

}  // namespace constat
