// The case on disk: records at rest, the manifest, the key beside it.
//
//   DIR/records.sqlite        every record as its JSON line, in a defined order
//   DIR/report.{html,txt,json} what was told
//   DIR/run.json              the circumstances of the run (host, duration, program version): in no
//   digest DIR/manifest-sha256.txt   `sha256sum -c` compatible, every file but itself and run.json
//   DIR.key                   32 random bytes, mode 0600: beside the dossier, never inside it
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace constat::dossier {

// The pseudonym key: reads `path` (32 bytes or more), or makes it with mode 0600 when missing. A
// path inside a dossier is an error.
absl::StatusOr<std::string> read_or_make_key(const std::string& path);
// A throw-away key, for `facts` without one.
std::string random_key();

// A JSON line with what it is sorted by.
struct StoredRecord {
  std::string record;  // "input", "session", "mail", …
  std::string sender;  // mails: sender domain
  std::string time;
  std::string id;
  std::string json;
};

class Dossier {
 public:
  // Makes DIR (0700) and an empty records.sqlite (0600). An existing directory that is not empty is
  // an error: a dossier is never overwritten.
  static absl::StatusOr<std::unique_ptr<Dossier>> create(const std::string& directory);
  // A sealed dossier, to be read only.
  static absl::StatusOr<std::unique_ptr<Dossier>> open(const std::string& directory);
  ~Dossier();

  absl::Status add(const StoredRecord& record);
  // Order: record kind (input, session, mail, objection, summary), sender, time, id.
  absl::Status for_each(std::string_view record_kind,
                        const std::function<absl::Status(std::string_view json)>& visit) const;
  // Writes a file of the dossier (0600), to be listed in the manifest.
  absl::Status write_file(const std::string& name, std::string_view bytes);
  // Closes the database (one file, no journal left) and writes the manifest. Call once, last: a
  // sealed dossier is read by open(). The same records and files give the same bytes, whatever the
  // order they came in.
  absl::Status seal();

 private:
  class Impl;
  explicit Dossier(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace constat::dossier
