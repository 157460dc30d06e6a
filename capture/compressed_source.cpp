#include "capture/compressed_source.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <optional>

namespace constat::capture {
namespace {

constexpr std::size_t kBlock = 256 * 1024;

// What gzip and zstd share: members one after the other, each behind its magic number.
class CompressedStage : public ByteStage {
 public:
  CompressedStage(std::unique_ptr<ByteStage> file, std::string_view head)
      : file_(std::move(file)), buffer_(kBlock), end_(head.size()) {
    std::copy(head.begin(), head.end(), buffer_.data());
  }

  std::size_t read(char* into, std::size_t room) final {
    while (!ended_) {
      if (between_members_ && !begin_next_member()) break;
      if (begin_ == end_) refill(1);
      const std::size_t consumed_before = consumed_;
      const std::size_t made = step(into, room);
      // Neither bytes in nor bytes out: the file ended inside a member.
      if (made == 0 && consumed_ == consumed_before && !between_members_ && !ended_) stop();
      if (made > 0) return made;
    }
    return 0;
  }

  absl::Status status() const final { return file_->status(); }
  bool cut_short() const final {
    return file_->cut_short() || (stopped_ && stopped_->kind != DefectKind::kBytesAfterCompressed);
  }
  void finish(InputFacts& facts) final {
    file_->finish(facts);
    facts.compression = compression();
    if (!stopped_) return;
    stopped_->where.length = facts.bytes - std::min(facts.bytes, stopped_->where.offset);
    facts.defects.push_back(*stopped_);
  }

 protected:
  // Decompresses some of input() and consumes it. Calls end_member() or stop() where due.
  virtual std::size_t step(char* into, std::size_t room) = 0;
  virtual bool is_magic(std::string_view bytes) const = 0;
  virtual void begin_member() = 0;

  std::string_view input() const { return {buffer_.data() + begin_, end_ - begin_}; }
  void consume(std::size_t count) {
    begin_ += count;
    consumed_ += count;
  }
  void end_member() { between_members_ = true; }
  // Here the data cannot be read on.
  void stop(DefectKind kind = DefectKind::kCompressedDataDamaged) {
    ended_ = true;
    if (!stopped_) stopped_ = Defect{kind, {consumed_, 0}};
  }

 private:
  bool begin_next_member() {
    refill(kCompressionMagic);
    if (begin_ == end_) {
      ended_ = true;
      return false;
    }
    if (!is_magic(input())) {
      stop(DefectKind::kBytesAfterCompressed);
      return false;
    }
    begin_member();
    between_members_ = false;
    return true;
  }

  // Reads until `count` bytes of input stand in the buffer or the file ends.
  void refill(std::size_t count) {
    if (end_ - begin_ >= count) return;
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    while (end_ < count) {
      const std::size_t got = file_->read(buffer_.data() + end_, buffer_.size() - end_);
      if (got == 0) break;
      end_ += got;
    }
  }

  std::unique_ptr<ByteStage> file_;
  Room buffer_;
  std::size_t begin_ = 0;  // of the input not yet consumed, in buffer_
  std::size_t end_;
  std::uint64_t consumed_ = 0;  // of the file
  bool between_members_ = true;
  bool ended_ = false;
  std::optional<Defect> stopped_;
};

class GzipStage final : public CompressedStage {
 public:
  GzipStage(std::unique_ptr<ByteStage> file, std::string_view head)
      : CompressedStage(std::move(file), head) {
    constexpr int kGzipOnly = 16 + 15;  // zlib.h: inflateInit2()
    ready_ = inflateInit2(&stream_, kGzipOnly) == Z_OK;
  }
  ~GzipStage() override {
    if (ready_) inflateEnd(&stream_);
  }
  GzipStage(const GzipStage&) = delete;
  GzipStage& operator=(const GzipStage&) = delete;

  Compression compression() const override { return Compression::kGzip; }

 protected:
  bool is_magic(std::string_view bytes) const override { return bytes.starts_with("\x1f\x8b"); }
  void begin_member() override {
    if (ready_) inflateReset(&stream_);
  }
  std::size_t step(char* into, std::size_t room) override {
    constexpr std::size_t kMost = 1u << 30;  // zlib counts in unsigned int
    const std::string_view bytes = input();
    room = std::min(room, kMost);
    // zlib's interface is not const-correct; it does not write there.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    stream_.next_out = reinterpret_cast<Bytef*>(into);
    stream_.avail_out = static_cast<uInt>(room);
    const int result = ready_ ? inflate(&stream_, Z_NO_FLUSH) : Z_MEM_ERROR;
    consume(bytes.size() - stream_.avail_in);
    if (result == Z_STREAM_END) {
      end_member();
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      stop();
    }
    return room - stream_.avail_out;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";
bool is_skippable_magic(std::string_view bytes) {
  return bytes.size() >= 4 && (bytes[0] & 0xF0) == 0x50 && bytes.substr(1, 3) == "\x2a\x4d\x18";
}

class ZstdStage final : public CompressedStage {
 public:
  ZstdStage(std::unique_ptr<ByteStage> file, std::string_view head, const Limits& limits)
      : CompressedStage(std::move(file), head), context_(ZSTD_createDCtx()) {
    const int window_log = static_cast<int>(std::bit_width(limits.compressed_window_bytes)) - 1;
    if (context_ != nullptr) ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, window_log);
  }
  ~ZstdStage() override { ZSTD_freeDCtx(context_); }
  ZstdStage(const ZstdStage&) = delete;
  ZstdStage& operator=(const ZstdStage&) = delete;

  Compression compression() const override { return Compression::kZstd; }

 protected:
  bool is_magic(std::string_view bytes) const override {
    return bytes.starts_with(kZstdMagic) || is_skippable_magic(bytes);
  }
  void begin_member() override {
    if (context_ != nullptr) wanted_ = ZSTD_initDStream(context_);
  }
  // Given at most what it asks for next, the decoder works on one block at a time: it counts
  // nothing of a call that fails, and so no more than the damaged block is lost.
  std::size_t step(char* into, std::size_t room) override {
    if (context_ == nullptr) {
      stop();
      return 0;
    }
    const std::string_view bytes = input();
    ZSTD_inBuffer in{bytes.data(), std::min(bytes.size(), wanted_), 0};
    ZSTD_outBuffer out{into, room, 0};
    const std::size_t result = ZSTD_decompressStream(context_, &out, &in);
    if (ZSTD_isError(result) != 0) {
      const bool window = ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge;
      stop(window ? DefectKind::kCompressedWindowTooLarge : DefectKind::kCompressedDataDamaged);
      return 0;
    }
    consume(in.pos);
    if (result == 0) end_member();
    wanted_ = result;
    return out.pos;
  }

 private:
  ZSTD_DCtx* context_;
  std::size_t wanted_ = 0;  // bytes of input that the next step asks for
};

}  // namespace

Compression compression_of(std::string_view head) {
  // RFC 1952 section 2.3.1: the only compression method there is, deflate, is 8.
  if (head.starts_with("\x1f\x8b\x08")) return Compression::kGzip;
  if (head.starts_with(kZstdMagic) || is_skippable_magic(head)) return Compression::kZstd;
  return Compression::kNone;
}

std::unique_ptr<ByteStage> decompress(std::unique_ptr<ByteStage> file, std::string_view head,
                                      Compression compression, const Limits& limits) {
  assert(compression != Compression::kNone);
  if (compression == Compression::kZstd) {
    return std::make_unique<ZstdStage>(std::move(file), head, limits);
  }
  return std::make_unique<GzipStage>(std::move(file), head);
}

}  // namespace constat::capture
