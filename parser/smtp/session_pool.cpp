#include "parser/smtp/session_pool.h"

#include "parser/smtp/flow_sink.h"

namespace constat::parser::smtp {

SessionPool::SessionPool(const Limits& limits, capture::Door door, capture::MailSink& mails,
                         SessionSink& sessions)
    : limits_(limits), door_(door), mails_(mails), sessions_(sessions) {}

std::unique_ptr<capture::StreamSink> SessionPool::open(const capture::Flow& flow) {
  return std::make_unique<FlowSink>(limits_, flow, door_, memory_, mails_, sessions_, other_);
}

}  // namespace constat::parser::smtp
