// The argument of BDAT: RFC 3030 section 2, "BDAT" SP chunk-size [ SP "LAST" ].
#pragma once

#include <cstdint>
#include <string_view>

namespace constat::parser::smtp {

struct Chunk {
  bool valid = false;
  bool last = false;
  std::uint64_t size = 0;
};

// `text` is what follows the verb, trimmed. More than 20 digits or 2^64 is not valid.
Chunk parse_chunk(std::string_view text);

}  // namespace constat::parser::smtp
