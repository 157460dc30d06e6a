#include "parser/smtp/bdat_body.h"

#include <charconv>

#include "core/pseudonym.h"

namespace constat::parser::smtp {

Chunk parse_chunk(std::string_view text) {
  Chunk chunk;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, chunk.size);
  if (error != std::errc() || rest - text.data() > 20) return {};
  std::string_view tail(rest, static_cast<std::size_t>(end - rest));
  if (tail.empty()) {
    chunk.valid = true;
    return chunk;
  }
  const std::size_t word = tail.find_first_not_of(" \t");
  if (word == 0 || !equals_ignoring_case(tail.substr(word), "LAST")) return {};
  chunk.valid = chunk.last = true;
  return chunk;
}

}  // namespace constat::parser::smtp
