// Records in any order in, sorted out, in bounded memory: what does not fit is sorted and written
// to a temporary file without a name (mode 0600, gone when the program ends), and merged at the
// end.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace constat {

// A key that sorts as its numbers and texts do, one after the other. Numbers are written
// big-endian, texts end in a zero byte.
class SortKey {
 public:
  SortKey& add(std::uint64_t number);
  SortKey& add(std::string_view text);
  std::string_view bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  std::string bytes_;
};

class RecordSpool {
 public:
  // `bytes_in_memory` > 0.
  explicit RecordSpool(std::size_t bytes_in_memory) : bytes_in_memory_(bytes_in_memory) {}
  RecordSpool(RecordSpool&&) = default;

  // Keys should differ; equal ones are told apart by the record.
  void add(std::string_view key, std::string_view record);
  // OK, or what the operating system said when the temporary file could not be written; records
  // are lost then.
  const absl::Status& status() const { return status_; }
  std::uint64_t size() const { return size_; }

 private:
  friend class SortedRecords;
  struct Entry {
    std::size_t at;  // in bytes_
    std::uint32_t key_length;
    std::uint32_t length;  // of the record
  };
  struct Run {
    std::uint64_t begin;
    std::uint64_t end;  // in the file
  };
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  void sort();
  void write_run();
  std::string_view key_of(const Entry& entry) const;
  std::string_view record_of(const Entry& entry) const;

  std::size_t bytes_in_memory_;
  std::string bytes_;
  std::vector<Entry> entries_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  std::vector<Run> runs_;
  std::uint64_t size_ = 0;
  absl::Status status_;
};

// All records of several spools, in the order of their keys. May be made again after it was read.
class SortedRecords {
 public:
  // The spools must outlive it and take no more records.
  explicit SortedRecords(std::vector<RecordSpool>& spools);
  ~SortedRecords();
  SortedRecords(const SortedRecords&) = delete;
  SortedRecords& operator=(const SortedRecords&) = delete;

  // False at the end or after an error. Valid until the next call.
  bool next(std::string_view& record);
  bool next(std::string_view& key, std::string_view& record);
  const absl::Status& status() const { return status_; }

 private:
  class Cursor;
  std::vector<std::unique_ptr<Cursor>> cursors_;
  std::vector<Cursor*> heap_;  // least first out
  Cursor* last_ = nullptr;     // whose record was handed out
  absl::Status status_;
};

}  // namespace constat
