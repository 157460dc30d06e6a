// records.sqlite, over SQLite 3.40.

#include "dossier/record_store.h"

#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include "dossier/private_files.h"

namespace constat::dossier {
namespace {

// The order of the kinds in a dossier; any other comes last, by its name.
constexpr std::array<std::string_view, 5> kKinds = {"input", "session", "mail", "objection",
                                                    "summary"};

int rank_of(std::string_view kind) {
  for (std::size_t rank = 0; rank < kKinds.size(); ++rank) {
    if (kKinds[rank] == kind) return static_cast<int>(rank);
  }
  return static_cast<int>(kKinds.size());
}

constexpr const char* kColumns =
    "rank INTEGER NOT NULL, record TEXT NOT NULL, sender TEXT NOT NULL, "
    "time TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL";
constexpr const char* kOrder = "rank, record, sender, time, id, json";

// Nothing of a file that is not finished is worth recovering, so nothing waits for the disk before.
// What SQLite sorts stays in memory: a temporary file would lie outside the dossier. (It sorts
// keys, not records.)
constexpr const char* kWhileWriting =
    "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; "
    "PRAGMA locking_mode=EXCLUSIVE;";

bool set_text(sqlite3_stmt* statement, int place, std::string_view text) {
  const char* bytes = text.empty() ? "" : text.data();  // a null pointer would be SQL's NULL
  return sqlite3_bind_text64(statement, place, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8) ==
         SQLITE_OK;
}

}  // namespace

absl::Status RecordStore::error(std::string_view what) const {
  return absl::UnavailableError(
      "cannot " + std::string(what) + " " + path_ + ": " +
      (database_ != nullptr ? sqlite3_errmsg(database_) : "out of memory"));
}

absl::Status RecordStore::execute(const std::string& sql) const {
  if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return error("write");
  }
  return absl::OkStatus();
}

absl::StatusOr<sqlite3_stmt*> RecordStore::prepare(const std::string& sql) const {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
    return error("read");
  }
  return statement;
}

absl::StatusOr<std::unique_ptr<RecordStore>> RecordStore::create(const std::string& path) {
  sqlite3* database = nullptr;
  const int opened =
      sqlite3_open_v2(path.c_str(), &database,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, nullptr);
  std::unique_ptr<RecordStore> store(new RecordStore(path, database, Table::kArrivals));
  if (opened != SQLITE_OK) return store->error("open");
  const std::string table = "CREATE TABLE arrivals (" + std::string(kColumns) + ") STRICT;";
  auto status = store->execute(kWhileWriting + table + "BEGIN;");
  if (!status.ok()) return status;
  auto insert = store->prepare("INSERT INTO arrivals VALUES (?,?,?,?,?,?)");
  if (!insert.ok()) return insert.status();
  store->insert_ = *insert;
  return store;
}

absl::StatusOr<std::unique_ptr<RecordStore>> RecordStore::open(const std::string& path) {
  sqlite3* database = nullptr;
  const int opened =
      sqlite3_open_v2(path.c_str(), &database,
                      SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, nullptr);
  std::unique_ptr<RecordStore> store(new RecordStore(path, database, Table::kRecords));
  if (opened != SQLITE_OK) return store->error("open");
  auto look = store->prepare("SELECT json FROM records LIMIT 1");
  if (!look.ok()) {
    return absl::FailedPreconditionError(
        path + " is not the record file of a finished dossier: " + sqlite3_errmsg(database));
  }
  sqlite3_finalize(*look);
  return store;
}

RecordStore::~RecordStore() { close().IgnoreError(); }

absl::Status RecordStore::close() {
  sqlite3_finalize(insert_);
  insert_ = nullptr;
  const int closed = sqlite3_close(database_);
  const absl::Status status = closed == SQLITE_OK ? absl::OkStatus() : error("close");
  database_ = nullptr;
  return status;
}

absl::Status RecordStore::add(const StoredRecord& record) {
  if (insert_ == nullptr) {
    return absl::FailedPreconditionError(path_ + " is finished: no record can be added");
  }
  const bool bound = sqlite3_bind_int(insert_, 1, rank_of(record.record)) == SQLITE_OK &&
                     set_text(insert_, 2, record.record) && set_text(insert_, 3, record.sender) &&
                     set_text(insert_, 4, record.time) && set_text(insert_, 5, record.id) &&
                     set_text(insert_, 6, record.json);
  const bool done = bound && sqlite3_step(insert_) == SQLITE_DONE;
  const absl::Status status = done ? absl::OkStatus() : error("write");
  sqlite3_reset(insert_);
  sqlite3_clear_bindings(insert_);
  return status;
}

absl::Status RecordStore::for_each(
    std::string_view record_kind,
    const std::function<absl::Status(std::string_view json)>& visit) const {
  auto statement =
      prepare(table_ == Table::kRecords
                  ? "SELECT json FROM records WHERE record = ? ORDER BY position"
                  : "SELECT json FROM arrivals WHERE record = ? ORDER BY " + std::string(kOrder));
  if (!statement.ok()) return statement.status();
  absl::Status status;
  if (!set_text(*statement, 1, record_kind)) status = error("read");
  while (status.ok()) {
    const int step = sqlite3_step(*statement);
    if (step == SQLITE_DONE) break;
    if (step != SQLITE_ROW) {
      status = error("read");
      break;
    }
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(*statement, 0));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(*statement, 0));
    status = visit(std::string_view(text, size));
  }
  sqlite3_finalize(*statement);
  return status;
}

absl::Status RecordStore::finish(const std::string& scratch) {
  if (insert_ == nullptr) return absl::FailedPreconditionError(path_ + " is finished already");
  sqlite3_finalize(insert_);
  insert_ = nullptr;
  const std::string order(kOrder);
  absl::Status status = execute(
      "CREATE INDEX arrival_order ON arrivals (rank, record, sender, time, id);"
      "CREATE TABLE records (position INTEGER PRIMARY KEY, " +
      std::string(kColumns) +
      ") STRICT;"
      "INSERT INTO records (" +
      order + ") SELECT " + order + " FROM arrivals ORDER BY " + order +
      ";"
      "DROP TABLE arrivals;"
      "CREATE INDEX records_by_sender ON records (record, sender, time, id);"
      "CREATE INDEX records_by_kind ON records (record, position);"
      "PRAGMA user_version = 1;"
      "COMMIT;");
  if (!status.ok()) return status;
  // The copy has neither free pages nor a history of changes.
  char* vacuum = sqlite3_mprintf("VACUUM INTO %Q", scratch.c_str());
  if (vacuum == nullptr) return absl::ResourceExhaustedError("out of memory");
  status = execute(vacuum);
  sqlite3_free(vacuum);
  if (!status.ok()) return status;
  if (status = close(); !status.ok()) return status;
  if (status = sync(scratch); !status.ok()) return status;
  if (std::rename(scratch.c_str(), path_.c_str()) != 0) {
    return system_error("rename a file to", path_, errno);
  }
  return absl::OkStatus();
}

}  // namespace constat::dossier
