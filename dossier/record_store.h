// The file records.sqlite: records come in any order, and stand in the defined one when it is
// finished.
//
// While records come in they lie in the table `arrivals`; finish() writes them in order into the
// table `records` of a new file that takes the old one's place, so that the same records give the
// same bytes, whatever the order they came in.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "dossier/dossier.h"

struct sqlite3;
struct sqlite3_stmt;

namespace constat::dossier {

class RecordStore {
 public:
  // `path` is an empty file that exists.
  static absl::StatusOr<std::unique_ptr<RecordStore>> create(const std::string& path);
  // Read-only.
  static absl::StatusOr<std::unique_ptr<RecordStore>> open(const std::string& path);
  ~RecordStore();

  bool is_open_for_writing() const { return insert_ != nullptr; }
  absl::Status add(const StoredRecord& record);
  absl::Status for_each(std::string_view record_kind,
                        const std::function<absl::Status(std::string_view json)>& visit) const;
  // Closes the file; nothing else may be called afterwards. `scratch` is an empty file in the same
  // directory.
  absl::Status finish(const std::string& scratch);

 private:
  enum class Table { kArrivals, kRecords };
  RecordStore(std::string path, sqlite3* database, Table table)
      : path_(std::move(path)), database_(database), table_(table) {}

  absl::Status execute(const std::string& sql) const;
  absl::StatusOr<sqlite3_stmt*> prepare(const std::string& sql) const;
  absl::Status error(std::string_view what) const;
  absl::Status close();

  std::string path_;
  sqlite3* database_;
  Table table_;
  sqlite3_stmt* insert_ = nullptr;
};

}  // namespace constat::dossier
