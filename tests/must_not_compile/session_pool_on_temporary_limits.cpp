// A SessionPool keeps a reference to its limits: a temporary would dangle.
#include "parser/smtp/session_pool.h"

namespace constat {

void make(const Limits& limits, capture::MailSink& mails, parser::smtp::SessionSink& sessions) {
#ifdef CONSTAT_WRONG
  parser::smtp::SessionPool pool(Limits{}, capture::Door::kPacket, mails, sessions);
#else
  parser::smtp::SessionPool pool(limits, capture::Door::kPacket, mails, sessions);
#endif
  (void)pool;
  (void)limits;
}

}  // namespace constat
