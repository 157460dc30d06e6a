// Byte searches that stand in the way of every byte, sixteen bytes a step where the machine has
// SSE2 (every x86-64), one by one elsewhere.
#pragma once

#include <cstddef>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>

#include <bit>
#endif

namespace constat {

// Position of the first byte at or after `from` that is `a`, `b` or `c`; the size when there is
// none.
inline std::size_t find_any(std::string_view bytes, std::size_t from, char a, char b, char c) {
  std::size_t at = from;
#if defined(__SSE2__)
  const __m128i all_a = _mm_set1_epi8(a);
  const __m128i all_b = _mm_set1_epi8(b);
  const __m128i all_c = _mm_set1_epi8(c);
  for (; at + 16 <= bytes.size(); at += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data() + at));
    const __m128i found =
        _mm_or_si128(_mm_cmpeq_epi8(block, all_a),
                     _mm_or_si128(_mm_cmpeq_epi8(block, all_b), _mm_cmpeq_epi8(block, all_c)));
    const auto places = static_cast<unsigned>(_mm_movemask_epi8(found));
    if (places != 0) return at + static_cast<std::size_t>(std::countr_zero(places));
  }
#endif
  while (at < bytes.size() && bytes[at] != a && bytes[at] != b && bytes[at] != c) ++at;
  return at;
}

}  // namespace constat
