#include "parser/auth/canonical.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/byte_search.h"
#include "core/pseudonym.h"

namespace constat::parser::auth {
namespace {

bool is_wsp(char c) { return c == ' ' || c == '\t'; }

// Takes the canonical body in pieces and hashes as much of it as the signature asks for.
class BodyHasher {
 public:
  explicit BodyHasher(std::optional<std::uint64_t> length) : wanted_(length) {}

  void add(std::string_view bytes) {
    total_ += bytes.size();
    if (wanted_) bytes = bytes.substr(0, std::min<std::uint64_t>(bytes.size(), *wanted_ - hashed_));
    hashed_ += bytes.size();
    if (bytes.size() >= buffer_.size()) {
      flush();
      hash_.update(bytes);
      return;
    }
    if (filled_ + bytes.size() > buffer_.size()) flush();
    std::memcpy(buffer_.data() + filled_, bytes.data(), bytes.size());
    filled_ += bytes.size();
  }
  std::uint64_t total() const { return total_; }
  BodyDigest finish() {
    flush();
    return {hash_.finish(), total_, !wanted_ || hashed_ == *wanted_};
  }

 private:
  void flush() {
    hash_.update({buffer_.data(), filled_});
    filled_ = 0;
  }

  std::optional<std::uint64_t> wanted_;
  std::uint64_t total_ = 0, hashed_ = 0;
  Sha256 hash_;
  std::array<char, 4096> buffer_;
  std::size_t filled_ = 0;
};

struct BodyLine {
  std::string_view text;  // without its end
  std::size_t next = 0;
  bool ended = false;
};

BodyLine line_at(std::string_view body, std::size_t begin, LineEnds ends) {
  std::size_t at = begin;
  while (true) {
    const std::size_t lf = body.find('\n', at);
    if (lf == std::string_view::npos) return {body.substr(begin), body.size(), false};
    const bool with_cr = lf > begin && body[lf - 1] == '\r';
    if (with_cr || ends == LineEnds::kLf) {
      return {body.substr(begin, lf - begin - (with_cr ? 1 : 0)), lf + 1, true};
    }
    at = lf + 1;
  }
}

std::string_view without_trailing_wsp(std::string_view text) {
  while (!text.empty() && is_wsp(text.back())) text.remove_suffix(1);
  return text;
}

// Runs of white space become one space.
void add_relaxed(std::string_view text, BodyHasher& out) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t space = find_any(text, at, ' ', '\t', '\t');
    out.add(text.substr(at, space - at));
    if (space == text.size()) return;
    out.add(" ");
    at = space;
    while (at < text.size() && is_wsp(text[at])) ++at;
  }
}

// Unfolded: line ends go, the white space after them stays.
void append_unfolded(std::string_view text, LineEnds ends, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (crlf) {
      ++i;
    } else if (text[i] != '\n' || ends == LineEnds::kCrlf) {
      out += text[i];
    }
  }
}

void append_with_crlf(std::string_view text, LineEnds ends, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool bare = text[i] == '\n' && (i == 0 || text[i - 1] != '\r');
    if (bare && ends == LineEnds::kLf) out += '\r';
    out += text[i];
  }
}

std::string_view without_line_end(std::string_view text, LineEnds ends) {
  if (text.ends_with("\r\n")) return text.substr(0, text.size() - 2);
  if (ends == LineEnds::kLf && text.ends_with('\n')) return text.substr(0, text.size() - 1);
  return text;
}

void append_relaxed_field(std::string_view text, LineEnds ends, std::string& out) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  out += to_lower_ascii(without_trailing_wsp(text.substr(0, colon)));
  out += ':';
  std::string value;
  append_unfolded(text.substr(std::min(colon + 1, text.size())), ends, value);
  bool pending = false, begun = false;
  for (const char c : value) {
    if (is_wsp(c)) {
      pending = begun;
      continue;
    }
    if (pending) out += ' ';
    pending = false;
    begun = true;
    out += c;
  }
}

}  // namespace

LineEnds line_ends_of(std::string_view bytes) {
  const std::size_t lf = bytes.find('\n');
  if (lf == std::string_view::npos) return LineEnds::kCrlf;
  return lf > 0 && bytes[lf - 1] == '\r' ? LineEnds::kCrlf : LineEnds::kLf;
}

void append_canonical_field(std::string_view field, ByteRange left_out, Form form, LineEnds ends,
                            std::string& out) {
  std::string shortened;
  field = without_line_end(field, ends);
  if (!left_out.empty()) {
    // What is left out may reach to the line end.
    const std::size_t begin = std::min<std::size_t>(left_out.offset, field.size());
    const std::size_t end = std::min<std::size_t>(left_out.end(), field.size());
    shortened.assign(field.substr(0, begin)).append(field.substr(end));
    field = shortened;
  }
  if (form == Form::kRelaxed) {
    append_relaxed_field(field, ends, out);
  } else {
    append_with_crlf(field, ends, out);
  }
  out += "\r\n";
}

BodyDigest digest_of_body(std::string_view body, Form form, LineEnds ends,
                          std::optional<std::uint64_t> length) {
  BodyHasher out(length);
  std::uint64_t empty_lines = 0;  // not yet known to be followed by others
  for (std::size_t at = 0; at < body.size();) {
    const BodyLine line = line_at(body, at, ends);
    at = line.next;
    const std::string_view text =
        form == Form::kRelaxed ? without_trailing_wsp(line.text) : line.text;
    if (text.empty()) {
      ++empty_lines;
      continue;
    }
    for (; empty_lines > 0; --empty_lines) out.add("\r\n");
    if (form == Form::kRelaxed) {
      add_relaxed(text, out);
    } else {
      out.add(text);
    }
    out.add("\r\n");
  }
  // An empty simple body is one line end, an empty relaxed one is nothing (sections 3.4.3, 3.4.4).
  if (out.total() == 0 && form == Form::kSimple) out.add("\r\n");
  return out.finish();
}

}  // namespace constat::parser::auth
