// Lines of a mail ended by CRLF, LF or a lone CR, mixed as they come. RFC 5322 section 2.3 knows
// CRLF only; files hold LF, old ones CR. Linear over any sequence of calls that moves forward and
// now and then a little back.
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

class LineScanner {
 public:
  void start(std::string_view bytes) {
    bytes_ = bytes;
    feed_ = return_ = {};
  }
  std::string_view bytes() const { return bytes_; }
  std::string_view text_of(const Line& line) const {
    return bytes_.substr(line.begin, line.end - line.begin);
  }

  Line line_at(std::uint64_t begin) {
    const std::uint64_t feed = next(feed_, '\n', begin);
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
    return last == '\n' || last == '\r' ? position - 1 : position;
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
  Known feed_;
  Known return_;
};

}  // namespace constat::parser::message
