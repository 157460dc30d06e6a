// Merge tags that a campaign program should have replaced before sending: *|UNSUB|*,
// {{unsubscribe}},
// %%unsubscribe%%, [UNSUBSCRIBE], <%unsubscribe%>, ${unsubscribe}, ##unsubscribe##.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/bytes.h"

namespace constat::classifier::wording {

enum class TagPlace : std::uint8_t {
  kText,  // "[Unsubscribe]" may be decoration: square brackets need capitals and no link behind
          // them
  kUrl,
};

// The tag that stands around the word at `word`, if one does; looks at most 64 bytes either way.
std::optional<ByteRange> merge_tag_around(std::string_view text, ByteRange word, TagPlace place);

}  // namespace constat::classifier::wording
