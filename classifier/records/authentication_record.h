// The section "authentication" of the mail record: what parser/auth found, as it may be told.
#pragma once

#include "classifier/records/json_reading.h"
#include "classifier/records/telling.h"
#include "core/json_writer.h"
#include "parser/auth/authentication.h"

namespace constat::classifier {

parser::auth::Authentication told_authentication(const parser::auth::Authentication& found,
                                                 Telling& telling);

// null where there is nothing to tell.
void write_authentication(JsonWriter& json, const parser::auth::Authentication& authentication);
// The member "authentication" of a mail record.
void read_authentication(JsonReading& json, const JsonReading::Object& mail,
                         parser::auth::Authentication& authentication);

}  // namespace constat::classifier
