// Mail addresses and domain names as they stand in texts. Rough by intent: libpsl is for
// classifier/records; here a name is only compared with another name of the same mail.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"

namespace constat::classifier::wording {

// The domain of "local@domain", lower case not applied; "" without '@'.
std::string_view domain_of(std::string_view address);
std::string_view local_part_of(std::string_view address);

// The address around the '@' at `at`; nothing when what stands there is none or belongs to a URL.
std::optional<ByteRange> address_around(std::string_view text, std::size_t at);

// "news.exemple.co.uk" -> "exemple.co.uk": the last two labels, three where the second level is a
// registry's.
std::string_view organisation_of(std::string_view domain);
// "exemple": the first label of organisation_of.
std::string_view name_label_of(std::string_view domain);
// Same organisation_of, case ignored.
bool same_organisation(std::string_view a, std::string_view b);

// noreply, no-reply, ne-pas-repondre, donotreply and the like.
bool is_no_reply(std::string_view address);

// The first mail address or domain name in a display name: "Exemple.fr", "service@exemple.fr"; ""
// when none.
std::string domain_in_name(std::string_view display_name);

}  // namespace constat::classifier::wording
