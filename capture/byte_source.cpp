// A sliding window over a stage, and the same over bytes in memory without a copy.

#include "capture/byte_source.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "capture/byte_stage.h"
#include "capture/compressed_source.h"

namespace constat::capture {
namespace {

constexpr std::size_t kLeastWindow = 512 * 1024;

class WindowSource final : public ByteSource {
 public:
  // `head` was read from `stage` already and comes first.
  WindowSource(std::unique_ptr<ByteStage> stage, std::string_view head)
      : stage_(std::move(stage)), window_(kLeastWindow), end_(head.size()) {
    assert(head.size() <= kLeastWindow);
    std::copy(head.begin(), head.end(), window_.data());
  }

  std::string_view peek(std::size_t count) override {
    assert(count <= kWindow);
    if (available() < count && !at_end_) fill(count);
    last_peek_ = std::min(count, available());
    return {window_.data() + begin_, last_peek_};
  }

  void skip(std::size_t count) override {
    assert(count <= last_peek_);
    last_peek_ -= count;
    begin_ += count;
    position_ += count;
  }

  std::uint64_t position() const override { return position_; }
  absl::Status status() const override { return stage_->status(); }
  Compression compression() const override { return stage_->compression(); }
  bool cut_short() const override { return at_end_ && stage_->cut_short(); }

  void finish(InputFacts& facts) override {
    while (!at_end_) {
      position_ += available();
      begin_ = end_ = last_peek_ = 0;
      fill(1);
    }
    stage_->finish(facts);
    facts.bytes_decompressed = position_ + available();
  }

 private:
  std::size_t available() const { return end_ - begin_; }

  void move_to_front() {
    end_ -= begin_;
    begin_ = 0;
  }

  // Reads until `count` bytes stand in the window or the input ends. The window is twice as large
  // as what was ever asked for, so that each byte is moved at most once on average.
  void fill(std::size_t count) {
    if (window_.size() < 2 * count) {
      Room larger(2 * count);
      std::memcpy(larger.data(), window_.data() + begin_, available());
      window_ = std::move(larger);
      move_to_front();
    } else if (begin_ == end_ || window_.size() - begin_ < count) {
      std::memmove(window_.data(), window_.data() + begin_, available());
      move_to_front();
    }
    while (available() < count && !at_end_) {
      const std::size_t got = stage_->read(window_.data() + end_, window_.size() - end_);
      at_end_ = got == 0;
      end_ += got;
    }
  }

  std::unique_ptr<ByteStage> stage_;
  Room window_;
  std::size_t begin_ = 0;  // of the bytes not yet skipped, in window_
  std::size_t end_;
  std::size_t last_peek_ = 0;
  std::uint64_t position_ = 0;
  bool at_end_ = false;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}

  std::string_view peek(std::size_t count) override {
    assert(count <= kWindow);
    return bytes_.substr(position_, count);
  }
  void skip(std::size_t count) override {
    assert(count <= bytes_.size() - position_);
    position_ += count;
  }
  std::uint64_t position() const override { return position_; }
  absl::Status status() const override { return absl::OkStatus(); }
  Compression compression() const override { return Compression::kNone; }
  bool cut_short() const override { return false; }
  void finish(InputFacts& facts) override {
    open_memory_stage(bytes_)->finish(facts);
    facts.bytes_decompressed = bytes_.size();
  }

 private:
  std::string_view bytes_;
  std::size_t position_ = 0;
};

// As many bytes as tell what compression there is; fewer at the end of the file.
std::string read_head(ByteStage& stage) {
  std::string head(kCompressionMagic, '\0');
  std::size_t length = 0;
  while (length < head.size()) {
    const std::size_t got = stage.read(head.data() + length, head.size() - length);
    if (got == 0) break;
    length += got;
  }
  head.resize(length);
  return head;
}

std::unique_ptr<ByteSource> over(std::unique_ptr<ByteStage> stage, const Limits& limits) {
  const std::string head = read_head(*stage);
  const Compression compression = compression_of(head);
  if (compression == Compression::kNone) {
    return std::make_unique<WindowSource>(std::move(stage), head);
  }
  return std::make_unique<WindowSource>(decompress(std::move(stage), head, compression, limits),
                                        std::string_view());
}

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> open_file(const std::string& path,
                                                      const Limits& limits) {
  auto stage = open_file_stage(path);
  if (!stage.ok()) return stage.status();
  return over(std::move(*stage), limits);
}

std::unique_ptr<ByteSource> open_bytes(std::string_view bytes, const Limits& limits) {
  if (compression_of(bytes) == Compression::kNone) return std::make_unique<MemorySource>(bytes);
  return over(open_memory_stage(bytes), limits);
}

}  // namespace constat::capture
