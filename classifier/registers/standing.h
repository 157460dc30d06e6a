// Where an exhibit comes from, as stated by whoever supplies it: the file REGISTER.toml beside it.
//
//   producer = "Exemple SAS, marketing department"
//   mandate = "request 2026-123 of 3 March 2026"
//   produced_at = "2026-10-01T10:00:00Z"
#pragma once

#include <string>

#include "absl/status/status.h"
#include "classifier/registers/register.h"

namespace constat::classifier {

// Fills in producer, mandate and produced_at of the exhibit; leaves them "" when there is no such
// file. Errors name the file, the line and the remedy: what is stated of an exhibit is not guessed.
absl::Status read_standing(const std::string& register_path, Exhibit& exhibit);
// The same from the text of such a file; `name` stands in errors.
absl::Status read_standing_text(const std::string& name, std::string_view text, Exhibit& exhibit);

}  // namespace constat::classifier
