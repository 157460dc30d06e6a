// The shapes that several records share in JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "capture/raw_mail.h"
#include "classifier/mail_record.h"
#include "core/bytes.h"
#include "core/defect.h"
#include "core/json_writer.h"

namespace constat::classifier {

std::string_view name_of(capture::Door door);  // "packet", …
std::string_view name_of(capture::Side side);  // "initiator", "responder"

// [offset, length]
void write_range(JsonWriter& json, ByteRange range);
// [first, last]; null when there are none.
void write_frames(JsonWriter& json, std::uint64_t first, std::uint64_t last);
// [{"input":…,"frames":…}]
void write_origins(JsonWriter& json, const std::vector<InputFrames>& origins);
void write_optional(JsonWriter& json, const OptionalText& text);
// null when 0.
void write_code(JsonWriter& json, int code);
void write_texts(JsonWriter& json, const std::vector<std::string>& texts);
void write_recipient(JsonWriter& json, const RecipientRecord& recipient);
// {"kind":…,"range":…}, with the object left open for more.
void begin_defect(JsonWriter& json, const Defect& defect);

}  // namespace constat::classifier
