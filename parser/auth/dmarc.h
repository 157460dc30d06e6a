// Domain policies (RFC 7489): the record of the From domain or of its organisation, and whether a
// verifying signature or a permitting sender policy is of that domain. What a server did with it is
// none of its business.
#pragma once

#include <string>

#include "core/capture_time.h"
#include "parser/auth/authentication.h"
#include "parser/auth/sources.h"

namespace constat::parser::auth {

// `told`: signatures and sender policies already evaluated, with their alignment. `from_domain` is
// not empty, `sources.dns` not null.
DmarcStatement evaluate_dmarc(const std::string& from_domain, const Authentication& told,
                              const Sources& sources, CaptureTime time);

}  // namespace constat::parser::auth
