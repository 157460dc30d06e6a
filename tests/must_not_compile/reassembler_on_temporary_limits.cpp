// A TcpReassembler keeps a reference to its limits: a temporary would dangle.
#include "capture/tcp/tcp_reassembler.h"

namespace constat {

void make(const Limits& limits, capture::StreamSinkFactory& sinks) {
#ifdef CONSTAT_WRONG
  capture::TcpReassembler reassembler(Limits{}, 1, sinks);
#else
  capture::TcpReassembler reassembler(limits, 1, sinks);
#endif
  (void)reassembler;
  (void)limits;
}

}  // namespace constat
