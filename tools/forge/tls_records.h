// Bytes that look like TLS 1.2 records (RFC 5246 section 6.2.1) after an accepted STARTTLS. The
// content comes from the seed; nothing is encrypted and nothing can be decrypted.
#pragma once

#include <cstdint>

#include "tools/forge/random.h"
#include "tools/forge/speaker.h"

namespace constat::forge {

// A handshake, then about `client_bytes` of application data from the client, each record answered.
void say_encrypted(std::uint64_t client_bytes, Speaker& speaker, Random& random);

}  // namespace constat::forge
