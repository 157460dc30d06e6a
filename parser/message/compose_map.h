// Two maps in a row as one: decoders stack up (HTML over character set over base64).
#pragma once

#include "core/source_map.h"

namespace constat::parser::message {

// `outer` leads from text to middle positions, `inner` from the middle to the source: the result
// leads from text to the source. Linear in the runs of both and in the units that cross them. `out`
// is overwritten, its memory reused; it is neither of the two.
void compose(const SourceMap& outer, const SourceMap& inner, SourceMap& out);

// Is the result `inner` itself? So it is in the most frequent case: text in UTF-8 needs no other
// positions than its bytes.
bool is_identity(const SourceMap& outer, const SourceMap& inner);

}  // namespace constat::parser::message
