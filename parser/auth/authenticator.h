// Reads everything that authenticates one mail, in this order: signatures, ARC chain, sender
// policy, domain policy, claims of others.
#pragma once

#include <cstdint>

#include "core/limits.h"
#include "parser/auth/sources.h"
#include "parser/parsed_mail.h"

namespace constat::parser::auth {

class Authenticator {
 public:
  // `limits` must outlive this.
  Authenticator(const Limits& limits, const Sources& sources)
      : limits_(limits), sources_(sources) {}
  Authenticator(Limits&& temporary, const Sources& sources) = delete;

  // `body`: where the body of `mail` starts; its header is read already. Positions of `defects`
  // count in the mail.
  void read(const ParsedMail& mail, std::uint64_t body, Authentication& out,
            Defects& defects) const;

 private:
  void read_signatures(const ParsedMail& mail, std::uint64_t body, Authentication& out,
                       Defects& defects) const;
  void read_policies(const ParsedMail& mail, Authentication& out) const;

  const Limits& limits_;
  Sources sources_;
};

// The domain of From; "" when there is none, or when several mailboxes name different ones.
std::string from_domain(const Header& header);

}  // namespace constat::parser::auth
