#include "core/record_spool.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <tuple>

namespace constat {
namespace {

// Memory for reading runs back, shared by all of them.
constexpr std::size_t kReadingBytes = 16 * 1024 * 1024;
constexpr std::size_t kLeastReadingBytes = 4096;
// Written as two bytes in keys, so that a text never holds the byte that ends it.
constexpr std::string_view kLowBytes("\0\1", 2);

absl::Status file_error(std::string_view what) {
  const int number = errno;
  return absl::Status(absl::ErrnoToStatusCode(number),
                      "temporary file: " + std::string(what) + ": " +
                          std::generic_category().message(number) +
                          " (records that do not fit into memory are kept in the directory TMPDIR "
                          "names, or /tmp)");
}

void append_number(std::uint32_t number, std::string& out) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::uint32_t number_at(const char* bytes) {
  std::uint32_t number = 0;
  std::memcpy(&number, bytes, sizeof number);
  return number;
}

// A file without a name, so that nothing stays behind however the program ends.
std::FILE* open_nameless_file() {
  const char* directory = std::getenv("TMPDIR");
  std::string path = (directory != nullptr && *directory != '\0') ? directory : "/tmp";
  path += "/constat-XXXXXX";
  const int descriptor = ::mkstemp(path.data());
  if (descriptor < 0) return nullptr;
  ::unlink(path.c_str());
  return ::fdopen(descriptor, "w+b");
}

}  // namespace

SortKey& SortKey::add(std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes_.push_back(static_cast<char>(number >> shift & 0xFF));
  }
  return *this;
}

SortKey& SortKey::add(std::string_view text) {
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t low = std::min(text.find_first_of(kLowBytes, from), text.size());
    bytes_ += text.substr(from, low - from);
    if (low == text.size()) break;
    bytes_ += '\1';
    bytes_ += text[low] == '\0' ? '\1' : '\2';
    from = low + 1;
  }
  bytes_ += '\0';
  return *this;
}

std::string_view RecordSpool::key_of(const Entry& entry) const {
  return std::string_view(bytes_).substr(entry.at, entry.key_length);
}

std::string_view RecordSpool::record_of(const Entry& entry) const {
  return std::string_view(bytes_).substr(entry.at + entry.key_length, entry.length);
}

void RecordSpool::add(std::string_view key, std::string_view record) {
  if (!entries_.empty() && bytes_.size() + key.size() + record.size() > bytes_in_memory_) {
    write_run();
  }
  entries_.push_back({bytes_.size(), static_cast<std::uint32_t>(key.size()),
                      static_cast<std::uint32_t>(record.size())});
  bytes_ += key;
  bytes_ += record;
  ++size_;
}

void RecordSpool::sort() {
  std::ranges::sort(entries_, [this](const Entry& a, const Entry& b) {
    const int order = key_of(a).compare(key_of(b));
    return order != 0 ? order < 0 : record_of(a) < record_of(b);
  });
}

// [key length, record length, key, record]*
void RecordSpool::write_run() {
  sort();
  if (!file_) file_.reset(open_nameless_file());
  if (!file_) {
    status_.Update(file_error("cannot be made"));
  } else {
    const std::uint64_t begin = runs_.empty() ? 0 : runs_.back().end;
    std::uint64_t end = begin;
    bool written = true;
    std::string head;
    for (const Entry& entry : entries_) {
      head.clear();
      append_number(entry.key_length, head);
      append_number(entry.length, head);
      const std::size_t body = std::size_t{entry.key_length} + entry.length;
      written = written && std::fwrite(head.data(), 1, head.size(), file_.get()) == head.size() &&
                std::fwrite(bytes_.data() + entry.at, 1, body, file_.get()) == body;
      end += head.size() + body;
    }
    if (!written || std::fflush(file_.get()) != 0) status_.Update(file_error("cannot be written"));
    runs_.push_back({begin, end});
  }
  entries_.clear();
  bytes_.clear();
}

// Walks one run of a file, or what a spool holds in memory.
class SortedRecords::Cursor {
 public:
  explicit Cursor(RecordSpool& spool) : spool_(spool) { spool_.sort(); }
  Cursor(RecordSpool& spool, RecordSpool::Run run, std::size_t buffer)
      : spool_(spool), at_(run.begin), end_(run.end), from_file_(true), buffer_size_(buffer) {}

  // False at the end or when the file cannot be read (then status() says so).
  bool advance() { return from_file_ ? advance_in_file() : advance_in_memory(); }
  std::string_view key() const { return key_; }
  std::string_view record() const { return record_; }
  const absl::Status& status() const { return status_; }

  bool comes_after(const Cursor& other) const {
    return std::tie(key_, record_) > std::tie(other.key_, other.record_);
  }

 private:
  bool advance_in_memory() {
    if (entry_ == spool_.entries_.size()) return false;
    const RecordSpool::Entry& entry = spool_.entries_[entry_++];
    key_ = spool_.key_of(entry);
    record_ = spool_.record_of(entry);
    return true;
  }

  bool advance_in_file() {
    constexpr std::size_t kHead = 2 * sizeof(std::uint32_t);
    if (position_ == buffer_.size() && at_ == end_) return false;
    if (!fill(kHead)) return false;
    const std::size_t key_length = number_at(buffer_.data() + position_);
    const std::size_t length = number_at(buffer_.data() + position_ + sizeof(std::uint32_t));
    if (!fill(kHead + key_length + length)) return false;
    key_ = std::string_view(buffer_).substr(position_ + kHead, key_length);
    record_ = std::string_view(buffer_).substr(position_ + kHead + key_length, length);
    position_ += kHead + key_length + length;
    return true;
  }

  // Makes `count` bytes stand at position_.
  bool fill(std::size_t count) {
    if (buffer_.size() - position_ >= count) return true;
    buffer_.erase(0, position_);
    position_ = 0;
    const std::size_t wanted = std::max(count, buffer_size_) - buffer_.size();
    const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, end_ - at_));
    const std::size_t held = buffer_.size();
    buffer_.resize(held + take);
    for (std::size_t done = 0; done < take;) {
      const ssize_t got = ::pread(::fileno(spool_.file_.get()), buffer_.data() + held + done,
                                  take - done, static_cast<off_t>(at_));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) {
        status_ = file_error("cannot be read back");
        return false;
      }
      done += static_cast<std::size_t>(got);
      at_ += static_cast<std::uint64_t>(got);
    }
    return buffer_.size() >= count;
  }

  RecordSpool& spool_;
  std::size_t entry_ = 0;
  std::uint64_t at_ = 0;  // read so far, in the file
  std::uint64_t end_ = 0;
  bool from_file_ = false;
  std::size_t buffer_size_ = 0;
  std::string buffer_;
  std::size_t position_ = 0;  // in buffer_
  std::string_view key_;
  std::string_view record_;
  absl::Status status_;
};

SortedRecords::SortedRecords(std::vector<RecordSpool>& spools) {
  std::size_t runs = 1;
  for (const RecordSpool& spool : spools) runs += spool.runs_.size();
  const std::size_t buffer = std::max(kLeastReadingBytes, kReadingBytes / runs);
  for (RecordSpool& spool : spools) {
    status_.Update(spool.status_);
    for (const RecordSpool::Run& run : spool.runs_) {
      cursors_.push_back(std::make_unique<Cursor>(spool, run, buffer));
    }
    cursors_.push_back(std::make_unique<Cursor>(spool));
  }
  for (const auto& cursor : cursors_) {
    if (cursor->advance()) heap_.push_back(cursor.get());
    status_.Update(cursor->status());
  }
  std::ranges::make_heap(heap_, [](auto* a, auto* b) { return a->comes_after(*b); });
}

SortedRecords::~SortedRecords() = default;

bool SortedRecords::next(std::string_view& record) {
  std::string_view key;
  return next(key, record);
}

bool SortedRecords::next(std::string_view& key, std::string_view& record) {
  const auto order = [](const Cursor* a, const Cursor* b) { return a->comes_after(*b); };
  if (last_ != nullptr) {
    if (last_->advance()) {
      heap_.push_back(last_);
      std::ranges::push_heap(heap_, order);
    }
    status_.Update(last_->status());
    last_ = nullptr;
  }
  if (heap_.empty() || !status_.ok()) return false;
  std::ranges::pop_heap(heap_, order);
  last_ = heap_.back();
  heap_.pop_back();
  key = last_->key();
  record = last_->record();
  return true;
}

}  // namespace constat
