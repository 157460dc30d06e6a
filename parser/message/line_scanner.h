// Lines of a mail. RFC 5322 section 2.3 knows CRLF only; files hold LF, old ones CR. A line ends in
// LF, with the CRs right before it (CRCRLF comes of a CRLF translated twice); in CR only where a
// mail holds no LF at all. LineEnds::kEither is the other reading in use: any CRLF, LF or lone CR.
// Linear over any sequence of calls that moves forward and now and then a little back.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace constat::parser::message {

// [begin, end) is the line, [end, next) its end; next == end at the end of an unfinished last line.
struct Line {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint64_t next = 0;
  bool empty() const { return begin == end; }
};

enum class LineEnds : std::uint8_t { kFeed, kReturn, kEither };

class LineScanner {
 public:
  void start(std::string_view bytes) {
    const bool feed = bytes.find('\n') != std::string_view::npos;
    start(bytes, feed ? LineEnds::kFeed : LineEnds::kReturn);
  }
  void start(std::string_view bytes, LineEnds ends) {
    bytes_ = bytes;
    ends_ = ends;
    feed_ = return_ = {};
  }
  LineEnds ends() const { return ends_; }
  std::string_view bytes() const { return bytes_; }
  std::string_view text_of(const Line& line) const {
    return bytes_.substr(line.begin, line.end - line.begin);
  }

  // A line begins after this byte.
  bool ends_line(char byte) const {
    return byte == '\n' ? ends_ != LineEnds::kReturn : byte == '\r' && ends_ != LineEnds::kFeed;
  }

  Line line_at(std::uint64_t begin) {
    if (ends_ == LineEnds::kReturn) {
      const std::uint64_t found = next(return_, '\r', begin);
      return {begin, found, found < bytes_.size() ? found + 1 : found};
    }
    const std::uint64_t feed = next(feed_, '\n', begin);
    if (ends_ == LineEnds::kFeed) {
      std::uint64_t end = feed;
      while (end > begin && bytes_[end - 1] == '\r') --end;
      return {begin, end, feed < bytes_.size() ? feed + 1 : feed};
    }
    const std::uint64_t carriage = next(return_, '\r', begin);
    if (carriage >= feed) return {begin, feed, feed < bytes_.size() ? feed + 1 : feed};
    const std::uint64_t after = carriage + 1;
    return {begin, carriage, after == feed && feed < bytes_.size() ? after + 1 : after};
  }

  // Where the line before `position` (a line start) ended, its line end excluded.
  std::uint64_t end_before(std::uint64_t position) const {
    if (position == 0) return 0;
    const char last = bytes_[position - 1];
    if (last == '\n' && position > 1 && bytes_[position - 2] == '\r') return position - 2;
    return ends_line(last) ? position - 1 : position;
  }

 private:
  // The byte does not stand in [from, hit); it stands at `hit`, unless that is the end.
  struct Known {
    std::uint64_t from = 0;
    std::uint64_t hit = 0;
    bool valid = false;
  };

  std::uint64_t find(char byte, std::uint64_t begin, std::uint64_t end) const {
    if (begin >= end) return end;
    const void* found = std::memchr(bytes_.data() + begin, byte, end - begin);
    if (found == nullptr) return end;
    return static_cast<std::uint64_t>(static_cast<const char*>(found) - bytes_.data());
  }

  std::uint64_t next(Known& known, char byte, std::uint64_t position) const {
    if (known.valid && position >= known.from && position <= known.hit) return known.hit;
    if (known.valid && position < known.from) {
      const std::uint64_t found = find(byte, position, known.from);
      if (found < known.from) known.hit = found;
    } else {
      known.hit = find(byte, position, bytes_.size());
    }
    known.from = position;
    known.valid = true;
    return known.hit;
  }

  std::string_view bytes_;
  LineEnds ends_ = LineEnds::kFeed;
  Known feed_;
  Known return_;
};

}  // namespace constat::parser::message
