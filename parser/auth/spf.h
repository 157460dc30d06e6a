// What a sender policy says of the address a mail came from: check_host() of RFC 7208 section 4,
// over a DNS snapshot. exp= is not followed.
#pragma once

#include <string>
#include <string_view>

#include "core/capture_time.h"
#include "core/ip_address.h"
#include "core/limits.h"
#include "parser/auth/authentication.h"
#include "parser/auth/dns_snapshot.h"

namespace constat::parser::auth {

struct SpfQuestion {
  SpfIdentity identity = SpfIdentity::kMailFrom;
  IpAddress client;
  std::string_view helo;
  std::string_view sender;  // MAIL FROM without brackets; "" for the null path and for kHelo
  CaptureTime time;         // of the mail: the answers nearest to it are used
};

// Alignment is left to the caller.
SpfStatement evaluate_spf(const DnsSnapshot& dns, const SpfQuestion& question,
                          const Limits& limits);

// The domain such a question is about.
std::string spf_domain(const SpfQuestion& question);

}  // namespace constat::parser::auth
