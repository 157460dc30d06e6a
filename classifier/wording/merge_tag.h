// Merge tags that a campaign program should have replaced before sending: *|UNSUB|*,
// {{unsubscribe}},
// %%unsubscribe%%, [UNSUBSCRIBE], <%unsubscribe%>, ${unsubscribe}, ##unsubscribe##.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace constat::classifier::wording {

enum class TagPlace : std::uint8_t {
  kText,  // "[Unsubscribe]" may be decoration: square brackets need capitals and no link behind
          // them
  kUrl,
};

// The tag that stands around the word at `word`, if one does; looks at most 64 bytes either way.
std::optional<ByteRange> merge_tag_around(std::string_view text, ByteRange word, TagPlace place);

// All tags of the text whose brackets are those of campaign programs, whatever they name: *|NAME|*,
// {{name}}, %%name%%, [[name]], <%name%>, ${name}, ##name##; in single brackets only the names that
// such programs give to recipients: [PRENOM], {first_name}, %EMAIL%.
std::vector<ByteRange> merge_tags_in(std::string_view text);
// The one that opens at `at`.
std::optional<ByteRange> merge_tag_at(std::string_view text, std::size_t at);

}  // namespace constat::classifier::wording
