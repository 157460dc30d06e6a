#include "parser/smtp/session_pool.h"

#include "parser/smtp/flow_sink.h"

namespace constat::parser::smtp {

void OtherFlows::add(const OtherFlows& other) {
  flows += other.flows;
  bytes += other.bytes;
  tls_flows += other.tls_flows;
  tls_bytes += other.tls_bytes;
  missing_bytes += other.missing_bytes;
  flows_given_up += other.flows_given_up;
  given_up_bytes += other.given_up_bytes;
}

SessionPool::SessionPool(const Limits& limits, capture::Door door, capture::MailSink& mails,
                         SessionSink& sessions)
    : limits_(limits),
      door_(door),
      mails_(mails),
      sessions_(sessions),
      held_(limits.session_bytes_total) {}

std::unique_ptr<capture::StreamSink> SessionPool::open(const capture::Flow& flow) {
  return std::make_unique<FlowSink>(limits_, flow, door_, memory_, held_, mails_, sessions_,
                                    other_);
}

}  // namespace constat::parser::smtp
